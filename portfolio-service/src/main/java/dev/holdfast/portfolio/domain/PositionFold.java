package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One fill put to one position. A fill that goes through zero closes what is there, then opens the
 * rest at its own price as a new cycle. A fee in the traded asset is a further disposal of that
 * quantity at the fill's price.
 */
final class PositionFold {

    /** What was realized of a part that somebody opened; it belongs to who opened it. */
    record Realized(Attribution owner, Side openedBySide, Converted realized, Converted fx) {}

    private final CostMethod method;
    private final Fill fill;
    private final Currency quote;
    private final List<Realized> realizations = new ArrayList<>(2);
    private final List<Cycle> completed = new ArrayList<>(1);

    private BigDecimal quantity;
    private BigDecimal cost;
    private List<Lot> lots;
    private BigDecimal realized;
    private Converted realizedBase;
    private Converted fxRealized;
    private Optional<Cycle> cycle;
    private final Position before;
    private Converted feesQuote = Converted.ZERO;
    private Converted feesBase = Converted.ZERO;

    private PositionFold(Position before, Fill fill, CostMethod method) {
        this.before = before;
        this.fill = fill;
        this.method = method;
        this.quote = fill.symbol().quote();
        this.quantity = before.quantity();
        this.cost = before.cost();
        this.lots = before.lots();
        this.realized = before.realized();
        this.realizedBase = before.realizedBase();
        this.fxRealized = before.fxRealized();
        this.cycle = before.cycle();
    }

    static PositionFold of(Position before, Fill fill, CostMethod method) {
        PositionFold fold = new PositionFold(before, fill, method);
        fold.trade(fill.signedQuantity());
        for (Fill.Fee fee : fill.fees()) {
            fold.fee(fee);
        }
        return fold;
    }

    /** The position after the fill. */
    Position position() {
        return new Position(
                before.symbol(),
                quantity,
                cost,
                lots,
                realized,
                realizedBase,
                fxRealized,
                before.fees().plus(feesQuote),
                before.feesBase().plus(feesBase),
                before.trades() + 1,
                cycle,
                Optional.of(fill.place()));
    }

    List<Realized> realizations() {
        return realizations;
    }

    /** The cycles that the fill brought to an end. */
    List<Cycle> completed() {
        return completed;
    }

    /** The fees of this fill in the base currency. */
    Converted feesBase() {
        return feesBase;
    }

    private void fee(Fill.Fee fee) {
        if (fill.paidInKind(fee)) {
            BigDecimal worth = fee.amount().multiply(fill.price());
            feesQuote = feesQuote.plus(new Converted(worth, java.util.Set.of()));
            feesBase = feesBase.plus(Converted.of(worth, quote, fill.quoteRate()));
            trade(fee.amount().negate());
        } else {
            feesQuote = feesQuote.plus(Converted.of(fee.amount(), fee.currency(), fee.quoteRate()));
            feesBase = feesBase.plus(Converted.of(fee.amount(), fee.currency(), fee.baseRate()));
        }
    }

    private void trade(BigDecimal change) {
        BigDecimal rest = change;
        if (quantity.signum() != 0 && quantity.signum() != change.signum()) {
            BigDecimal closing =
                    change.abs().compareTo(quantity.abs()) >= 0 ? quantity : change.negate();
            close(closing);
            rest = change.add(closing);
        }
        if (rest.signum() != 0) {
            open(rest);
        }
    }

    private void open(BigDecimal opened) {
        BigDecimal openedCost = opened.multiply(fill.price());
        if (quantity.signum() == 0) {
            cycle =
                    Optional.of(
                            new Cycle(
                                    fill.at(),
                                    fill.by(),
                                    side(opened),
                                    BigDecimal.ZERO,
                                    Optional.empty()));
        }
        lots =
                method.open(
                        lots,
                        new Lot(
                                fill.tradeId(),
                                fill.by(),
                                fill.at(),
                                opened,
                                opened,
                                fill.price(),
                                openedCost,
                                Converted.of(openedCost, quote, fill.quoteRate())));
        quantity = quantity.add(opened);
        cost = cost.add(openedCost);
    }

    private void close(BigDecimal closing) {
        Side openedBySide = side(quantity);
        CostMethod.Closing outcome = method.close(lots, closing);
        BigDecimal gained = BigDecimal.ZERO;
        for (CostMethod.Taken part : outcome.taken()) {
            BigDecimal gain = part.quantity().multiply(fill.price()).subtract(part.cost());
            Converted gainBase = Converted.of(gain, quote, fill.quoteRate());
            Converted fx =
                    Converted.of(part.cost(), quote, fill.quoteRate()).minus(part.costBase());
            realizations.add(new Realized(part.lot().by(), openedBySide, gainBase, fx));
            gained = gained.add(gain);
            realizedBase = realizedBase.plus(gainBase);
            fxRealized = fxRealized.plus(fx);
            cost = cost.subtract(part.cost());
        }
        lots = outcome.left();
        realized = realized.add(gained);
        quantity = quantity.subtract(closing);
        BigDecimal inCycle = gained;
        cycle = cycle.map(open -> open.realizing(inCycle));
        if (quantity.signum() == 0) {
            end(fill.at());
        }
    }

    private void end(Instant at) {
        quantity = BigDecimal.ZERO;
        cost = BigDecimal.ZERO;
        cycle = cycle.map(open -> open.closed(at));
        cycle.ifPresent(completed::add);
    }

    private static Side side(BigDecimal signed) {
        return signed.signum() < 0 ? Side.SELL : Side.BUY;
    }
}
