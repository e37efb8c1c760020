package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Baseline;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A position while fills are put to it, one after the other. A fill that goes through zero closes
 * what is there, then opens the rest at its own price as a new cycle. A fee in the traded asset is
 * a further disposal of that quantity at the fill's price. Not for sharing: what it came to is
 * {@link #position()}, and what the last fill did is in {@link #realizations()} and the other
 * answers.
 */
final class PositionFold {

    /** What was realized of a part that somebody opened; it belongs to who opened it. */
    record Realized(Attribution owner, Side openedBySide, Converted realized, Converted fx) {}

    private final Position start;
    private final Currency quote;
    private final OpenLots lots;
    private final List<Realized> realizations = new ArrayList<>(2);
    private final List<Earned> earned;

    private BigDecimal quantity;
    private BigDecimal cost;
    private BigDecimal realized;
    private Converted realizedBase;
    private Converted fxRealized;
    private Converted fees;
    private Converted feesBase;
    private long trades;
    private Optional<Cycle> cycle;
    private BigDecimal baseline;

    private Fill fill;
    private Converted fillFeesBase = Converted.ZERO;

    PositionFold(Position start, CostBasis basis) {
        this.start = start;
        this.quote = start.symbol().quote();
        this.lots = OpenLots.of(basis, start.lots());
        this.earned = new ArrayList<>(start.earned());
        this.quantity = start.quantity();
        this.cost = start.cost();
        this.realized = start.realized();
        this.realizedBase = start.realizedBase();
        this.fxRealized = start.fxRealized();
        this.fees = start.fees();
        this.feesBase = start.feesBase();
        this.trades = start.trades();
        this.cycle = start.cycle();
        this.baseline = start.baseline().orElse(BigDecimal.ZERO);
    }

    PositionFold fill(Fill next) {
        fill = next;
        realizations.clear();
        fillFeesBase = Converted.ZERO;
        BigDecimal before = quantity;
        trade(next.signedQuantity());
        for (Fill.Fee fee : next.fees()) {
            fee(fee);
        }
        feesBase = feesBase.plus(fillFeesBase);
        baseline =
                Baseline.after(
                        baseline,
                        quantity.subtract(before),
                        Baseline.marks(next.by().tag()),
                        quantity);
        trades++;
        return this;
    }

    /** The position after all fills. */
    Position position() {
        return fill == null
                ? start
                : new Position(
                        start.symbol(),
                        quantity,
                        cost,
                        lots.lots(),
                        realized,
                        realizedBase,
                        fxRealized,
                        fees,
                        feesBase,
                        trades,
                        cycle,
                        earned,
                        Optional.of(fill.place()),
                        Optional.of(baseline).filter(held -> held.signum() != 0));
    }

    /** What the last fill realized, by who opened it. */
    List<Realized> realizations() {
        return realizations;
    }

    /** The fees of the last fill in the base currency. */
    Converted feesBase() {
        return fillFeesBase;
    }

    private void fee(Fill.Fee fee) {
        if (fill.paidInKind(fee)) {
            BigDecimal worth = fee.amount().multiply(fill.price());
            fees = fees.plus(Converted.known(worth));
            fillFeesBase = fillFeesBase.plus(Converted.of(worth, quote, fill.quoteRate()));
            trade(fee.amount().negate());
        } else {
            fees = fees.plus(Converted.of(fee.amount(), fee.currency(), fee.quoteRate()));
            fillFeesBase =
                    fillFeesBase.plus(Converted.of(fee.amount(), fee.currency(), fee.baseRate()));
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
            cycle = Optional.of(Cycle.opened(fill.at(), fill.by(), side(opened), opened));
        }
        lots.open(
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
        cycle = cycle.map(open -> open.holding(quantity));
    }

    private void close(BigDecimal closing) {
        Side openedBySide = side(quantity);
        BigDecimal gained = BigDecimal.ZERO;
        Converted gainedBase = Converted.ZERO;
        for (OpenLots.Taken part : lots.close(closing)) {
            BigDecimal gain = part.quantity().multiply(fill.price()).subtract(part.cost());
            Converted gainBase = Converted.of(gain, quote, fill.quoteRate());
            Converted fx = fx(part);
            realizations.add(new Realized(part.owner(), openedBySide, gainBase, fx));
            gained = gained.add(gain);
            gainedBase = gainedBase.plus(gainBase);
            fxRealized = fxRealized.plus(fx);
            cost = cost.subtract(part.cost());
        }
        realized = realized.add(gained);
        realizedBase = realizedBase.plus(gainedBase);
        quantity = quantity.subtract(closing);
        if (cycle.isPresent()) {
            cycle = Optional.of(cycle.get().realizing(gained, gainedBase));
        }
        if (quantity.signum() == 0) {
            end(fill.at());
        }
    }

    /** What rates did to the basis between opening and closing; the quote may be the base. */
    private Converted fx(OpenLots.Taken part) {
        Converted now = Converted.of(part.cost(), quote, fill.quoteRate());
        boolean same =
                now.unconverted().isEmpty()
                        && part.costBase().unconverted().isEmpty()
                        && now.amount().compareTo(part.costBase().amount()) == 0;
        return same ? Converted.ZERO : now.minus(part.costBase());
    }

    private void end(Instant at) {
        quantity = BigDecimal.ZERO;
        cost = BigDecimal.ZERO;
        cycle = cycle.map(open -> open.closed(at));
        cycle.ifPresent(this::earn);
    }

    private void earn(Cycle closed) {
        for (int i = 0; i < earned.size(); i++) {
            Earned before = earned.get(i);
            if (before.sameOwner(closed)) {
                earned.set(
                        i,
                        new Earned(
                                before.by(),
                                before.side(),
                                before.outcomes().plus(Outcomes.of(closed))));
                return;
            }
        }
        earned.add(new Earned(closed.openedBy(), closed.side(), Outcomes.of(closed)));
    }

    private static Side side(BigDecimal signed) {
        return signed.signum() < 0 ? Side.SELL : Side.BUY;
    }
}
