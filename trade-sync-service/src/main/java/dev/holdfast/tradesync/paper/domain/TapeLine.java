package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a tape: {@code unix seconds,price,quantity}, as exchanges export their trades. The
 * first line may be a heading.
 */
public sealed interface TapeLine {

    record Printed(Print print) implements TapeLine {}

    /** Nothing is there to be read: a heading, an empty line. */
    record Empty() implements TapeLine {}

    /** Not a trade; it is passed over, counted and named. */
    record Broken(long line, String cause) implements TapeLine {}

    /**
     * @param line counted from 1
     * @param last the time of the print before; a tape does not go back
     */
    static TapeLine read(long line, String text, Optional<Instant> last) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || (line == 1 && !Character.isDigit(trimmed.charAt(0)))) {
            return new Empty();
        }
        String[] fields = trimmed.split(",", -1);
        if (fields.length != 3) {
            return new Broken(line, "it has " + fields.length + " fields, not 3");
        }
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(fields[0]));
            Price price = new Price(Decimals.parse(fields[1], "price"));
            BigDecimal quantity = Decimals.parse(fields[2], "quantity");
            if (price.value().signum() == 0) {
                return new Broken(line, "its price is zero");
            }
            if (last.filter(at::isBefore).isPresent()) {
                return new Broken(line, "its time goes back before " + last.get());
            }
            return new Printed(new Print(line, at, price, new Quantity(quantity)));
        } catch (NumberFormatException | DateTimeException e) {
            return new Broken(line, "'" + fields[0] + "' is no time in unix seconds");
        } catch (InvalidValue e) {
            return new Broken(line, e.getMessage());
        }
    }
}
