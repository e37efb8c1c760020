package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.ForeignFills;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said around the fills of a sync: its cursor, its cash, its end and its failure. */
public final class SyncCycle {

    private SyncCycle() {}

    /** All fills of a symbol up to this one, the latest that was read, are booked. */
    public static SyncResult readThrough(PortfolioSync state, VenueFill latest) {
        Account account = state.account().orElseThrow();
        Cursor before = state.cursors().get(latest.symbol());
        Cursor cursor =
                before == null
                        ? new Cursor(latest.occurredAt(), latest.tradeId())
                        : before.orLater(latest);
        return cursor.equals(before)
                ? SyncResult.unchanged(state)
                : new SyncResult(
                        state.with(latest.symbol(), cursor),
                        List.of(),
                        List.of(
                                new Change.CursorMoved(
                                        state.portfolio(),
                                        account.venue(),
                                        latest.symbol(),
                                        cursor)));
    }

    /** No fill on the account waits for somebody to assign it any more. */
    public static SyncResult holdsNothing(PortfolioSync state) {
        return new SyncResult(state.holdingNothing(), List.of(), List.of());
    }

    /** On which account of its venue the portfolio trades, for those who share it. */
    public static SyncResult opened(PortfolioSync state, String account) {
        Account at = state.account().orElseThrow();
        return new SyncResult(
                state,
                List.of(),
                List.of(
                        new Change.AccountOpened(
                                state.portfolio(),
                                at.venue(),
                                at.mode(),
                                account,
                                at.clientOrderPrefix())));
    }

    /**
     * Whether what comes to the account comes to the portfolio: it has an account of its own, or
     * says that nobody else trades on it. Whose a deposit to a shared account is nobody can tell.
     */
    public static boolean ownsMovements(PortfolioSync state, Capabilities capabilities) {
        return capabilities.account() == Capabilities.AccountScope.PORTFOLIO
                || state.account()
                        .filter(account -> account.treatment().foreignFills() == ForeignFills.BOOK)
                        .isPresent();
    }

    /** Publishes each movement of cash at the venue once. */
    public static SyncResult moved(PortfolioSync state, List<VenueMovement> movements) {
        List<Event> events = new ArrayList<>();
        PortfolioSync next = state;
        for (VenueMovement movement : movements) {
            if (!next.movements().contains(movement.movementId())) {
                next = next.withMovement(movement.movementId());
                events.add(
                        new CashEvent.Moved(
                                state.portfolio(),
                                RunId.NONE,
                                movement.movementId(),
                                movement.kind(),
                                movement.money().amount(),
                                movement.money().currency(),
                                Optional.of(CashAccount.VENUE),
                                Optional.of(movement.reason()),
                                movement.occurredAt()));
            }
        }
        return new SyncResult(next, events, List.of());
    }

    /**
     * All fills up to the snapshot are booked. The account is shown only where nothing later was
     * booked with it, so that whoever compares balances with fills compares the same moment.
     *
     * @param latest the latest fill that this sync has read
     */
    public static SyncResult completed(
            PortfolioSync state,
            AccountSnapshot snapshot,
            Optional<VenueFill> latest,
            long newTrades) {
        Account account = state.account().orElseThrow();
        List<Event> events = new ArrayList<>();
        events.add(
                new VenueEvent.SyncCompleted(
                        state.portfolio(),
                        RunId.NONE,
                        account.venue(),
                        snapshot.asOf(),
                        newTrades,
                        snapshot.asOf()));
        if (!overtaken(snapshot, latest)) {
            events.add(
                    new VenueEvent.AccountObserved(
                            state.portfolio(),
                            RunId.NONE,
                            account.venue(),
                            snapshot.balances(),
                            snapshot.openOrders().stream().map(VenueOrder::open).toList(),
                            snapshot.asOf(),
                            snapshot.asOf()));
        }
        return new SyncResult(state.through(snapshot.asOf()), events, List.of());
    }

    /** Whether something was filled after the snapshot was taken, so that another is wanted. */
    public static boolean overtaken(AccountSnapshot snapshot, Optional<VenueFill> latest) {
        return latest.filter(fill -> fill.occurredAt().isAfter(snapshot.asOf())).isPresent();
    }

    /**
     * The venue cannot be reached or does not answer as it should; said once until it recovers or
     * fails with something else.
     */
    public static SyncResult degraded(PortfolioSync state, String code, String reason, Instant at) {
        return state.account().isEmpty() || state.fault().filter(code::equals).isPresent()
                ? SyncResult.unchanged(state)
                : new SyncResult(
                        state.failingWith(Optional.of(code)),
                        List.of(
                                new VenueEvent.Degraded(
                                        state.portfolio(),
                                        RunId.NONE,
                                        state.account().get().venue(),
                                        code,
                                        reason,
                                        at)),
                        List.of());
    }

    public static SyncResult recovered(PortfolioSync state, Instant at) {
        return state.fault().isEmpty()
                ? SyncResult.unchanged(state)
                : new SyncResult(
                        state.failingWith(Optional.empty()),
                        List.of(
                                new VenueEvent.Recovered(
                                        state.portfolio(),
                                        RunId.NONE,
                                        state.account().orElseThrow().venue(),
                                        at)),
                        List.of());
    }
}
