package dev.holdfast.portfolio.domain;

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
import java.util.TreeMap;

/** A market that knows every mark that it was told, for one venue. */
final class KnownMarket implements Market {

    private final Map<Symbol, TreeMap<Instant, Mark>> marks = new HashMap<>();
    private Optional<Instant> clock = Optional.empty();

    void mark(Venue venue, Symbol symbol, String price, Instant at) {
        marks.computeIfAbsent(symbol, key -> new TreeMap<>())
                .put(
                        at,
                        new Mark(
                                venue,
                                symbol,
                                Price.of(price),
                                Optional.empty(),
                                Optional.empty(),
                                at));
        tick(at);
    }

    void tick(Instant at) {
        clock = clock.filter(known -> known.isAfter(at)).or(() -> Optional.of(at));
    }

    /** All but the latest mark of each symbol, of before an instant. */
    void forget(Instant before) {
        marks.values()
                .forEach(
                        known -> {
                            Map.Entry<Instant, Mark> last = known.lastEntry();
                            known.headMap(before).clear();
                            known.putIfAbsent(last.getKey(), last.getValue());
                        });
    }

    /** All marks. */
    void forget() {
        marks.clear();
    }

    @Override
    public Optional<Mark> latest(Venue venue, Symbol symbol) {
        return Optional.ofNullable(marks.get(symbol)).map(known -> known.lastEntry().getValue());
    }

    @Override
    public Optional<Mark> asOf(Venue venue, Symbol symbol, Instant at) {
        return Optional.ofNullable(marks.get(symbol))
                .map(known -> known.floorEntry(at))
                .map(Map.Entry::getValue);
    }

    @Override
    public Optional<Instant> now(Venue venue) {
        return clock;
    }

    @Override
    public Set<Symbol> symbols(Venue venue) {
        return marks.keySet();
    }
}
