package dev.holdfast.risk;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.risk.domain.Booking;
import dev.holdfast.risk.domain.Breakers;
import dev.holdfast.risk.domain.Gate;
import dev.holdfast.risk.domain.RiskState;
import dev.holdfast.risk.domain.Switching;
import dev.holdfast.risk.domain.Unresolved;
import dev.holdfast.risk.domain.Warnings;
import dev.holdfast.risk.messaging.UnreadableIntent;
import dev.holdfast.risk.store.DecisionRow;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Unreadable;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Joins the rules of risk to the runtime: which record goes to which of them. */
@ApplicationScoped
public class RiskHandler implements PortfolioHandler<RiskState> {

    /** Facts without which positions, cash and so the caps would be guesses. */
    private static final Set<Topic> LEDGER = Set.of(Topic.TRADES, Topic.CASH);

    @Override
    public String service() {
        return "risk-service";
    }

    @Override
    public Set<Topic> inputs() {
        return Set.of(
                Topic.PORTFOLIOS,
                Topic.RUNS,
                Topic.ORDER_INTENTS,
                Topic.ORDERS,
                Topic.TRADES,
                Topic.CASH,
                Topic.COSTS,
                Topic.OPERATOR_COMMANDS,
                Topic.PLANS,
                Topic.VENUE_STATE,
                Topic.RECONCILIATIONS);
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.LATEST;
    }

    /** What is ordered for all portfolios is folded here, and told to each of them. */
    @Override
    public boolean hearsOfAll() {
        return true;
    }

    @Override
    public Class<RiskState> stateType() {
        return RiskState.class;
    }

    @Override
    public RiskState initial(PortfolioId portfolio) {
        return RiskState.unknown(portfolio);
    }

    @Override
    public Optional<Venue> venue(RiskState state) {
        return state.configuration().map(PortfolioEvent.Configured::venue);
    }

    @Override
    public Outcome<RiskState> onEvent(RiskState state, Received received, Market market) {
        Event event = received.event();
        if (event instanceof OrderIntentEvent.Intended intent) {
            return decided(Gate.decide(state, intent, received.conflicting(), market));
        }
        if (received.conflicting()) {
            // The first record of a natural id counts; the runtime has put this one aside.
            return Outcome.unchanged(state);
        }
        return switch (event) {
            case PortfolioEvent.Configured configured ->
                    silently(Switching.configured(state, configured));
            case RunEvent run -> silently(Switching.run(state, run));
            case OrderEvent order -> silently(Booking.ordered(state, order));
            case TradeEvent.Synced trade -> silently(Booking.synced(state, trade, market));
            case TradeEvent.Corrected trade ->
                    told(state, Booking.corrected(state, trade, market), trade.occurredAt());
            case PlanEvent plan -> silently(Booking.planned(state, plan));
            case CashEvent.Moved cash -> silently(Booking.moved(state, cash, market));
            case CostEvent cost -> silently(Booking.spent(state, cost));
            case VenueEvent venue -> observed(state, venue, market);
            case ReconciliationEvent reconciliation ->
                    told(
                            state,
                            Breakers.reconciled(state, reconciliation, market),
                            reconciliation.occurredAt());
            case OperatorCommand command -> switched(ordered(state, command));
            default -> Outcome.unchanged(state);
        };
    }

    private static Switching.Switched ordered(RiskState state, OperatorCommand command) {
        return state.portfolioId().isAll()
                ? Switching.forAll(state, command)
                : Switching.ordered(state, command);
    }

    /** The venue speaks in every cycle of the sync: the time to look at what time alone changes. */
    private static Outcome<RiskState> observed(RiskState state, VenueEvent event, Market market) {
        RiskState seen = Booking.observed(state, event, market);
        Instant now =
                seen.configuration()
                        .flatMap(configured -> market.now(configured.venue()))
                        .orElse(event.occurredAt());
        Unresolved.Raised raised = Unresolved.review(seen, now);
        RiskState after = Breakers.spending(raised.state(), market, now);
        List<Event> events = new ArrayList<>(Breakers.changes(state, after, now));
        events.addAll(raised.events());
        return Outcome.of(after, events);
    }

    @Override
    public Outcome<RiskState> afterBatch(RiskState state, Market market) {
        Optional<Instant> clock = venue(state).flatMap(market::now);
        Instant now =
                clock.or(() -> state.configuration().map(PortfolioEvent.Configured::occurredAt))
                        .orElse(Instant.EPOCH);
        RiskState spent = clock.map(at -> Breakers.spending(state, market, at)).orElse(state);
        Warnings.Reviewed reviewed = Warnings.review(spent, market);
        Switching.Switched enrolled = Switching.enrol(reviewed.state(), now, service());
        List<Event> events = new ArrayList<>(Breakers.changes(state, spent, now));
        events.addAll(reviewed.warnings());
        events.addAll(enrolled.events());
        return Outcome.of(enrolled.state(), events);
    }

    @Override
    public Outcome<RiskState> onUnreadable(RiskState state, Unreadable record, Market market) {
        return UnreadableIntent.of(record)
                .map(intent -> decided(intent.refuse(state, now(state, record, market))))
                .orElseGet(
                        () ->
                                LEDGER.contains(record.topic())
                                        ? quarantined(
                                                state,
                                                "Unreadable: " + record.message(),
                                                now(state, record, market))
                                        : Outcome.unchanged(state));
    }

    private Instant now(RiskState state, Unreadable record, Market market) {
        return venue(state).flatMap(market::now).orElse(record.recordedAt());
    }

    @Override
    public Outcome<RiskState> onFailed(RiskState state, Received received, String cause) {
        return LEDGER.contains(received.topic())
                ? quarantined(state, "Not applied: " + cause, received.event().occurredAt())
                : Outcome.unchanged(state);
    }

    @Override
    public Outcome<RiskState> onGap(RiskState state, Received received, long missing) {
        return LEDGER.contains(received.topic())
                ? quarantined(
                        state,
                        missing + " records of " + received.topic().topicName() + " are missing",
                        received.event().occurredAt())
                : Outcome.unchanged(state);
    }

    private static Outcome<RiskState> quarantined(RiskState state, String cause, Instant at) {
        return told(state, Booking.quarantined(state, cause, at), at);
    }

    private static Outcome<RiskState> told(RiskState before, RiskState after, Instant at) {
        return Outcome.of(after, Breakers.changes(before, after, at));
    }

    private static Outcome<RiskState> silently(RiskState state) {
        return Outcome.unchanged(state);
    }

    private static Outcome<RiskState> decided(Gate.Decision decision) {
        return new Outcome<>(
                decision.state(),
                List.of(decision.event()),
                List.of(
                        new DecisionRow(
                                decision.state().activity().decisions(), decision.event())));
    }

    private static Outcome<RiskState> switched(Switching.Switched switched) {
        return Outcome.of(switched.state(), switched.events());
    }
}
