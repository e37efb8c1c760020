package dev.holdfast.contracts.market;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The venues' marks and clocks as a service knows them: what the rules of trading may ask about the
 * market. What is not known is empty, never guessed.
 */
public interface Market {

    /** The latest mark. */
    Optional<Mark> latest(Venue venue, Symbol symbol);

    /**
     * The latest mark at or before an instant. Exact on quarter hours of UTC, on which every day of
     * every timezone begins, for as far back as marks are kept; between them it is the latest one
     * kept at or before.
     */
    Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at);

    /** The latest event time of the venue: what "now" means for its portfolios. */
    Optional<Instant> now(Venue venue);

    /** The symbols that the venue has marks for. */
    Set<Symbol> symbols(Venue venue);

    /** How many units of {@code to} one unit of {@code from} is worth, by the latest marks. */
    default Optional<Rate> rate(Venue venue, Currency from, Currency to) {
        return Rates.find(from, to, () -> symbols(venue), symbol -> latest(venue, symbol));
    }

    /** The same, by the marks at or before an instant. */
    default Optional<Rate> rateAsOf(Venue venue, Currency from, Currency to, Instant at) {
        return Rates.find(from, to, () -> symbols(venue), symbol -> asOf(venue, symbol, at));
    }

    /**
     * A rate and the age of the oldest mark that it rests on (empty for a currency against itself).
     */
    record Rate(BigDecimal value, Optional<Instant> at) {

        public static final Rate ONE = new Rate(BigDecimal.ONE, Optional.empty());

        /** Exact: nothing is rounded. */
        public BigDecimal convert(BigDecimal amount) {
            return this == ONE ? amount : amount.multiply(value);
        }

        Rate times(Rate other) {
            Optional<Instant> oldest =
                    at.isEmpty() || other.at.isEmpty()
                            ? at.or(() -> other.at)
                            : Optional.of(
                                    at.get().isBefore(other.at.get()) ? at.get() : other.at.get());
            return new Rate(value.multiply(other.value, Decimals.DIVISION), oldest);
        }
    }
}
