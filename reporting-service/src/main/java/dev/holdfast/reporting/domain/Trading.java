package dev.holdfast.reporting.domain;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Verdict;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Condition;
import dev.holdfast.reporting.domain.live.OrderLine;
import dev.holdfast.reporting.domain.live.PlanLine;
import dev.holdfast.reporting.domain.live.Standing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decisions, orders, fills and plans. */
final class Trading {

    private static final Pattern EXIT = Pattern.compile("(p-.+)-x\\d+");

    private Trading() {}

    static void decided(Draft draft, RiskEvent event) {
        switch (event) {
            case RiskEvent.Approved e -> {
                decision(draft, decision(draft.number(), e), e.checks());
                ordered(draft, draft.standing.approved(e, draft.timezones()));
            }
            case RiskEvent.Rejected e -> {
                decision(draft, decision(draft.number(), e), e.checks());
                e.order()
                        .flatMap(OrderIntentEvent.Intended::planId)
                        .ifPresent(
                                plan ->
                                        exitFailed(
                                                draft,
                                                plan,
                                                "Refused: " + String.join(", ", e.reasons()),
                                                e.occurredAt()));
            }
            case RiskEvent.TradingStateChanged e -> {
                draft.condition = draft.condition.after(e);
                draft.show(Part.TRADING_STATE, draft.condition.trading());
            }
            // The gauges say the same from the figures themselves, and stop saying it in time.
            case RiskEvent.LimitWarned e -> {}
            case RiskEvent.ReservationUnresolved e -> ordered(draft, draft.standing.unresolved(e));
        }
    }

    static void ordered(Draft draft, OrderEvent event) {
        Standing.OrderChange change = draft.standing.ordered(event, draft.timezones());
        ordered(draft, change);
        Optional<PlanId> plan = change.line().flatMap(OrderLine::planId);
        if (plan.isEmpty()) {
            return;
        }
        switch (event) {
            case OrderEvent.Refused e ->
                    exitFailed(draft, plan.get(), e.code() + ": " + e.reason(), e.occurredAt());
            case OrderEvent.Cancelled e ->
                    exitFailed(
                            draft,
                            plan.get(),
                            "Cancelled: " + e.reason().orElse("no reason given"),
                            e.occurredAt());
            case OrderEvent.Expired e ->
                    exitFailed(draft, plan.get(), "The order expired.", e.occurredAt());
            case OrderEvent.Filled e -> draft.condition = draft.condition.exitMadeGood(plan.get());
            case OrderEvent.Accepted e -> {}
            case OrderEvent.PartiallyFilled e -> {}
        }
    }

    private static void ordered(Draft draft, Standing.OrderChange change) {
        draft.standing = change.standing();
        change.line()
                .ifPresent(
                        line -> {
                            draft.keep(new Entry.OrderChanged(line));
                            draft.show(Part.OPEN_ORDERS, draft.standing.now().openOrders());
                        });
        Valuations.late(draft, change.late());
    }

    /** Orders that the venue lists are heard of. */
    static void observed(Draft draft, VenueEvent.AccountObserved event) {
        event.openOrders()
                .forEach(open -> ordered(draft, draft.standing.observed(open, event.asOf())));
    }

    static void planned(Draft draft, PlanEvent event) {
        switch (event) {
            case PlanEvent.Opened e -> step(draft, e, e.plan(), "opened", e.reason());
            case PlanEvent.Armed e ->
                    step(draft, e, e.plan(), e.rearmed() ? "rearmed" : "armed", Optional.empty());
            case PlanEvent.Updated e -> step(draft, e, e.plan(), "updated", e.reason());
            case PlanEvent.Trailed e ->
                    step(
                            draft,
                            e,
                            e.plan(),
                            "trailed",
                            Optional.of(from(e.stopBefore()) + "at a mark of " + e.mark()));
            case PlanEvent.Widened e ->
                    step(
                            draft,
                            e,
                            e.plan(),
                            "widened",
                            Optional.of(from(e.stopBefore()) + "for the night to " + e.date()));
            case PlanEvent.Triggered e ->
                    step(
                            draft,
                            e,
                            e.plan(),
                            "triggered",
                            Optional.of(
                                    e.reason()
                                            + e.level().map(l -> " " + l).orElse("")
                                            + e.mark().map(m -> " at a mark of " + m).orElse("")
                                            + (e.gapped() ? ", gapped" : "")));
            case PlanEvent.Reduced e ->
                    step(draft, e, e.plan(), "reduced", Optional.of("by " + e.by()));
            case PlanEvent.Closed e -> {
                step(draft, e, e.plan(), "closed", Optional.of(e.reason()));
                draft.condition = draft.condition.exitMadeGood(e.plan().planId());
            }
            case PlanEvent.Refused e -> {
                // No plan was changed; who asked is answered on the topic.
            }
            case PlanEvent.Snapshotted e -> e.plans().forEach(plan -> changed(draft, e, plan));
            case PlanEvent.Rearmed e -> {
                // Who guards what has not changed; plans that wait are said one by one.
            }
        }
    }

    private static void step(
            Draft draft,
            PlanEvent event,
            PlanEvent.Plan plan,
            String change,
            Optional<String> detail) {
        draft.keep(
                new Entry.PlanStep(
                        draft.number(),
                        plan.planId(),
                        plan.version(),
                        change,
                        event.occurredAt(),
                        plan.stopPrice(),
                        plan.targetPrice(),
                        plan.quantity(),
                        plan.status(),
                        detail,
                        event.runId()));
        changed(draft, event, plan);
    }

    private static void changed(Draft draft, PlanEvent event, PlanEvent.Plan plan) {
        Standing.PlanChange change =
                draft.standing.planned(plan, event.runId(), event.occurredAt(), draft.timezones());
        draft.standing = change.standing();
        change.line()
                .ifPresent(
                        line -> {
                            draft.keep(new Entry.PlanChanged(line, event.occurredAt()));
                            Overview.plans(draft);
                        });
        Valuations.late(draft, change.late());
    }

    static void filled(Draft draft, TradeEvent event) {
        draft.seen(event.occurredAt());
        boolean cancelled = event instanceof TradeEvent.Corrected e && e.cancelled();
        Entry.Fill fill =
                new Entry.Fill(
                        event.tradeId(),
                        event.orderId(),
                        event.clientOrderId(),
                        event.venue(),
                        event.symbol(),
                        event.side(),
                        event.quantity(),
                        event.price(),
                        event.fees(),
                        event.liquidity(),
                        event.origin(),
                        event.botVersion(),
                        event.runId(),
                        plan(draft, event.clientOrderId()),
                        late(draft, event.occurredAt()),
                        event instanceof TradeEvent.Corrected,
                        cancelled,
                        event.occurredAt(),
                        event.recordedAt());
        draft.keep(fill);
        List<Entry.Fill> others = new ArrayList<>(draft.latest.fills());
        others.removeIf(known -> sameFill(known, fill));
        draft.latest =
                new ReportingState.Latest(
                        draft.latest.decisions(), Draft.newest(fill, others), draft.latest.runs());
        draft.show(Part.FILLS, draft.latest.fills());
    }

    private static boolean sameFill(Entry.Fill a, Entry.Fill b) {
        return a.tradeId().equals(b.tradeId())
                && a.orderId().equals(b.orderId())
                && a.symbol().equals(b.symbol())
                && a.venue().equals(b.venue());
    }

    private static boolean late(Draft draft, Instant occurredAt) {
        return draft.days(draft.timezone())
                .latest()
                .map(cut -> occurredAt.isBefore(cut.at()))
                .orElse(false);
    }

    /**
     * The plan that a fill left by. An order that is done is no longer in the book, so that the
     * name of an exit, which is made of its plan and the plan's version, tells it then.
     */
    private static Optional<PlanId> plan(Draft draft, Optional<ClientOrderId> order) {
        return order.flatMap(
                id ->
                        Optional.ofNullable(draft.standing.now().orders().get(id))
                                .flatMap(OrderLine::planId)
                                .or(() -> exited(id)));
    }

    private static Optional<PlanId> exited(ClientOrderId id) {
        Matcher exit = EXIT.matcher(id.value());
        return exit.matches() ? Optional.of(PlanId.of(exit.group(1))) : Optional.empty();
    }

    private static void decision(
            Draft draft, Entry.Decision decision, List<RiskEvent.Check> checks) {
        draft.keep(new Entry.DecisionMade(decision, checks));
        draft.latest =
                new ReportingState.Latest(
                        Draft.newest(decision, draft.latest.decisions()),
                        draft.latest.fills(),
                        draft.latest.runs());
        draft.show(Part.DECISIONS, draft.latest.decisions());
    }

    private static Entry.Decision decision(long number, RiskEvent.Approved e) {
        OrderIntentEvent.Intended order = e.order();
        return new Entry.Decision(
                number,
                e.clientOrderId(),
                e.occurredAt(),
                "APPROVED",
                Optional.of(order.symbol()),
                Optional.of(order.side()),
                Optional.of(order.orderType()),
                Optional.of(order.quantity()),
                order.limitPrice(),
                order.reduceOnly(),
                order.planId(),
                e.botVersion(),
                e.runId(),
                List.of(),
                order.reason(),
                Optional.of(e.exposureBefore()),
                Optional.of(e.exposureAfter()),
                Optional.of(e.reserved()),
                Optional.empty(),
                e.limitsVersion(),
                warnings(e.checks()));
    }

    private static Entry.Decision decision(long number, RiskEvent.Rejected e) {
        Optional<OrderIntentEvent.Intended> order = e.order();
        return new Entry.Decision(
                number,
                e.clientOrderId(),
                e.occurredAt(),
                "REJECTED",
                order.map(OrderIntentEvent.Intended::symbol),
                order.map(OrderIntentEvent.Intended::side),
                order.map(OrderIntentEvent.Intended::orderType),
                order.map(OrderIntentEvent.Intended::quantity),
                order.flatMap(OrderIntentEvent.Intended::limitPrice),
                order.map(OrderIntentEvent.Intended::reduceOnly).orElse(false),
                order.flatMap(OrderIntentEvent.Intended::planId),
                e.botVersion(),
                e.runId(),
                e.reasons(),
                order.flatMap(OrderIntentEvent.Intended::reason),
                e.exposureBefore(),
                e.exposureAfter(),
                Optional.empty(),
                e.suggestedQuantity(),
                e.limitsVersion(),
                warnings(e.checks()));
    }

    private static int warnings(List<RiskEvent.Check> checks) {
        return (int) checks.stream().filter(check -> check.verdict() == Verdict.WARN).count();
    }

    private static void exitFailed(Draft draft, PlanId plan, String why, Instant at) {
        Optional<PlanLine> line = Optional.ofNullable(draft.standing.now().plans().get(plan));
        draft.condition =
                draft.condition.exitFailed(
                        new Condition.FailedExit(plan, line.map(l -> l.plan().symbol()), why, at));
    }

    private static String from(Optional<Price> before) {
        return before.map(price -> "stop from " + price + " ").orElse("");
    }
}
