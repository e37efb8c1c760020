package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Books records onto a ledger; fills of a symbol must come in {@link FillOrder}. Not for sharing:
 * what it came to so far is {@link #done()}, and more may be booked after that.
 *
 * <p>Attribution: realized PnL, its FX effect and the outcome of a cycle belong to whoever opened
 * what was closed; fees, turnover and the count of a trade to whoever the fill belongs to.
 */
public final class LedgerFold {

    /** Whose figures a booking belongs to, in every slice at once. */
    private record Place(Attribution by, Optional<Symbol> symbol, Optional<Side> side) {}

    private final Ledger start;
    private final Map<Symbol, PositionFold> positions = new HashMap<>();
    private final Map<Currency, Balance> cash;
    private final Map<Place, Tally> booked = new HashMap<>();
    private Converted contributed;

    public LedgerFold(Ledger start) {
        this.start = start;
        this.cash = new HashMap<>(start.cash());
        this.contributed = start.contributed();
    }

    public Ledger done() {
        Map<Symbol, Position> after = new TreeMap<>(start.positions());
        positions.forEach((symbol, fold) -> after.put(symbol, fold.position()));
        Tally total = start.total();
        Map<SliceBy, Map<String, Tally>> slices = new EnumMap<>(SliceBy.class);
        for (SliceBy by : SliceBy.values()) {
            slices.put(by, new TreeMap<>(start.slices().getOrDefault(by, Map.of())));
        }
        for (Map.Entry<Place, Tally> more : booked.entrySet()) {
            Place place = more.getKey();
            total = total.plus(more.getValue());
            slices.forEach(
                    (by, tallies) ->
                            tallies.merge(
                                    by.key(place.by(), place.symbol(), place.side()),
                                    more.getValue(),
                                    Tally::plus));
        }
        return new Ledger(
                start.baseCurrency(), start.costBasis(), after, cash, contributed, total, slices);
    }

    public LedgerFold fill(Fill fill) {
        Symbol symbol = fill.symbol();
        PositionFold position = positions.get(symbol);
        if (position == null) {
            position = new PositionFold(start.position(symbol), start.costBasis());
            positions.put(symbol, position);
        }
        position.fill(fill);
        Optional<Symbol> traded = Optional.of(symbol);
        BigDecimal worth = fill.quantity().multiply(fill.price());
        post(
                symbol.quote(),
                CashAccount.VENUE,
                fill.side() == Side.BUY ? worth.negate() : worth,
                fill.quoteRate());
        for (Fill.Fee fee : fill.fees()) {
            if (!fill.paidInKind(fee)) {
                post(fee.currency(), CashAccount.VENUE, fee.amount().negate(), fee.baseRate());
            }
        }
        count(
                Tally.ofTrade(
                        position.feesBase(), Converted.of(worth, symbol.quote(), fill.quoteRate())),
                new Place(fill.by(), traded, Optional.of(fill.side())));
        for (PositionFold.Realized part : position.realizations()) {
            count(
                    Tally.ofRealized(part.realized(), part.fx()),
                    new Place(part.owner(), traded, Optional.of(part.openedBySide())));
        }
        return this;
    }

    public LedgerFold movement(Movement movement) {
        cash.merge(
                movement.currency(),
                Balance.posting(movement.account(), movement.amount(), movement.base()),
                Balance::plus);
        contributed = contributed.plus(movement.base());
        return this;
    }

    public LedgerFold cost(Cost cost) {
        cash.merge(cost.currency(), Balance.posting(cost), Balance::plus);
        count(Tally.ofCost(cost), new Place(cost.by(), Optional.empty(), Optional.empty()));
        return this;
    }

    public LedgerFold placed(Placed order) {
        count(
                Tally.ofOrder(),
                new Place(order.by(), Optional.of(order.symbol()), Optional.of(order.side())));
        return this;
    }

    private void post(
            Currency currency, CashAccount account, BigDecimal amount, Optional<BigDecimal> rate) {
        cash.merge(
                currency,
                Balance.posting(account, amount, Converted.of(amount, currency, rate)),
                Balance::plus);
    }

    private void count(Tally more, Place place) {
        booked.merge(place, more, Tally::plus);
    }
}
