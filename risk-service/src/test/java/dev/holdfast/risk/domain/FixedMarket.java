package dev.holdfast.risk.domain;

import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A market that stands still until told otherwise. */
record FixedMarket(Instant clock, Map<Symbol, Mark> marks) implements Market {

    static final Venue VENUE = Venue.of("bitstamp");

    static FixedMarket at(Instant clock) {
        return new FixedMarket(clock, Map.of());
    }

    FixedMarket with(Symbol symbol, String price) {
        return with(symbol, price, clock);
    }

    FixedMarket with(Symbol symbol, String price, Instant at) {
        Map<Symbol, Mark> changed = new HashMap<>(marks);
        changed.put(
                symbol,
                new Mark(VENUE, symbol, Price.of(price), Optional.empty(), Optional.empty(), at));
        return new FixedMarket(clock, changed);
    }

    FixedMarket clock(Instant later) {
        return new FixedMarket(later, marks);
    }

    @Override
    public Optional<Mark> latest(Venue venue, Symbol symbol) {
        return Optional.ofNullable(marks.get(symbol)).filter(mark -> venue.equals(VENUE));
    }

    @Override
    public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
        return latest(venue, symbol).filter(mark -> !mark.at().isAfter(at));
    }

    @Override
    public Optional<Instant> now(Venue venue) {
        return Optional.of(clock);
    }

    @Override
    public Set<Symbol> symbols(Venue venue) {
        return marks.keySet();
    }
}
