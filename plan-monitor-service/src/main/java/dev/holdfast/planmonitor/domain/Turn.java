package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent.LotStep;
import dev.holdfast.contracts.event.PortfolioEvent.PlanPolicy;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One fold while it runs: the book as it stands by now and what is to be said of it. It never
 * leaves the fold. Every event of plans is built here, together with the change that it tells of.
 */
final class Turn {

    static final String MARKET = "market";
    static final String NIGHT = "night";

    /** So many plans fit into one record of a snapshot; more make more records of one instant. */
    private static final int PLANS_PER_SNAPSHOT = 500;

    private final List<Event> events = new ArrayList<>();
    private final Map<PlanId, Plan> touched = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final Market market;
    private final String actor;
    private final RunId run;
    private final Set<PlanId> changed = new LinkedHashSet<>();
    private PlanBook book;

    /**
     * @param actor who is behind what changes in this turn
     * @param run that asked for it
     */
    Turn(PlanBook book, Market market, String actor, RunId run) {
        this.book = book;
        this.market = market;
        this.actor = actor;
        this.run = run;
    }

    PlanBook book() {
        return book;
    }

    Market market() {
        return market;
    }

    PlanPolicy policy() {
        return book.settings().map(Settings::policy).orElse(PlanPolicy.DEFAULT);
    }

    /** How far beyond a plan's stop one is kept at the venue; empty where none is. */
    Optional<BigDecimal> protectiveStopOffset() {
        return book.settings().flatMap(Settings::protectiveStopOffset);
    }

    /** What a close of the plan would get by the latest mark. */
    Optional<Price> priceOfClose(Plan plan) {
        return book.settings()
                .flatMap(settings -> market.latest(settings.venue(), plan.symbol()))
                .map(mark -> Watch.priceOfClose(policy(), plan, mark));
    }

    /** Whether so little of a symbol is nothing: zero, or less than the venue trades. */
    boolean flat(Symbol symbol, Quantity quantity) {
        return quantity.isZero()
                || book.settings()
                        .map(known -> LotStep.dust(known.lotSteps(), symbol, quantity.value()))
                        .orElse(false);
    }

    /** Whether nothing that could be sold is guarded by the plan. */
    boolean flat(Plan plan) {
        return flat(plan.symbol(), plan.quantity());
    }

    PortfolioId portfolioId() {
        return book.portfolioId();
    }

    Optional<Plan> plan(PlanId id) {
        return book.table().plan(id);
    }

    List<Plan> touched() {
        return List.copyOf(touched.values());
    }

    Change change() {
        return new Change(book, events, touched(), refusals);
    }

    void become(PlanBook changed) {
        book = changed;
    }

    void say(Event event) {
        events.add(event);
    }

    void refuse(Refusal refusal) {
        refusals.add(refusal);
        events.add(
                new PlanEvent.Refused(
                        portfolioId(),
                        run,
                        refusal.subject(),
                        refusal.code().name(),
                        refusal.message(),
                        refusal.expectedVersion(),
                        Optional.of(actor),
                        refusal.occurredAt()));
    }

    /** Keeps a plan as it stands now, without a word: for what raises no version. */
    void keep(Plan plan) {
        book = book.with(plan);
        touched.put(plan.id(), plan);
        changed.add(plan.id());
    }

    /** The plans that changed since this was last asked. */
    List<PlanId> changed() {
        List<PlanId> ids = List.copyOf(changed);
        changed.clear();
        return ids;
    }

    void opened(Plan plan, Optional<String> reason, Instant at) {
        keep(plan);
        say(new PlanEvent.Opened(portfolioId(), run(plan), published(plan), reason, at));
    }

    void armed(Plan plan, boolean rearmed, Instant at) {
        keep(plan);
        if (!book.lastMarks().containsKey(plan.symbol())) {
            book = book.seen(plan.symbol(), at);
        }
        say(new PlanEvent.Armed(portfolioId(), run(plan), published(plan), rearmed, at));
    }

    void updated(Plan plan, String reason, Instant at) {
        keep(plan);
        told(plan, reason, at);
    }

    /** Says something of a plan that has not changed. */
    void told(Plan plan, String what, Instant at) {
        updated(plan, what, actor, at);
    }

    void restored(Plan plan, String reason, Instant at) {
        keep(plan);
        updated(plan, reason, NIGHT, at);
    }

    private void updated(Plan plan, String reason, String by, Instant at) {
        say(
                new PlanEvent.Updated(
                        portfolioId(), run(plan), published(plan, by), Optional.of(reason), at));
    }

    void trailed(Plan plan, Optional<Price> stopBefore, Price mark, Instant at) {
        keep(plan);
        say(new PlanEvent.Trailed(portfolioId(), run(plan), published(plan), stopBefore, mark, at));
    }

    void widened(Plan plan, LocalDate date, Levels before, Instant at) {
        keep(plan);
        say(
                new PlanEvent.Widened(
                        portfolioId(),
                        run(plan),
                        published(plan, NIGHT),
                        date,
                        before.stop(),
                        before.target(),
                        at));
    }

    void triggered(Plan plan, ExitReason reason, Exits.Cause cause, Instant at) {
        keep(plan);
        say(
                new PlanEvent.Triggered(
                        portfolioId(),
                        run(plan),
                        published(plan),
                        reason,
                        cause.mark(),
                        cause.level(),
                        cause.gapped(),
                        at));
    }

    void reduced(Plan plan, Quantity by, Instant at) {
        keep(plan);
        say(new PlanEvent.Reduced(portfolioId(), run(plan), published(plan), by, at));
    }

    void closed(Plan plan, String reason, Instant at) {
        Plan closed = plan.raised().with(PlanStatus.CLOSED).with(Quantity.ZERO);
        book = book.withClosed(closed.id());
        touched.put(closed.id(), closed);
        closed.protectiveStop()
                .filter(stop -> stop.inFlight() && stop.stage() == ProtectiveStop.Stage.STANDING)
                .ifPresent(
                        stop ->
                                say(
                                        ExitOrders.cancel(
                                                this,
                                                stop.order().orderId(),
                                                "the plan is closed",
                                                at)));
        say(new PlanEvent.Closed(portfolioId(), run(closed), published(closed), reason, at));
    }

    void snapshotted(Instant boundary) {
        List<PlanEvent.Plan> all =
                book.table().all().stream()
                        .map(plan -> plan.published(book.unwatchedSince(plan), Optional.empty()))
                        .toList();
        int parts = Math.max(1, Math.ceilDiv(all.size(), PLANS_PER_SNAPSHOT));
        for (int part = 1; part <= parts; part++) {
            int from = (part - 1) * PLANS_PER_SNAPSHOT;
            say(
                    new PlanEvent.Snapshotted(
                            portfolioId(),
                            RunId.NONE,
                            all.subList(from, Math.min(all.size(), from + PLANS_PER_SNAPSHOT)),
                            parts == 1 ? Optional.empty() : Optional.of(part),
                            parts == 1 ? Optional.empty() : Optional.of(parts),
                            boundary));
        }
    }

    private PlanEvent.Plan published(Plan plan) {
        return published(plan, actor);
    }

    private PlanEvent.Plan published(Plan plan, String by) {
        return plan.published(book.unwatchedSince(plan), Optional.of(by));
    }

    private static RunId run(Plan plan) {
        return plan.entry().runId();
    }
}
