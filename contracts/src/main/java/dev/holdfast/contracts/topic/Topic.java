package dev.holdfast.contracts.topic;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The topics, what stands on each and who writes it. All of them have the same number of
 * partitions.
 */
public enum Topic {
    PORTFOLIOS(
            "portfolios.v1",
            Retention.COMPACTED,
            "What each portfolio is, whole and versioned.",
            List.of("portfolio-service"),
            List.of(type("portfolio.configured", PortfolioEvent.Configured.class))),
    RUNS(
            "runs.v1",
            Retention.KEPT,
            "Starts and ends of bots.",
            List.of("portfolio-service"),
            List.of(
                    type("run.started", RunEvent.Started.class),
                    type("run.ended", RunEvent.Ended.class))),
    ORDER_INTENTS(
            "order-intents.v1",
            Retention.KEPT,
            "Orders that somebody would like to place or withdraw.",
            List.of("bots", "risk-service", "plan-monitor-service"),
            List.of(
                    type("order.intended", OrderIntentEvent.Intended.class),
                    type("order.cancel-intended", OrderIntentEvent.CancelIntended.class))),
    RISK_DECISIONS(
            "risk-decisions.v1",
            Retention.KEPT,
            "What may be placed, what may not and why.",
            List.of("risk-service"),
            List.of(
                    type("order.approved", RiskEvent.Approved.class),
                    type("order.rejected", RiskEvent.Rejected.class),
                    type("limit.warned", RiskEvent.LimitWarned.class),
                    type("trading-state.changed", RiskEvent.TradingStateChanged.class),
                    type("reservation.unresolved", RiskEvent.ReservationUnresolved.class))),
    ORDERS(
            "orders.v1",
            Retention.KEPT,
            "What became of approved orders at their venue.",
            List.of("trade-sync-service"),
            List.of(
                    type("order.accepted", OrderEvent.Accepted.class),
                    type("order.partially-filled", OrderEvent.PartiallyFilled.class),
                    type("order.filled", OrderEvent.Filled.class),
                    type("order.cancelled", OrderEvent.Cancelled.class),
                    type("order.expired", OrderEvent.Expired.class),
                    type("order.refused", OrderEvent.Refused.class))),
    TRADES(
            "trades.v1",
            Retention.KEPT,
            "Fills, each once, and corrections of them.",
            List.of("trade-sync-service"),
            List.of(
                    type("trade.synced", TradeEvent.Synced.class),
                    type("trade.corrected", TradeEvent.Corrected.class))),
    MARKS(
            "marks.v1",
            Retention.COMPACTED,
            "Prices and time of each venue, in order; partitioned by venue.",
            List.of("trade-sync-service"),
            List.of(
                    type("mark.updated", MarketEvent.MarkUpdated.class),
                    type("clock.ticked", MarketEvent.ClockTicked.class))),
    CASH(
            "cash.v1",
            Retention.KEPT,
            "Deposits, withdrawals, transfers and adjustments.",
            List.of("portfolio-service", "trade-sync-service"),
            List.of(type("cash.moved", CashEvent.Moved.class))),
    COSTS(
            "costs.v1",
            Retention.KEPT,
            "Calls to language models and other costs.",
            List.of("bots", "portfolio-service"),
            List.of(
                    type("llm.called", CostEvent.LlmCalled.class),
                    type("cost.incurred", CostEvent.Incurred.class))),
    PLAN_COMMANDS(
            "plan-commands.v1",
            Retention.KEPT,
            "What somebody wants of a plan.",
            List.of("bots", "plan-monitor-service", "reporting-service"),
            List.of(
                    type("plan.open-requested", PlanCommand.OpenRequested.class),
                    type("plan.update-requested", PlanCommand.UpdateRequested.class),
                    type("plan.close-requested", PlanCommand.CloseRequested.class),
                    type("plan.rearm-requested", PlanCommand.RearmRequested.class))),
    PLANS(
            "plans.v1",
            Retention.KEPT,
            "The life of plans.",
            List.of("plan-monitor-service"),
            List.of(
                    type("plan.opened", PlanEvent.Opened.class),
                    type("plan.armed", PlanEvent.Armed.class),
                    type("plan.updated", PlanEvent.Updated.class),
                    type("plan.trailed", PlanEvent.Trailed.class),
                    type("plan.widened", PlanEvent.Widened.class),
                    type("plan.triggered", PlanEvent.Triggered.class),
                    type("plan.reduced", PlanEvent.Reduced.class),
                    type("plan.closed", PlanEvent.Closed.class),
                    type("plan.refused", PlanEvent.Refused.class),
                    type("plans.snapshotted", PlanEvent.Snapshotted.class),
                    type("plans.rearmed", PlanEvent.Rearmed.class))),
    PORTFOLIO_STATE(
            "portfolio-state.v1",
            Retention.COMPACTED,
            "What each portfolio holds and is worth.",
            List.of("portfolio-service"),
            List.of(type("portfolio.valued", PortfolioStateEvent.Valued.class))),
    EQUITY(
            "equity.v1",
            Retention.KEPT,
            "Valuations at day boundaries and on an interval.",
            List.of("portfolio-service"),
            List.of(
                    type("equity.snapshotted", EquityEvent.Snapshotted.class),
                    type("equity.restated", EquityEvent.Restated.class))),
    VENUE_STATE(
            "venue-state.v1",
            Retention.KEPT,
            "What each venue says of an account, through when its fills are known, and which of them wait to be assigned.",
            List.of("trade-sync-service"),
            List.of(
                    type("account.observed", VenueEvent.AccountObserved.class),
                    type("sync.completed", VenueEvent.SyncCompleted.class),
                    type("venue.degraded", VenueEvent.Degraded.class),
                    type("venue.recovered", VenueEvent.Recovered.class),
                    type("trade.held", VenueEvent.TradeHeld.class),
                    type("trade.released", VenueEvent.TradeReleased.class))),
    RECONCILIATIONS(
            "reconciliations.v1",
            Retention.KEPT,
            "The ledger against the venue.",
            List.of("portfolio-service"),
            List.of(
                    type("reconciliation.matched", ReconciliationEvent.Matched.class),
                    type("reconciliation.mismatched", ReconciliationEvent.Mismatched.class))),
    PORTFOLIO_DAYS(
            "portfolio-days.v1",
            Retention.KEPT,
            "Days of each portfolio in its timezones.",
            List.of("reporting-service"),
            List.of(
                    type("day.closed", DayEvent.Closed.class),
                    type("day.restated", DayEvent.Restated.class),
                    type("end-of-day.captured", DayEvent.EndOfDayCaptured.class))),
    OPERATOR_COMMANDS(
            "operator-commands.v1",
            Retention.KEPT,
            "What a person orders.",
            List.of("reporting-service", "risk-service", "CLI"),
            List.of(
                    type("trading.activate", OperatorCommand.Activate.class),
                    type("trading.reduce-only", OperatorCommand.ReduceOnly.class),
                    type("trading.halt", OperatorCommand.Halt.class),
                    type("trading.set-for-all", OperatorCommand.SetForAll.class),
                    type("trading.enrol", OperatorCommand.Enrol.class),
                    type("position.close", OperatorCommand.ClosePosition.class),
                    type("order.cancel", OperatorCommand.CancelOrder.class),
                    type("trade.assign", OperatorCommand.AssignTrade.class)));

    /** Whether the broker keeps all records, or the last of each key once they are old. */
    public enum Retention {
        KEPT,
        COMPACTED
    }

    /** A name on the wire and the record that it stands for. */
    public record Type(String name, Class<? extends Event> event) {}

    private static final Map<Class<? extends Event>, Topic> BY_EVENT =
            Arrays.stream(values())
                    .flatMap(
                            topic ->
                                    topic.types.stream()
                                            .map(type -> Map.entry(type.event(), topic)))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, Topic> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(Topic::topicName, Function.identity()));

    private final String topicName;
    private final Retention retention;
    private final String purpose;
    private final List<String> writers;
    private final List<Type> types;

    Topic(
            String topicName,
            Retention retention,
            String purpose,
            List<String> writers,
            List<Type> types) {
        this.topicName = topicName;
        this.retention = retention;
        this.purpose = purpose;
        this.writers = writers;
        this.types = types;
    }

    private static Type type(String name, Class<? extends Event> event) {
        return new Type(name, event);
    }

    /** The topic that carries events of this class. */
    public static Topic of(Event event) {
        return BY_EVENT.get(event.getClass());
    }

    public static Optional<Topic> named(String topicName) {
        return Optional.ofNullable(BY_NAME.get(topicName));
    }

    /** The name on the wire of this event's type, such as {@code order.intended}. */
    public static String typeOf(Event event) {
        return of(event).types.stream()
                .filter(type -> type.event() == event.getClass())
                .findFirst()
                .orElseThrow()
                .name();
    }

    public Optional<Type> type(String typeName) {
        return types.stream().filter(type -> type.name().equals(typeName)).findFirst();
    }

    public String topicName() {
        return topicName;
    }

    public Retention retention() {
        return retention;
    }

    public String purpose() {
        return purpose;
    }

    public List<String> writers() {
        return writers;
    }

    public List<Type> types() {
        return types;
    }

    /** Whether records are keyed (and partitioned) by portfolio; only the market's are not. */
    public boolean keyedByPortfolio() {
        return this != MARKS;
    }

    /**
     * The dead letters of a service: records that it could not read or apply, whole, with their
     * cause.
     */
    public static String deadLetters(String service) {
        return service + ".dead-letters.v1";
    }
}
