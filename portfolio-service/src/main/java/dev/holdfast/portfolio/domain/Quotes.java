package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The prices and rates of one moment. */
public interface Quotes {

    /**
     * A rate that rests on an older mark than this is no rate: currencies rest over a weekend, but
     * not for longer.
     */
    Duration STALE = Duration.ofDays(7);

    Optional<Mark> mark(Symbol symbol);

    /** What one unit of {@code from} is worth in {@code to}; one for a currency against itself. */
    Optional<BigDecimal> rate(Currency from, Currency to);

    /** The latest of a venue. */
    static Quotes latest(Market market, Venue venue) {
        return new Quotes() {
            @Override
            public Optional<Mark> mark(Symbol symbol) {
                return market.latest(venue, symbol);
            }

            @Override
            public Optional<BigDecimal> rate(Currency from, Currency to) {
                return from.equals(to)
                        ? Optional.of(BigDecimal.ONE)
                        : market.rate(venue, from, to)
                                .filter(
                                        rate ->
                                                market.now(venue)
                                                        .filter(now -> !fresh(rate, now))
                                                        .isEmpty())
                                .map(Market.Rate::value);
            }
        };
    }

    /** The latest of a venue at or before an instant. */
    static Quotes asOf(Market market, Venue venue, Instant at) {
        return new Quotes() {
            @Override
            public Optional<Mark> mark(Symbol symbol) {
                return market.asOf(venue, symbol, at);
            }

            @Override
            public Optional<BigDecimal> rate(Currency from, Currency to) {
                return from.equals(to)
                        ? Optional.of(BigDecimal.ONE)
                        : market.rateAsOf(venue, from, to, at)
                                .filter(rate -> fresh(rate, at))
                                .map(Market.Rate::value);
            }
        };
    }

    private static boolean fresh(Market.Rate rate, Instant now) {
        return rate.at().filter(at -> at.isBefore(now.minus(STALE))).isEmpty();
    }
}
