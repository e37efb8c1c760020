package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Symbol;

import java.util.HashMap;
import java.util.Map;

/**
 * How many plans stand on each symbol. An approved entry counts as the plan that it brings until
 * that plan is opened, so entries that are asked for at once cannot bring more than fit.
 *
 * @param standing those that were opened and not closed
 * @param awaited entries that were approved and whose plan was not opened yet
 */
record PlanCount(Map<Symbol, Integer> standing, Map<ClientOrderId, Symbol> awaited) {

    long of(Symbol symbol) {
        long plans = standing.getOrDefault(symbol, 0);
        for (Symbol brought : awaited.values()) {
            if (brought.equals(symbol)) {
                plans++;
            }
        }
        return plans;
    }

    /** Whether the order brings a plan of its own. */
    static boolean brings(OrderIntentEvent.Intended order) {
        return order.plan().isPresent() && order.planId().isEmpty() && !order.reduceOnly();
    }

    PlanCount approved(OrderIntentEvent.Intended entry) {
        if (!brings(entry)) {
            return this;
        }
        Map<ClientOrderId, Symbol> more = new HashMap<>(awaited);
        more.put(entry.clientOrderId(), entry.symbol());
        return new PlanCount(standing, more);
    }

    PlanCount after(PlanEvent event) {
        return switch (event) {
            case PlanEvent.Opened opened -> changed(opened.plan(), 1);
            case PlanEvent.Closed closed -> changed(closed.plan(), -1);
            case PlanEvent.Armed armed -> this;
            case PlanEvent.Updated updated -> this;
            case PlanEvent.Trailed trailed -> this;
            case PlanEvent.Widened widened -> this;
            case PlanEvent.Triggered triggered -> this;
            case PlanEvent.Reduced reduced -> this;
            case PlanEvent.Refused refused -> this;
            case PlanEvent.Snapshotted snapshotted -> this;
            case PlanEvent.Rearmed rearmed -> this;
        };
    }

    private PlanCount changed(PlanEvent.Plan plan, int by) {
        Map<Symbol, Integer> counts = new HashMap<>(standing);
        counts.merge(plan.symbol(), by, Integer::sum);
        counts.values().removeIf(count -> count <= 0);
        Map<ClientOrderId, Symbol> rest = new HashMap<>(awaited);
        plan.entryOrderId().ifPresent(rest::remove);
        return new PlanCount(counts, rest);
    }
}
