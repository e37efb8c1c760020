package dev.holdfast.reporting.api;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.reporting.domain.ReportingState;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.store.LivePart;
import dev.holdfast.runtime.web.ProblemException;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A portfolio of which something is known: the parts of its overview by key. */
record Known(String id, Map<String, LivePart> parts) {

    /** Answers 404 where nothing is known. */
    static Known of(String id, List<LivePart> parts) {
        if (parts.isEmpty()) {
            throw ProblemException.notFound(
                    "PORTFOLIO_UNKNOWN",
                    "There is no portfolio "
                            + id
                            + " here. Create it at portfolio-service (POST /portfolios), or wait"
                            + " until its first record arrives.");
        }
        return new Known(
                id, parts.stream().collect(Collectors.toMap(LivePart::part, Function.identity())));
    }

    Optional<JsonNode> part(Part part) {
        return Optional.ofNullable(parts.get(part.key()))
                .map(LivePart::body)
                .filter(body -> !body.isNull());
    }

    long sequence() {
        return parts.values().stream().mapToLong(LivePart::sequence).max().orElse(0);
    }

    /** A text field of an object part. */
    Optional<String> text(Part part, String field) {
        return part(part)
                .map(body -> body.path(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** The venue's time. */
    Optional<Instant> now() {
        return text(Part.CLOCK, "now").map(Instant::parse);
    }

    /** The timezone asked for, or the portfolio's own. */
    ZoneId timezone(Optional<String> asked) {
        try {
            return asked.or(() -> text(Part.PORTFOLIO, "timezone"))
                    .map(EventCodec::timezone)
                    .orElse(ReportingState.DEFAULT_TIMEZONE);
        } catch (InvalidValue e) {
            throw ProblemException.field("tz", e.getMessage());
        }
    }
}
