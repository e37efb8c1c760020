package dev.holdfast.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as the wire writes them, {@code 2024-01-31T09:30:00.25Z}, read without a formatter,
 * which costs ten times as much and is a good part of reading a record. All other forms are left to
 * it.
 */
final class InstantReader extends StdDeserializer<Instant> {

    private static final int FRACTION_AT = "2024-01-31T09:30:00".length();
    private static final int NANO_DIGITS = 9;

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            Instant read = plain(json.getText());
            if (read != null) {
                return read;
            }
        }
        return InstantDeserializer.INSTANT.deserialize(json, context);
    }

    /** Null where it is of another form, or no date. */
    private static Instant plain(String text) {
        int last = text.length() - 1;
        if (last < FRACTION_AT
                || text.charAt(last) != 'Z'
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, FRACTION_AT);
        int nano = last == FRACTION_AT ? 0 : nano(text, last);
        if ((year | month | day | hour | minute | second | nano) < 0) {
            return null;
        }
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second, nano)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int nano(String text, int end) {
        int digits = end - FRACTION_AT - 1;
        if (text.charAt(FRACTION_AT) != '.' || digits < 1 || digits > NANO_DIGITS) {
            return -1;
        }
        int nano = number(text, FRACTION_AT + 1, end);
        for (int i = digits; nano > 0 && i < NANO_DIGITS; i++) {
            nano *= 10;
        }
        return nano;
    }

    /** Below zero where it is none. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }
}
