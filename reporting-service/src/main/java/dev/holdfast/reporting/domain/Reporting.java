package dev.holdfast.reporting.domain;

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
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Extended;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Condition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fold of reporting-service: everything that is known of a portfolio, in the order in which it
 * comes, into its days, its ends of days and what readers see of it.
 */
public final class Reporting {

    private Reporting() {}

    /**
     * @param conflicting an earlier record has the same id and says something else: the first
     *     counts, but for fills, of which portfolio-service says what holds
     * @param recordedAt when the broker got the record
     */
    public static Report on(
            ReportingState state, Event event, boolean conflicting, Instant recordedAt) {
        Draft draft = new Draft(state);
        if (conflicting && !(event instanceof TradeEvent)) {
            return draft.report();
        }
        switch (event) {
            case PortfolioEvent.Configured e -> configured(draft, e);
            case RunEvent e -> run(draft, e);
            case RiskEvent e -> Trading.decided(draft, e);
            case OrderEvent e -> Trading.ordered(draft, e);
            case TradeEvent e -> Trading.filled(draft, e);
            case PlanEvent e -> Trading.planned(draft, e);
            case CashEvent.Moved e -> moved(draft, e);
            case CostEvent e -> cost(draft, e);
            case PortfolioStateEvent.Valued e -> Valuations.now(draft, e);
            case EquityEvent e -> Valuations.equity(draft, e, recordedAt);
            case VenueEvent e -> venue(draft, e, recordedAt);
            case ReconciliationEvent e -> {
                draft.condition = draft.condition.after(e);
                draft.show(Part.RECONCILIATION, draft.condition.reconciliation());
            }
            case OperatorCommand e -> commanded(draft, e);
            // What came of them is on other topics.
            case OrderIntentEvent e -> {}
            case PlanCommand e -> {}
            // What was said here needs no saying again; marks come by another way.
            case DayEvent e -> {}
            case MarketEvent e -> {}
        }
        return draft.report();
    }

    /** The market moved on. */
    public static Report onMarket(ReportingState state, Market market) {
        Draft draft = new Draft(state);
        Overview.clock(draft, market);
        return draft.report();
    }

    /** What follows from all that a batch brought. */
    public static Report afterBatch(ReportingState state, Market market) {
        Draft draft = new Draft(state);
        Overview.followUp(draft, market);
        return draft.report();
    }

    /** A record could not be read or applied: it is shown until newer ones push it out. */
    public static Report unapplied(ReportingState state, Entry.Unapplied record) {
        Draft draft = new Draft(state);
        draft.condition = draft.condition.unapplied(record);
        draft.keep(record);
        return draft.report();
    }

    private static void configured(Draft draft, PortfolioEvent.Configured e) {
        long last = draft.configured.map(PortfolioEvent.Configured::version).orElse(0L);
        if (e.version() != last + 1) {
            return;
        }
        draft.configured = Optional.of(e);
        draft.createdAt = draft.createdAt.or(() -> Optional.of(e.occurredAt()));
        draft.seen(e.occurredAt());
        draft.show(
                Part.PORTFOLIO,
                new Extended(e, Map.of("created_at", draft.createdAt.orElseThrow())));
        draft.show(Part.TRADING_STATE, draft.condition.trading());
    }

    private static void run(Draft draft, RunEvent event) {
        Entry.Run run =
                switch (event) {
                    case RunEvent.Started e ->
                            new Entry.Run(
                                    e.runId(),
                                    Optional.of(e.botVersion()),
                                    e.bot(),
                                    Optional.of(e.occurredAt()),
                                    Optional.empty(),
                                    Optional.empty());
                    case RunEvent.Ended e -> ended(draft, e);
                };
        List<Entry.Run> others = new ArrayList<>(draft.latest.runs());
        others.removeIf(known -> known.runId().equals(run.runId()));
        draft.latest =
                new ReportingState.Latest(
                        draft.latest.decisions(), draft.latest.fills(), Draft.newest(run, others));
        draft.keep(run);
        draft.show(Part.RUNS, draft.latest.runs());
    }

    private static Entry.Run ended(Draft draft, RunEvent.Ended e) {
        Entry.Run known = known(draft, e.runId());
        return new Entry.Run(
                e.runId(),
                known.botVersion(),
                known.bot(),
                known.startedAt(),
                Optional.of(e.occurredAt()),
                e.reason());
    }

    private static Entry.Run known(Draft draft, RunId id) {
        return draft.latest.runs().stream()
                .filter(run -> run.runId().equals(id))
                .findFirst()
                .orElse(
                        new Entry.Run(
                                id,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private static void moved(Draft draft, CashEvent.Moved e) {
        draft.seen(e.occurredAt());
        draft.keep(
                new Entry.CashFlow(
                        e.movementId(),
                        e.kind().name(),
                        e.signedAmount(),
                        e.currency(),
                        e.reason(),
                        e.occurredAt()));
    }

    private static void cost(Draft draft, CostEvent event) {
        draft.seen(event.occurredAt());
        draft.keep(
                switch (event) {
                    case CostEvent.LlmCalled e ->
                            new Entry.Cost(
                                    e.callId(),
                                    "LLM",
                                    Optional.of(e.model()),
                                    e.cost(),
                                    e.currency(),
                                    Optional.of(e.inputTokens()),
                                    Optional.of(e.outputTokens()),
                                    e.decision(),
                                    e.traceReference(),
                                    e.botVersion(),
                                    e.runId(),
                                    Optional.empty(),
                                    e.occurredAt());
                    case CostEvent.Incurred e ->
                            new Entry.Cost(
                                    e.costId(),
                                    e.category().name(),
                                    Optional.empty(),
                                    e.amount(),
                                    e.currency(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of(),
                                    Optional.empty(),
                                    e.botVersion(),
                                    e.runId(),
                                    e.reason(),
                                    e.occurredAt());
                });
    }

    private static void venue(Draft draft, VenueEvent event, Instant recordedAt) {
        draft.condition = draft.condition.after(event);
        draft.show(Part.VENUE, draft.condition.venue());
        switch (event) {
            case VenueEvent.SyncCompleted e ->
                    Valuations.synced(draft, e.through(), e.runId(), e.occurredAt(), recordedAt);
            case VenueEvent.AccountObserved e -> Trading.observed(draft, e);
            case VenueEvent.TradeHeld e -> held(draft, draft.condition.holding(e));
            case VenueEvent.TradeReleased e -> held(draft, draft.condition.released(e));
            case VenueEvent.Degraded e -> {}
            case VenueEvent.Recovered e -> {}
        }
    }

    private static void held(Draft draft, Condition now) {
        draft.condition = now;
        draft.show(Part.HELD_FILLS, now.held());
    }

    private static void commanded(Draft draft, OperatorCommand e) {
        draft.keep(
                new Entry.Command(
                        e.commandId(),
                        Topic.typeOf(e),
                        e.operator(),
                        e.reason(),
                        e,
                        e.occurredAt()));
    }
}
