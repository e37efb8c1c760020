package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One fold while it runs: the book as it stands by now and what is to be said of it. It never
 * leaves the fold. Every event of plans is built here, together with the change that it tells of.
 */
final class Turn {

    /** So many plans fit into one record of a snapshot; more make more records of one instant. */
    private static final int PLANS_PER_SNAPSHOT = 500;

    private final List<Event> events = new ArrayList<>();
    private final Map<PlanId, Plan> touched = new LinkedHashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private PlanBook book;

    Turn(PlanBook book) {
        this.book = book;
    }

    PlanBook book() {
        return book;
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
    }

    /** Keeps a plan as it stands now, without a word: for what raises no version. */
    void keep(Plan plan) {
        book = book.with(plan);
        touched.put(plan.id(), plan);
    }

    void opened(Plan plan, Optional<String> reason, Instant at) {
        keep(plan);
        say(new PlanEvent.Opened(portfolioId(), run(plan), plan.published(), reason, at));
    }

    void armed(Plan plan, boolean rearmed, Instant at) {
        keep(plan);
        say(new PlanEvent.Armed(portfolioId(), run(plan), plan.published(), rearmed, at));
    }

    void updated(Plan plan, String reason, Instant at) {
        keep(plan);
        say(
                new PlanEvent.Updated(
                        portfolioId(), run(plan), plan.published(), Optional.of(reason), at));
    }

    void trailed(Plan plan, Optional<Price> stopBefore, Price mark, Instant at) {
        keep(plan);
        say(
                new PlanEvent.Trailed(
                        portfolioId(), run(plan), plan.published(), stopBefore, mark, at));
    }

    void widened(Plan plan, LocalDate date, Levels before, Instant at) {
        keep(plan);
        say(
                new PlanEvent.Widened(
                        portfolioId(),
                        run(plan),
                        plan.published(),
                        date,
                        before.stop(),
                        before.target(),
                        at));
    }

    void triggered(
            Plan plan,
            ExitReason reason,
            Optional<Price> mark,
            Optional<Price> level,
            boolean gapped,
            Instant at) {
        keep(plan);
        say(
                new PlanEvent.Triggered(
                        portfolioId(),
                        run(plan),
                        plan.published(),
                        reason,
                        mark,
                        level,
                        gapped,
                        at));
    }

    void reduced(Plan plan, Quantity by, Instant at) {
        keep(plan);
        say(new PlanEvent.Reduced(portfolioId(), run(plan), plan.published(), by, at));
    }

    void closed(Plan plan, String reason, Instant at) {
        Plan closed = plan.raised().with(PlanStatus.CLOSED).with(Quantity.ZERO);
        book = book.withClosed(closed.id());
        touched.put(closed.id(), closed);
        say(new PlanEvent.Closed(portfolioId(), run(closed), closed.published(), reason, at));
    }

    void snapshotted(Instant boundary) {
        List<PlanEvent.Plan> all = book.table().all().stream().map(Plan::published).toList();
        int from = 0;
        do {
            int to = Math.min(all.size(), from + PLANS_PER_SNAPSHOT);
            say(
                    new PlanEvent.Snapshotted(
                            portfolioId(), RunId.NONE, all.subList(from, to), boundary));
            from = to;
        } while (from < all.size());
    }

    private static RunId run(Plan plan) {
        return plan.entry().runId();
    }
}
