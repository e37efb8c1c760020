package dev.holdfast.planmonitor.domain;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanCommand;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Rearming;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fold of plan-monitor: what each thing that happens does to the plans of a portfolio. */
public final class PlanFold {

    /** So many plans are said again one by one; more are counted. */
    private static final int REARMED_ONE_BY_ONE = 200;

    private static final String RESTART = "restart";

    /** As trade-sync-service refuses an order of a type that its venue does not take. */
    private static final String NO_STOPS = "UNSUPPORTED_ORDER_TYPE";

    private PlanFold() {}

    /** Folds one record of a topic that is keyed by portfolio. */
    public static Change event(PlanBook book, Event event, Market market) {
        Turn turn = new Turn(book, market, actor(event), event.runId());
        Instant now = now(book, market).orElse(event.occurredAt());
        switch (event) {
            case PortfolioEvent.Configured configured -> configured(turn, configured);
            case RiskEvent risk -> decided(turn, risk, now);
            case OrderEvent order -> order(turn, order);
            case TradeEvent.Synced trade -> Fills.synced(turn, trade);
            case TradeEvent.Corrected trade -> Fills.corrected(turn, trade);
            case PlanCommand command -> Commands.carryOut(turn, command, now);
            case OperatorCommand.ClosePosition close -> PositionClose.carryOut(turn, close, now);
            default -> {
                // What other services fold of the same topics.
            }
        }
        judgeChanged(turn, market);
        ProtectiveStops.keep(turn, now);
        return turn.change();
    }

    /**
     * Folds marks and ticks of the portfolio's venue. With each of them, in this order: boundaries
     * that its time has passed, exits whose time has come, the plans that its price reaches, levels
     * that are restored after the open, plans that have reached their age, symbols that had no mark
     * for too long.
     *
     * @param market for the price of limits alone; what triggers is decided by the events
     */
    public static Change market(PlanBook book, List<MarketEvent> events, Market market) {
        Turn turn = new Turn(book, market, Turn.MARKET, RunId.NONE);
        Optional<Instant> boundary = Midnight.next(book);
        Optional<Instant> unwatched = Watched.next(book);
        for (MarketEvent event : events) {
            Instant at = event.occurredAt();
            if (boundary.map(next -> !next.isAfter(at)).orElse(true)) {
                Midnight.pass(turn, at);
                boundary = Midnight.next(turn.book());
            }
            Exits.due(turn, at);
            if (event instanceof MarketEvent.MarkUpdated mark) {
                PlanBook before = turn.book();
                Watched.seen(turn, mark.symbol(), at);
                if (turn.book() != before) {
                    unwatched = Watched.next(turn.book());
                }
                Watch.mark(turn, mark);
                Midnight.restore(turn, mark);
                Midnight.range(turn, mark.symbol(), mark.price());
            }
            Watch.age(turn, at);
            if (unwatched.map(next -> !next.isAfter(at)).orElse(false)) {
                Watched.look(turn, at);
                unwatched = Watched.next(turn.book());
            }
            ProtectiveStops.keep(turn, at);
        }
        return turn.change();
    }

    /**
     * An instance takes the portfolio over: armed plans guard on, and it is said that they do,
     * unless the policy leaves them to somebody's word. Boundaries and marks that were missed
     * follow with the market.
     */
    public static Change takenOver(PlanBook book, Market market) {
        Turn turn = new Turn(book, market, RESTART, RunId.NONE);
        List<Plan> watching = book.table().all().stream().filter(Plan::watching).toList();
        Rearming policy = book.settings().map(Settings::rearming).orElse(Rearming.ON);
        if (!watching.isEmpty()) {
            Instant at =
                    now(book, market).orElseGet(() -> watching.getFirst().armedAt().orElseThrow());
            switch (policy) {
                case ON -> rearm(turn, watching, at);
                case OFF -> suspend(turn, watching, "an update or a confirmation re-arms it", at);
                case AFTER_CONFIRMATION ->
                        suspend(turn, watching, "an operator's confirmation re-arms it", at);
            }
            ProtectiveStops.keep(turn, at);
        }
        return turn.change();
    }

    /** Nothing of the plans changes, so of many it is said once for all. */
    private static void rearm(Turn turn, List<Plan> plans, Instant at) {
        if (plans.size() <= REARMED_ONE_BY_ONE) {
            plans.forEach(plan -> turn.armed(plan, true, at));
        }
        turn.say(new PlanEvent.Rearmed(turn.portfolioId(), RunId.NONE, plans.size(), 0, at));
    }

    private static void suspend(Turn turn, List<Plan> plans, String until, Instant at) {
        for (Plan plan : plans) {
            turn.updated(
                    plan.raised().suspended(true).with(PlanStatus.OPEN),
                    "not re-armed after a restart; " + until,
                    at);
        }
        turn.say(new PlanEvent.Rearmed(turn.portfolioId(), RunId.NONE, 0, plans.size(), at));
    }

    /** Who is behind what an event changes. */
    private static String actor(Event event) {
        return switch (event) {
            case PlanCommand.OpenRequested open -> actor(open, open.botVersion());
            case PlanCommand command -> actor(command, Optional.empty());
            case OperatorCommand command -> "operator " + command.operator();
            case RiskEvent.Approved approved ->
                    named(approved.order().botVersion(), approved.runId()).orElse("risk");
            case RiskEvent risk -> "risk";
            default -> "venue";
        };
    }

    private static String actor(PlanCommand command, Optional<BotVersion> botVersion) {
        return command.by().or(() -> named(botVersion, command.runId())).orElse("operator");
    }

    private static Optional<String> named(Optional<BotVersion> botVersion, RunId run) {
        return botVersion
                .map(version -> "bot " + version)
                .or(() -> run.isNone() ? Optional.empty() : Optional.of("run " + run));
    }

    private static Optional<Instant> now(PlanBook book, Market market) {
        return book.settings().flatMap(settings -> market.now(settings.venue()));
    }

    private static void configured(Turn turn, PortfolioEvent.Configured configured) {
        boolean next =
                turn.book()
                        .settings()
                        .map(known -> configured.version() == known.version() + 1)
                        .orElse(true);
        if (next) {
            Optional<BigDecimal> before = turn.protectiveStopOffset();
            turn.become(turn.book().with(Settings.of(configured)));
            if (!turn.protectiveStopOffset().equals(before)) {
                turn.book()
                        .table()
                        .all()
                        .forEach(plan -> ProtectiveStops.keep(turn, plan, configured.occurredAt()));
            }
            closeFlat(turn, configured.occurredAt());
        }
    }

    /** What the venue trades at least may have been said only now, or be more than before. */
    private static void closeFlat(Turn turn, Instant at) {
        if (turn.book().settings().orElseThrow().lotSteps().isEmpty()) {
            return;
        }
        for (Plan plan : turn.book().table().all()) {
            if (turn.flat(plan) && !Exits.pending(plan)) {
                Exits.goOn(turn, plan, at);
            }
        }
    }

    private static void decided(Turn turn, RiskEvent risk, Instant now) {
        switch (risk) {
            case RiskEvent.Approved approved -> Entries.approved(turn, approved);
            case RiskEvent.Rejected rejected ->
                    exitOf(turn, rejected.clientOrderId())
                            .ifPresent(
                                    plan ->
                                            Exits.ended(
                                                    turn,
                                                    plan,
                                                    rejected.clientOrderId(),
                                                    Quantity.ZERO,
                                                    Optional.of(
                                                            "rejected by risk: "
                                                                    + String.join(
                                                                            ", ",
                                                                            rejected.reasons())),
                                                    now));
            case RiskEvent.LimitWarned warned -> {}
            case RiskEvent.TradingStateChanged changed -> {}
            case RiskEvent.ReservationUnresolved unresolved -> {}
        }
    }

    private static Optional<Plan> exitOf(Turn turn, ClientOrderId orderId) {
        return PlanIds.ofExit(orderId).flatMap(turn::plan);
    }

    private static void order(Turn turn, OrderEvent order) {
        switch (order) {
            case OrderEvent.Accepted accepted -> {}
            case OrderEvent.PartiallyFilled partly -> {}
            case OrderEvent.Filled filled -> ended(turn, filled, "ENTRY_FILLED", Optional.empty());
            case OrderEvent.Cancelled cancelled ->
                    ended(
                            turn,
                            cancelled,
                            "ENTRY_CANCELLED",
                            Optional.of(
                                    "was cancelled"
                                            + cancelled.reason().map(r -> ": " + r).orElse("")));
            case OrderEvent.Expired expired ->
                    ended(turn, expired, "ENTRY_EXPIRED", Optional.of("expired"));
            case OrderEvent.Refused refused -> {
                ended(
                        turn,
                        refused,
                        "ENTRY_REFUSED",
                        Optional.of(
                                "was refused by the venue: "
                                        + refused.code()
                                        + " "
                                        + refused.reason()));
                if (refused.code().equals(NO_STOPS)) {
                    exitOf(turn, refused.clientOrderId())
                            .ifPresent(
                                    plan ->
                                            ProtectiveStops.giveUp(
                                                    turn,
                                                    plan,
                                                    refused.clientOrderId(),
                                                    refused.occurredAt()));
                }
            }
        }
    }

    private static void ended(Turn turn, OrderEvent order, String cause, Optional<String> trouble) {
        Fills.orderEnded(
                turn,
                order.clientOrderId(),
                order.filledQuantity(),
                cause,
                trouble,
                order.occurredAt());
    }

    /**
     * A plan that has just come to guard something, or has other levels now, is judged by the mark
     * that stands, unless a boundary lies before it: then the market brings both in their order.
     */
    private static void judgeChanged(Turn turn, Market market) {
        Optional<Instant> boundary = Midnight.next(turn.book());
        for (Plan touched : turn.touched()) {
            Optional<Plan> plan = turn.plan(touched.id()).filter(Plan::watching);
            if (plan.isPresent() && turn.book().settings().isPresent()) {
                market.latest(turn.book().settings().get().venue(), touched.symbol())
                        .filter(mark -> boundary.map(mark.at()::isBefore).orElse(false))
                        .ifPresent(mark -> Watch.latest(turn, plan.get(), mark));
            }
        }
    }
}
