package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.value.Quantity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that no plan is known to belong to. Topics are read side by side, so fills and the end
 * of an order may be seen before the decision that opens its plan; they are kept here until then.
 *
 * @param decided the decision was seen, and it carried no plan
 * @param filled before fees
 * @param guarded what the fills added to the position, after fees in the base
 * @param cost quantity times price, summed, in the quote currency
 * @param ended how much was filled when the order ended
 */
public record SeenOrder(
        boolean decided,
        Quantity filled,
        Quantity guarded,
        BigDecimal cost,
        Optional<Instant> firstFillAt,
        Optional<Quantity> ended,
        Optional<String> endedBy,
        Instant seenAt) {

    static SeenOrder at(Instant seenAt) {
        return new SeenOrder(
                false,
                Quantity.ZERO,
                Quantity.ZERO,
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                seenAt);
    }

    SeenOrder withoutPlan() {
        return new SeenOrder(true, filled, guarded, cost, firstFillAt, ended, endedBy, seenAt);
    }

    SeenOrder filledBy(EntryFill fill) {
        return new SeenOrder(
                decided,
                filled.plus(fill.quantity()),
                guarded.plus(fill.guarded()),
                cost.add(fill.cost()),
                firstFillAt.or(() -> Optional.of(fill.at())),
                ended,
                endedBy,
                seenAt);
    }

    SeenOrder endedWith(Quantity through, String cause) {
        return new SeenOrder(
                decided,
                filled,
                guarded,
                cost,
                firstFillAt,
                Optional.of(through),
                Optional.of(cause),
                seenAt);
    }

    /** All of its fills, if there are any. */
    Optional<EntryFill> fills() {
        return firstFillAt.map(at -> new EntryFill(filled, guarded, cost, at));
    }

    /** Nothing more is to come of it, and no plan waits for it. */
    boolean done() {
        return decided && ended.map(through -> filled.compareTo(through) >= 0).orElse(false);
    }
}
