package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * How the position of a plan came to be.
 *
 * @param orderId the order that opens it; empty for a position that was held already
 * @param ordered the quantity asked for
 * @param filled what was filled of it by now, before fees
 * @param cost the sum of quantity times price over its fills, in the quote currency
 * @param ended how much was filled when the order ended; empty while it may still fill
 * @param inherited what it took over from the plan that it replaced
 */
public record Entry(
        Symbol symbol,
        Side side,
        RunId runId,
        Optional<BotVersion> botVersion,
        Optional<ClientOrderId> orderId,
        Quantity ordered,
        Quantity filled,
        BigDecimal cost,
        Optional<Quantity> ended,
        Instant openedAt,
        Optional<Inherited> inherited) {

    /** What another plan guarded, and what it had cost, in the quote currency. */
    public record Inherited(Quantity quantity, BigDecimal cost) {}

    /** The average price of the fills, with what was taken over. */
    public Optional<Price> price() {
        Quantity held = filled.plus(inherited.map(Inherited::quantity).orElse(Quantity.ZERO));
        BigDecimal paid = cost.add(inherited.map(Inherited::cost).orElse(BigDecimal.ZERO));
        return held.isZero()
                ? Optional.empty()
                : Optional.of(
                        new Price(
                                Decimals.published(paid.divide(held.value(), Decimals.DIVISION))));
    }

    /** Whether fills may still come. */
    boolean working() {
        return ended.map(through -> filled.compareTo(through) < 0).orElse(true);
    }

    Entry filledBy(EntryFill fill) {
        return new Entry(
                symbol,
                side,
                runId,
                botVersion,
                orderId,
                ordered,
                filled.plus(fill.quantity()),
                cost.add(fill.cost()),
                ended,
                openedAt,
                inherited);
    }

    Entry ended(Quantity through) {
        return new Entry(
                symbol,
                side,
                runId,
                botVersion,
                orderId,
                ordered,
                filled,
                cost,
                Optional.of(through),
                openedAt,
                inherited);
    }
}
