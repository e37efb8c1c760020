package dev.holdfast.reporting.domain.entry;

import java.util.Map;

/** The fields of a record with some more beside them, as one flat object of JSON. */
public record Extended(Object fields, Map<String, Object> more) {}
