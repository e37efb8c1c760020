package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioStateEvent.Slice;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The figures of each slice. Open quantity belongs to who opened it, so unrealized PnL goes by the
 * lots; what exchange rates did to cash belongs to nobody and stands under {@value SliceBy#NONE}.
 * The slices of one kind add up to the whole, to the last digit: the last one carries what rounding
 * left over.
 */
final class SliceValuer {

    /** The unrealized PnL of a lot, in the base currency. */
    interface Unrealized {
        Optional<BigDecimal> of(Symbol symbol, Lot lot);
    }

    /** What rates did to an open basis, in the base currency. */
    interface OpenFx {
        Optional<BigDecimal> of(Symbol symbol, BigDecimal cost, Converted costBase);
    }

    private final Ledger ledger;
    private final Figures whole;
    private final Unrealized unrealized;
    private final OpenFx openFx;
    private final Optional<BigDecimal> cashFx;

    SliceValuer(
            Ledger ledger,
            Figures whole,
            Unrealized unrealized,
            OpenFx openFx,
            Optional<BigDecimal> cashFx) {
        this.ledger = ledger;
        this.whole = whole;
        this.unrealized = unrealized;
        this.openFx = openFx;
        this.cashFx = cashFx;
    }

    List<Slice> slices() {
        List<Slice> slices = new ArrayList<>();
        for (SliceBy by : SliceBy.values()) {
            slices.addAll(slices(by));
        }
        return slices;
    }

    /** What of a slice stands in the positions: open parts, and cycles that were closed. */
    private static final class Held {
        private final Sum unrealized = new Sum();
        private final Sum fx = new Sum();
        private Outcomes outcomes = Outcomes.NONE;
    }

    private List<Slice> slices(SliceBy by) {
        Map<String, Tally> tallies = ledger.slices().getOrDefault(by, Map.of());
        Map<String, Held> held = held(by);
        Map<String, Figures> figures = new TreeMap<>();
        tallies.forEach((key, tally) -> figures.put(key, figures(tally, held.get(key))));
        held.forEach((key, part) -> figures.putIfAbsent(key, figures(Tally.NONE, part)));
        List<Slice> slices = new ArrayList<>(figures.size());
        Figures before = Figures.ZERO;
        int left = figures.size();
        for (Map.Entry<String, Figures> entry : figures.entrySet()) {
            Figures rounded = entry.getValue().published();
            Figures shown = --left == 0 ? last(rounded, whole.less(before)) : rounded;
            before = before.plus(shown);
            slices.add(
                    slice(
                            by,
                            entry.getKey(),
                            shown,
                            tallies.getOrDefault(entry.getKey(), Tally.NONE),
                            held.getOrDefault(entry.getKey(), new Held()).outcomes));
        }
        return slices;
    }

    private Map<String, Held> held(SliceBy by) {
        Map<String, Held> held = new TreeMap<>();
        for (Position position : ledger.positions().values()) {
            Optional<Symbol> symbol = Optional.of(position.symbol());
            Optional<Side> side =
                    Optional.of(position.quantity().signum() < 0 ? Side.SELL : Side.BUY);
            for (Lot lot : position.lots()) {
                Held part = held.computeIfAbsent(by.key(lot.by(), symbol, side), key -> new Held());
                part.unrealized.add(unrealized.of(position.symbol(), lot));
                part.fx.add(openFx.of(position.symbol(), lot.cost(), lot.costBase()));
            }
            for (Earned earned : position.earned()) {
                String key = by.key(earned.by(), symbol, Optional.of(earned.side()));
                Held part = held.computeIfAbsent(key, absent -> new Held());
                part.outcomes = part.outcomes.plus(earned.outcomes());
            }
        }
        if (cashFx.isEmpty() || cashFx.get().signum() != 0) {
            held.computeIfAbsent(SliceBy.NONE, key -> new Held()).fx.add(cashFx);
        }
        return held;
    }

    private static Figures figures(Tally tally, Held held) {
        Held part = held == null ? new Held() : held;
        return Figures.of(tally, part.unrealized.value(), part.fx.value());
    }

    /** The rest of the whole, where it is known; else the slice's own. */
    private static Figures last(Figures own, Figures rest) {
        return new Figures(
                own.realized().flatMap(known -> rest.realized()).or(own::realized),
                own.unrealized().flatMap(known -> rest.unrealized()).or(own::unrealized),
                own.fx().flatMap(known -> rest.fx()).or(own::fx),
                own.fees().flatMap(known -> rest.fees()).or(own::fees),
                own.llm().flatMap(known -> rest.llm()).or(own::llm),
                own.other().flatMap(known -> rest.other()).or(own::other));
    }

    private static Slice slice(
            SliceBy by, String key, Figures figures, Tally tally, Outcomes outcomes) {
        return new Slice(
                by.wireName(),
                key,
                figures.realized().map(Decimals::canonical),
                figures.unrealized().map(Decimals::canonical),
                figures.fx().map(Decimals::canonical),
                figures.gross().map(Decimals::canonical),
                figures.fees().map(Decimals::canonical),
                figures.llm().map(Decimals::canonical),
                figures.other().map(Decimals::canonical),
                figures.net().map(Decimals::canonical),
                tally.trades(),
                tally.orders(),
                outcomes.wins(),
                outcomes.losses(),
                tally.turnover().value().map(Decimals::published),
                outcomes.winRate().map(Decimals::published),
                outcomes.profitFactor().map(Decimals::published),
                outcomes.averageHold(),
                outcomes.best().map(Decimals::published),
                outcomes.worst().map(Decimals::published));
    }
}
