package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.reporting.domain.entry.Entry;

import java.util.List;

/** What a record came to: the state after it, the events to publish, the entries to keep. */
public record Report(ReportingState state, List<Event> events, List<Entry> entries) {}
