package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Books records onto a ledger; fills of a symbol must come in {@link FillOrder}. Not for sharing:
 * what it came to is {@link #done()}.
 *
 * <p>Attribution: realized PnL, its FX effect and the outcome of a cycle belong to whoever opened
 * what was closed; fees and the count of a trade to whoever the fill belongs to.
 */
public final class LedgerFold {

    private final Ledger start;
    private final CostMethod method;
    private final Map<Symbol, Position> positions;
    private final Map<Currency, Balance> cash;
    private final Map<SliceBy, Map<String, Tally>> slices;
    private Converted contributed;
    private Tally total;

    public LedgerFold(Ledger start) {
        this.start = start;
        this.method = CostMethod.of(start.costBasis());
        this.positions = new TreeMap<>(start.positions());
        this.cash = new TreeMap<>(start.cash());
        this.slices = new EnumMap<>(SliceBy.class);
        for (SliceBy by : SliceBy.values()) {
            slices.put(by, new TreeMap<>(start.slices().getOrDefault(by, Map.of())));
        }
        this.contributed = start.contributed();
        this.total = start.total();
    }

    public Ledger done() {
        return new Ledger(
                start.baseCurrency(),
                start.costBasis(),
                positions,
                cash,
                contributed,
                total,
                slices);
    }

    public LedgerFold fill(Fill fill) {
        Symbol symbol = fill.symbol();
        Position before = positions.getOrDefault(symbol, Position.none(symbol));
        PositionFold fold = PositionFold.of(before, fill, method);
        positions.put(symbol, fold.position());
        post(
                symbol.quote(),
                CashAccount.VENUE,
                fill.signedQuantity().multiply(fill.price()).negate(),
                fill.quoteRate());
        for (Fill.Fee fee : fill.fees()) {
            if (!fill.paidInKind(fee)) {
                post(fee.currency(), CashAccount.VENUE, fee.amount().negate(), fee.baseRate());
            }
        }
        count(
                Tally.ofTrade(fold.feesBase()),
                fill.by(),
                Optional.of(symbol),
                Optional.of(fill.side()));
        for (PositionFold.Realized part : fold.realizations()) {
            count(
                    Tally.ofRealized(part.realized(), part.fx()),
                    part.owner(),
                    Optional.of(symbol),
                    Optional.of(part.openedBySide()));
        }
        for (Cycle cycle : fold.completed()) {
            count(
                    Tally.ofCycle(cycle),
                    cycle.openedBy(),
                    Optional.of(symbol),
                    Optional.of(cycle.side()));
        }
        return this;
    }

    LedgerFold movement(Movement movement) {
        post(movement.currency(), movement.account(), movement.amount(), movement.rate());
        contributed =
                contributed.plus(
                        Converted.of(movement.amount(), movement.currency(), movement.rate()));
        return this;
    }

    LedgerFold cost(Cost cost) {
        cash.merge(
                cost.currency(),
                Balance.NONE.plus(cost.account(), cost.amount().negate(), cost.base().negate()),
                Balance::plus);
        count(Tally.ofCost(cost), cost.by(), Optional.empty(), Optional.empty());
        return this;
    }

    LedgerFold placed(Placed order) {
        count(Tally.ofOrder(), order.by(), Optional.of(order.symbol()), Optional.of(order.side()));
        return this;
    }

    private void post(
            Currency currency, CashAccount account, BigDecimal amount, Optional<BigDecimal> rate) {
        cash.merge(
                currency,
                Balance.NONE.plus(account, amount, Converted.of(amount, currency, rate)),
                Balance::plus);
    }

    private void count(Tally more, Attribution by, Optional<Symbol> symbol, Optional<Side> side) {
        total = total.plus(more);
        for (SliceBy slice : SliceBy.values()) {
            slices.get(slice).merge(slice.key(by, symbol, side), more, Tally::plus);
        }
    }
}
