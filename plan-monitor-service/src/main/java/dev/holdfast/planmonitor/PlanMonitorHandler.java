package dev.holdfast.planmonitor;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.planmonitor.domain.Change;
import dev.holdfast.planmonitor.domain.Plan;
import dev.holdfast.planmonitor.domain.PlanBook;
import dev.holdfast.planmonitor.domain.PlanFold;
import dev.holdfast.planmonitor.domain.Refusal;
import dev.holdfast.planmonitor.domain.Settings;
import dev.holdfast.planmonitor.store.PlanRow;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Row;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Joins the fold of plans to the runtime. */
@ApplicationScoped
public class PlanMonitorHandler implements PortfolioHandler<PlanBook> {

    private static final Logger LOG = Logger.getLogger(PlanMonitorHandler.class);

    private final MeterRegistry metrics;

    PlanMonitorHandler(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public String service() {
        return "plan-monitor-service";
    }

    /** An approval carries its intent, so intents themselves need not be read. */
    @Override
    public Set<Topic> inputs() {
        return Set.of(
                Topic.PORTFOLIOS,
                Topic.RISK_DECISIONS,
                Topic.ORDERS,
                Topic.TRADES,
                Topic.PLAN_COMMANDS,
                Topic.OPERATOR_COMMANDS);
    }

    @Override
    public MarketUse marketUse() {
        return MarketUse.EVERY_MARK;
    }

    @Override
    public Class<PlanBook> stateType() {
        return PlanBook.class;
    }

    @Override
    public PlanBook initial(PortfolioId portfolio) {
        return PlanBook.empty(portfolio);
    }

    @Override
    public PlanBook document(PlanBook book) {
        return book.withoutPlans();
    }

    @Override
    public boolean sameDocument(PlanBook before, PlanBook after) {
        return before.differsInPlansAlone(after);
    }

    @Override
    public PlanBook joined(PlanBook document, List<Row> rows) {
        return document.with(
                rows.stream().map(PlanRow.Current.class::cast).map(PlanRow.Current::plan).toList());
    }

    @Override
    public Optional<Venue> venue(PlanBook book) {
        return book.settings().map(Settings::venue);
    }

    /** Of a fill with two contents the first counts until the venue corrects it. */
    @Override
    public Outcome<PlanBook> onEvent(PlanBook book, Received received, Market market) {
        boolean passedOver =
                received.conflicting()
                        && (received.topic() == Topic.OPERATOR_COMMANDS
                                || received.event() instanceof TradeEvent.Synced);
        return passedOver
                ? Outcome.unchanged(book)
                : outcome(PlanFold.event(book, received.event(), market));
    }

    @Override
    public Outcome<PlanBook> onMarket(PlanBook book, List<MarketEvent> events, Market market) {
        return outcome(PlanFold.market(book, events, market));
    }

    @Override
    public Outcome<PlanBook> onTakenOver(PlanBook book, Market market) {
        return outcome(PlanFold.takenOver(book, market));
    }

    private Outcome<PlanBook> outcome(Change change) {
        PortfolioId portfolio = change.book().portfolioId();
        List<Row> rows = new ArrayList<>();
        for (Event event : change.events()) {
            if (event instanceof PlanEvent said) {
                plan(said).ifPresent(plan -> rows.add(new PlanRow.Said(said, plan)));
                raiseUnwatched(said);
            }
        }
        for (Plan plan : change.touched()) {
            rows.add(new PlanRow.Current(portfolio, plan));
            raise(portfolio, plan);
        }
        for (Refusal refusal : change.refusals()) {
            rows.add(new PlanRow.Refused(portfolio, refusal));
            metrics.counter("holdfast.plans.commands.refused", "code", refusal.code().name())
                    .increment();
            LOG.warnf(
                    "%s of portfolio %s: %s, %s",
                    refusal.subject(), portfolio, refusal.code(), refusal.message());
        }
        return new Outcome<>(change.book(), change.events(), rows);
    }

    /** An exit that did not bring its plan out is an operator's business. */
    private void raise(PortfolioId portfolio, Plan plan) {
        plan.orders()
                .filter(exit -> exit.retryAt().isPresent() && exit.attempt() > 0)
                .forEach(
                        exit -> {
                            metrics.counter("holdfast.plans.exits.not.filled").increment();
                            LOG.warnf(
                                    "Exit %s of portfolio %s %s; it is sent again at %s",
                                    exit.orderId(),
                                    portfolio,
                                    exit.trouble().orElse("was not filled"),
                                    exit.retryAt().get());
                        });
    }

    /** A plan that nobody judges is an operator's business too. */
    private void raiseUnwatched(PlanEvent event) {
        if (event instanceof PlanEvent.Updated updated) {
            updated.plan()
                    .unwatchedSince()
                    .ifPresent(
                            since -> {
                                metrics.counter("holdfast.plans.unwatched.raised").increment();
                                LOG.warnf(
                                        "Plan %s of portfolio %s is unwatched: the last mark of %s"
                                                + " is of %s",
                                        updated.plan().planId(),
                                        updated.portfolioId(),
                                        updated.plan().symbol(),
                                        since);
                            });
        }
    }

    private static Optional<PlanEvent.Plan> plan(PlanEvent event) {
        return switch (event) {
            case PlanEvent.Opened opened -> Optional.of(opened.plan());
            case PlanEvent.Armed armed -> Optional.of(armed.plan());
            case PlanEvent.Updated updated -> Optional.of(updated.plan());
            case PlanEvent.Trailed trailed -> Optional.of(trailed.plan());
            case PlanEvent.Widened widened -> Optional.of(widened.plan());
            case PlanEvent.Triggered triggered -> Optional.of(triggered.plan());
            case PlanEvent.Reduced reduced -> Optional.of(reduced.plan());
            case PlanEvent.Closed closed -> Optional.of(closed.plan());
            case PlanEvent.Refused refused -> Optional.empty();
            case PlanEvent.Snapshotted all -> Optional.empty();
            case PlanEvent.Rearmed rearmed -> Optional.empty();
        };
    }
}
