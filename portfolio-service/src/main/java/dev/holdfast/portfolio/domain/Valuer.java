package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent.CashBalance;
import dev.holdfast.contracts.event.PortfolioStateEvent.Missing;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts prices to a ledger. One per valuation: it remembers what it could not find. */
public final class Valuer {

    private final Ledger ledger;
    private final AccountTerms terms;
    private final Quotes quotes;
    private final Currency base;
    private final Map<Symbol, Optional<Mark>> marks = new TreeMap<>();
    private final Map<Currency, Optional<BigDecimal>> rates = new TreeMap<>();
    private final Set<Symbol> missingMarks = new TreeSet<>();
    private final Set<String> missingRates = new TreeSet<>();

    private Valuer(Ledger ledger, AccountTerms terms, Quotes quotes) {
        this.ledger = ledger;
        this.terms = terms;
        this.quotes = quotes;
        this.base = ledger.baseCurrency();
    }

    /**
     * The valuation at these quotes.
     *
     * @param openPlans what to say of plans, which are not the ledger's
     */
    static Valuation value(
            Ledger ledger,
            AccountTerms terms,
            Quotes quotes,
            Instant asOf,
            int openPlans,
            Drawdown drawdown) {
        return new Valuer(ledger, terms, quotes).valuation(asOf, openPlans, drawdown);
    }

    private Valuation valuation(Instant asOf, int openPlans, Drawdown drawdown) {
        List<PortfolioStateEvent.Position> positions = new ArrayList<>();
        Sum unrealized = new Sum();
        Sum openFx = new Sum();
        Sum worth = new Sum();
        Sum exposure = new Sum();
        Sum netExposure = new Sum();
        int open = 0;
        for (Position position : ledger.positions().values()) {
            positions.add(published(position));
            if (position.flat()) {
                continue;
            }
            open += terms.dust(position.symbol(), position.quantity()) ? 0 : 1;
            Optional<BigDecimal> value = base(position.symbol().quote(), worth(position));
            worth.add(value);
            Optional<BigDecimal> exposed = base(position.symbol().quote(), exposed(position));
            exposure.add(exposed.map(BigDecimal::abs));
            netExposure.add(exposed);
            unrealized.add(base(position.symbol().quote(), unrealized(position)));
            openFx.add(openFx(position.symbol(), position.cost(), position.costBase()));
        }
        Optional<BigDecimal> cashFx = cashFx();
        Figures exact =
                Figures.of(
                        ledger.total(),
                        unrealized.value(),
                        new Sum().add(openFx.value()).add(cashFx).value());
        Optional<BigDecimal> equity =
                new Sum().add(cash()).add(worth.value()).value().map(Decimals::published);
        Optional<BigDecimal> contributed = known(ledger.contributed()).map(Decimals::published);
        Figures figures = exact.published(equity, contributed);
        noteUnconverted();
        Optional<BigDecimal> net = figures.net();
        Drawdown seen = net.map(drawdown::seeing).orElse(drawdown);
        Tally total = ledger.total();
        Outcomes outcomes = ledger.outcomes();
        Stats stats =
                new Stats(
                        base,
                        asOf,
                        equity,
                        contributed,
                        cashTotals(),
                        figures.realized(),
                        figures.unrealized(),
                        figures.fx(),
                        figures.gross().map(Decimals::canonical),
                        figures.fees(),
                        figures.llm(),
                        figures.other(),
                        net.map(Decimals::canonical),
                        exposure.value().map(Decimals::published),
                        netExposure.value().map(Decimals::published),
                        total.trades(),
                        total.orders(),
                        open,
                        openPlans,
                        outcomes.wins(),
                        outcomes.losses(),
                        net.map(seen::below).map(Decimals::published),
                        net.map(known -> Decimals.published(seen.deepest())),
                        known(total.turnover()).map(Decimals::published),
                        outcomes.winRate().map(Decimals::published),
                        outcomes.profitFactor().map(Decimals::published),
                        outcomes.averageHold(),
                        outcomes.best().map(Decimals::published),
                        outcomes.worst().map(Decimals::published),
                        Optional.of(outcomes.cycles()),
                        missing());
        return new Valuation(
                stats,
                positions,
                cashBalances(),
                new SliceValuer(ledger, figures, this::unrealized, this::openFx, cashFx).slices(),
                prices());
    }

    // Positions

    private PortfolioStateEvent.Position published(Position position) {
        Symbol symbol = position.symbol();
        Currency quote = symbol.quote();
        Optional<Mark> mark = position.flat() ? Optional.empty() : mark(symbol);
        Optional<BigDecimal> unrealized = unrealized(position);
        Optional<BigDecimal> exposure = exposed(position).map(BigDecimal::abs);
        return new PortfolioStateEvent.Position(
                symbol,
                quote,
                Decimals.published(position.quantity()),
                position.averagePrice().map(Decimals::published),
                Decimals.published(position.cost()),
                mark.map(Mark::price),
                mark.map(Mark::at),
                unrealized.map(Decimals::published),
                Decimals.published(position.realized()),
                Decimals.published(position.cycle().map(Cycle::realized).orElse(BigDecimal.ZERO)),
                position.cycle().filter(cycle -> !position.flat()).map(Cycle::openedAt),
                position.cycle()
                        .filter(cycle -> !position.flat())
                        .map(cycle -> Decimals.published(cycle.peak())),
                position.fees().value().map(Decimals::published),
                exposure.map(Decimals::published),
                base(quote, Optional.of(position.cost())).map(Decimals::published),
                base(quote, unrealized).map(Decimals::published),
                position.realizedBase().value().map(Decimals::published),
                position.feesBase().value().map(Decimals::published),
                base(quote, exposure).map(Decimals::published),
                position.trades(),
                position.baseline().map(Decimals::published));
    }

    private Optional<BigDecimal> unrealized(Position position) {
        return position.flat()
                ? Optional.of(BigDecimal.ZERO)
                : worth(position).map(worth -> worth.subtract(position.cost()));
    }

    private Optional<BigDecimal> worth(Position position) {
        return worth(position.symbol(), position.quantity());
    }

    /** What counts as exposure: without what was held before, where the portfolio says so. */
    private Optional<BigDecimal> exposed(Position position) {
        return worth(
                position.symbol(),
                terms.excludeBaseline() ? position.traded() : position.quantity());
    }

    private Optional<BigDecimal> worth(Symbol symbol, BigDecimal quantity) {
        return quantity.signum() == 0
                ? Optional.of(BigDecimal.ZERO)
                : mark(symbol).map(mark -> quantity.multiply(mark.price().value()));
    }

    /** The unrealized PnL of a lot in the base currency. */
    private Optional<BigDecimal> unrealized(Symbol symbol, Lot lot) {
        return base(
                symbol.quote(),
                mark(symbol)
                        .map(
                                mark ->
                                        lot.remaining()
                                                .multiply(mark.price().value())
                                                .subtract(lot.cost())));
    }

    /** What rates did to an open basis. */
    private Optional<BigDecimal> openFx(Symbol symbol, BigDecimal cost, Converted costBase) {
        return symbol.quote().equals(base)
                ? Optional.of(BigDecimal.ZERO)
                : new Sum()
                        .add(base(symbol.quote(), Optional.of(cost)))
                        .subtract(known(costBase))
                        .value();
    }

    // Cash

    private Optional<BigDecimal> cash() {
        Sum sum = new Sum();
        ledger.cash()
                .forEach((currency, cash) -> sum.add(base(currency, Optional.of(cash.total()))));
        return sum.value();
    }

    /**
     * What cash is worth beyond what it was booked at: rates did that, or a basis that was kept.
     */
    private Optional<BigDecimal> cashFx() {
        Sum sum = new Sum();
        ledger.cash()
                .forEach(
                        (currency, cash) ->
                                sum.add(base(currency, Optional.of(cash.total())))
                                        .subtract(known(cash.booked())));
        return sum.value();
    }

    private Map<Currency, BigDecimal> cashTotals() {
        Map<Currency, BigDecimal> totals = new LinkedHashMap<>();
        ledger.cash()
                .forEach(
                        (currency, cash) -> totals.put(currency, Decimals.published(cash.total())));
        return totals;
    }

    private List<CashBalance> cashBalances() {
        return ledger.cash().entrySet().stream()
                .map(
                        cash ->
                                new CashBalance(
                                        cash.getKey(),
                                        Decimals.published(cash.getValue().venue()),
                                        Decimals.published(cash.getValue().offVenue())))
                .toList();
    }

    // What is known of the market, and what is not

    private Optional<Mark> mark(Symbol symbol) {
        Optional<Mark> mark = marks.computeIfAbsent(symbol, quotes::mark);
        if (mark.isEmpty()) {
            missingMarks.add(symbol);
        }
        return mark;
    }

    private Optional<BigDecimal> base(Currency currency, Optional<BigDecimal> amount) {
        if (amount.isEmpty() || amount.get().signum() == 0) {
            return amount;
        }
        Optional<BigDecimal> rate =
                rates.computeIfAbsent(currency, from -> quotes.rate(from, base));
        if (rate.isEmpty()) {
            missingRates.add(currency + "/" + base);
        }
        return rate.map(amount.get()::multiply);
    }

    private Prices prices() {
        Map<Symbol, Mark> knownMarks = new TreeMap<>();
        marks.forEach((symbol, mark) -> mark.ifPresent(is -> knownMarks.put(symbol, is)));
        Map<Currency, BigDecimal> knownRates = new TreeMap<>();
        rates.forEach((currency, rate) -> rate.ifPresent(is -> knownRates.put(currency, is)));
        return new Prices(knownMarks, knownRates);
    }

    private Optional<BigDecimal> known(Converted sum) {
        sum.unconverted().keySet().forEach(currency -> missingRates.add(currency + "/" + base));
        return sum.value();
    }

    private void noteUnconverted() {
        Tally total = ledger.total();
        known(total.realized());
        known(total.fx());
        known(total.fees());
        known(total.llm());
        known(total.other());
    }

    private List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        missingMarks.forEach(
                symbol -> missing.add(new Missing("mark", Optional.of(symbol), Optional.empty())));
        missingRates.forEach(
                pair -> missing.add(new Missing("rate", Optional.empty(), Optional.of(pair))));
        return missing;
    }
}
