package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.OwnIds;
import dev.holdfast.tradesync.domain.PlacementRules;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.RefusalCode;
import dev.holdfast.tradesync.domain.Ruling;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueOrder;
import dev.holdfast.tradesync.domain.WorkingOrder;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends what was approved and withdraws what was cancelled.
 *
 * <p>That an order is sent is committed before it is. Whoever dies between that and writing down
 * the answer leaves a question: the venue is asked for the client order id until it has the order,
 * or until so much time has passed that it would have it, and only then is the order sent again.
 */
final class OrderDesk {

    private static final Comparator<WorkingOrder> EXITS_FIRST =
            Comparator.comparing((WorkingOrder order) -> order.unconfirmed())
                    .thenComparing(order -> !order.reduceOnly())
                    .thenComparing(WorkingOrder::approvedAt);

    private final Ledger ledger;
    private final Terms terms;

    /**
     * @param liveTrading whether orders of LIVE portfolios are sent at all
     * @param settle how long after sending a venue may not know an order that it has taken
     * @param deadline how old an approval of a LIVE entry may be when it is first sent
     */
    record Terms(boolean liveTrading, Duration settle, Duration deadline) {}

    /**
     * What is left to do after a turn.
     *
     * @param withdrawn something was cancelled, whose end a sync should look for
     * @param unanswered an order was sent of which nothing is known yet
     * @param answered the venue has answered to an order or a cancellation
     */
    record Done(boolean withdrawn, boolean unanswered, boolean answered) {

        static final Done NOTHING = new Done(false, false, false);
        private static final Done WITHDRAWN = new Done(true, false, true);
        private static final Done UNANSWERED = new Done(false, true, false);
        private static final Done ANSWERED = new Done(false, false, true);

        private Done and(Done other) {
            return new Done(
                    withdrawn || other.withdrawn,
                    unanswered || other.unanswered,
                    answered || other.answered);
        }
    }

    OrderDesk(Ledger ledger, Terms terms) {
        this.ledger = ledger;
        this.terms = terms;
    }

    /** Refuses what waits where nobody can send it. */
    void refuseAll(PortfolioSync state, Account account) {
        boolean live = account.mode() == TradingMode.LIVE && !terms.liveTrading();
        RefusalCode code = live ? RefusalCode.LIVE_DISABLED : RefusalCode.VENUE_NOT_SERVED;
        String reason =
                live
                        ? "The portfolio is LIVE, and live trading is off:"
                                + " holdfast.sync.live-trading."
                        : "No adapter serves " + account.venue() + " in mode " + account.mode();
        for (WorkingOrder order : state.orders().values()) {
            if (order.unconfirmed()) {
                ledger.update(
                        state.portfolio(),
                        s ->
                                OrderLife.refused(
                                        s,
                                        order.clientOrderId(),
                                        code.name(),
                                        reason,
                                        order.approvedAt()));
            }
        }
    }

    /** Whether orders of this account may be sent. */
    boolean sends(Account account) {
        return account.mode() == TradingMode.PAPER || terms.liveTrading();
    }

    /**
     * Does what can be done for each order; where the venue fails on one, the others are tried all
     * the same.
     *
     * @param places whether new orders may be sent now
     * @throws VenueUnavailable the first failure of the turn
     */
    Done work(PortfolioSync state, VenueAdapter venue, boolean places) {
        Done done = Done.NOTHING;
        Optional<VenueUnavailable> failure = Optional.empty();
        for (WorkingOrder order : state.orders().values().stream().sorted(EXITS_FIRST).toList()) {
            try {
                if (order.unconfirmed()) {
                    done = done.and(attend(state, order, venue, places));
                } else if (order.cancelReason().isPresent()) {
                    venue.cancel(state.portfolio(), order.symbol(), order.orderId().orElseThrow());
                    done = done.and(Done.WITHDRAWN);
                }
            } catch (VenueUnavailable e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return done;
    }

    private Done attend(
            PortfolioSync state, WorkingOrder order, VenueAdapter venue, boolean places) {
        PortfolioId portfolio = state.portfolio();
        OwnIds ids = new OwnIds(state, venue.capabilities());
        if (order.sentAt().isPresent()) {
            Optional<VenueOrder> found = venue.findOrder(portfolio, ids.query(order));
            if (found.isPresent()) {
                ledger.update(
                        portfolio, s -> OrderLife.accepted(s, order.clientOrderId(), found.get()));
                if (order.cancelReason().isEmpty()) {
                    return Done.NOTHING;
                }
                venue.cancel(portfolio, order.symbol(), found.get().orderId());
                return Done.WITHDRAWN;
            }
            if (ledger.wallClock().isBefore(order.sentAt().get().plus(settle(venue)))) {
                return Done.UNANSWERED;
            }
        }
        Ruling ruling = ruling(order, venue);
        if (!places && ruling instanceof Ruling.Place) {
            return Done.NOTHING;
        }
        ledger.update(portfolio, answer(ids, portfolio, order, ruling, venue));
        return ruling instanceof Ruling.Place ? Done.ANSWERED : Done.NOTHING;
    }

    /** A simulated venue knows an order from the moment that it took it. */
    private Duration settle(VenueAdapter venue) {
        return venue.mode() == TradingMode.PAPER ? Duration.ZERO : terms.settle();
    }

    private Ruling ruling(WorkingOrder order, VenueAdapter venue) {
        Instant now = venue.clock();
        Ruling ruling =
                PlacementRules.rule(
                        order,
                        Optional.ofNullable(venue.instruments().get(order.symbol())),
                        venue.capabilities(),
                        venue.lastPrice(order.symbol()),
                        now);
        boolean tooLate =
                venue.mode() == TradingMode.LIVE
                        && !order.reduceOnly()
                        && order.sentAt().isEmpty()
                        && order.approvedAt().plus(terms.deadline()).isBefore(now);
        return tooLate && ruling instanceof Ruling.Place
                ? new Ruling.Refuse(
                        RefusalCode.APPROVAL_TOO_OLD,
                        "It was approved at "
                                + order.approvedAt()
                                + " and could not be sent within "
                                + terms.deadline()
                                + ": ask again.")
                : ruling;
    }

    private Function<PortfolioSync, SyncResult> answer(
            OwnIds ids,
            PortfolioId portfolio,
            WorkingOrder order,
            Ruling ruling,
            VenueAdapter venue) {
        return switch (ruling) {
            case Ruling.Place place ->
                    send(
                            portfolio,
                            order,
                            place.order().withClientOrderId(ids.atVenue(order.clientOrderId())),
                            venue);
            case Ruling.Refuse refuse ->
                    refused(order, refuse.code().name(), refuse.reason(), venue);
            case Ruling.Expire expire -> {
                Instant now = venue.clock();
                yield s -> OrderLife.expiredUnsent(s, order.clientOrderId(), now);
            }
            case Ruling.Cancel cancel -> {
                Instant now = venue.clock();
                yield s -> OrderLife.cancelledUnsent(s, order.clientOrderId(), now);
            }
        };
    }

    private Function<PortfolioSync, SyncResult> send(
            PortfolioId portfolio, WorkingOrder order, NewOrder sent, VenueAdapter venue) {
        ClientOrderId id = order.clientOrderId();
        Instant now = ledger.wallClock();
        PortfolioSync committed = ledger.update(portfolio, s -> OrderLife.sending(s, id, now));
        boolean wanted =
                Optional.ofNullable(committed.orders().get(id))
                        .filter(WorkingOrder::unconfirmed)
                        .filter(still -> still.cancelReason().isEmpty())
                        .isPresent();
        if (!wanted) {
            return s -> OrderLife.notSent(s, id);
        }
        try {
            return switch (venue.place(portfolio, sent)) {
                case VenueAdapter.Placement.Accepted accepted ->
                        s -> OrderLife.accepted(s, id, accepted.order());
                case VenueAdapter.Placement.Refused refused ->
                        refused(order, refused.code(), refused.reason(), venue);
            };
        } catch (VenueUnavailable e) {
            ledger.update(
                    portfolio,
                    s ->
                            e.fault().mayHaveHappened()
                                    ? OrderLife.uncertain(s, id, ledger.wallClock())
                                    : OrderLife.notSent(s, id));
            throw e;
        }
    }

    private static Function<PortfolioSync, SyncResult> refused(
            WorkingOrder order, String code, String reason, VenueAdapter venue) {
        Instant now = venue.clock();
        return s -> OrderLife.refused(s, order.clientOrderId(), code, reason, now);
    }
}
