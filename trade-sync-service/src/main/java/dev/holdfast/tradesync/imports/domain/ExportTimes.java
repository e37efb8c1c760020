package dev.holdfast.tradesync.imports.domain;

import dev.holdfast.contracts.value.InvalidValue;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Instants as exports write them; those without an offset are UTC. */
final class ExportTimes {

    private static final DateTimeFormatter SPACED =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .optionalEnd()
                    .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> LOCAL =
            List.of(
                    SPACED,
                    new DateTimeFormatterBuilder()
                            .parseCaseInsensitive()
                            .appendPattern("MMM['.'] dd, uuuu, hh:mm a")
                            .toFormatter(Locale.US));

    private ExportTimes() {}

    static Instant read(String text) {
        String time = text.strip();
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException withoutOffset) {
            for (DateTimeFormatter format : LOCAL) {
                try {
                    return LocalDateTime.parse(time, format).toInstant(ZoneOffset.UTC);
                } catch (DateTimeException another) {
                    continue;
                }
            }
        }
        throw new InvalidValue(
                "the time must be such as 2021-01-06 14:38:00 (UTC) or 2021-01-06T14:38:00Z, not '"
                        + text
                        + "'");
    }
}
