package dev.holdfast.tradesync.sync;

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

import java.util.Optional;
import java.util.function.Function;

/**
 * Sends what was approved and withdraws what was cancelled.
 *
 * <p>An order stands in the committed state before this is called. The venue is asked for its
 * client order id first, each time: whoever died between sending and writing down the answer finds
 * the order there and does not send it again.
 */
final class OrderDesk {

    private final Ledger ledger;
    private final boolean liveTrading;

    OrderDesk(Ledger ledger, boolean liveTrading) {
        this.ledger = ledger;
        this.liveTrading = liveTrading;
    }

    /** Refuses what waits where nobody can send it. */
    void refuseAll(PortfolioSync state, Account account) {
        boolean live = account.mode() == TradingMode.LIVE && !liveTrading;
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
        return account.mode() == TradingMode.PAPER || liveTrading;
    }

    /**
     * @return whether something was withdrawn, whose end a sync should look for
     */
    boolean work(PortfolioSync state, VenueAdapter venue) {
        boolean withdrawn = false;
        for (WorkingOrder order : state.orders().values()) {
            if (order.unconfirmed()) {
                withdrawn |= place(state, order, venue);
            } else if (order.cancelReason().isPresent()) {
                venue.cancel(state.portfolio(), order.symbol(), order.orderId().orElseThrow());
                withdrawn = true;
            }
        }
        return withdrawn;
    }

    private boolean place(PortfolioSync state, WorkingOrder order, VenueAdapter venue) {
        PortfolioId portfolio = state.portfolio();
        OwnIds ids = new OwnIds(state, venue.capabilities());
        Optional<VenueOrder> found = venue.findOrder(portfolio, ids.query(order));
        if (found.isPresent()) {
            ledger.update(
                    portfolio, s -> OrderLife.accepted(s, order.clientOrderId(), found.get()));
            if (order.cancelReason().isPresent()) {
                venue.cancel(portfolio, order.symbol(), found.get().orderId());
            }
            return order.cancelReason().isPresent();
        }
        Ruling ruling =
                PlacementRules.rule(
                        order,
                        Optional.ofNullable(venue.instruments().get(order.symbol())),
                        venue.capabilities(),
                        venue.lastPrice(order.symbol()),
                        venue.clock());
        ledger.update(portfolio, answer(ids, portfolio, order, ruling, venue));
        return false;
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
                var now = venue.clock();
                yield s -> OrderLife.expiredUnsent(s, order.clientOrderId(), now);
            }
            case Ruling.Cancel cancel -> {
                var now = venue.clock();
                yield s -> OrderLife.cancelledUnsent(s, order.clientOrderId(), now);
            }
        };
    }

    private Function<PortfolioSync, SyncResult> send(
            PortfolioId portfolio, WorkingOrder order, NewOrder sent, VenueAdapter venue) {
        try {
            return switch (venue.place(portfolio, sent)) {
                case VenueAdapter.Placement.Accepted accepted ->
                        s -> OrderLife.accepted(s, order.clientOrderId(), accepted.order());
                case VenueAdapter.Placement.Refused refused ->
                        refused(order, refused.code(), refused.reason(), venue);
            };
        } catch (VenueUnavailable e) {
            if (e.fault().mayHaveHappened()) {
                ledger.update(
                        portfolio,
                        s -> OrderLife.uncertain(s, order.clientOrderId(), ledger.wallClock()));
            }
            throw e;
        }
    }

    private static Function<PortfolioSync, SyncResult> refused(
            WorkingOrder order, String code, String reason, VenueAdapter venue) {
        var now = venue.clock();
        return s -> OrderLife.refused(s, order.clientOrderId(), code, reason, now);
    }
}
