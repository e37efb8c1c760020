package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What facts do to holdings and reservations. */
public final class Booking {

    private Booking() {}

    /**
     * A fill moves from reservation to position in one step. Fills that no order of ours stands
     * behind move the position alone.
     */
    public static RiskState synced(RiskState state, TradeEvent.Synced trade, Market market) {
        RiskState booked =
                state.with(
                        state.holdings()
                                .book(
                                        Holdings.BookedFill.of(
                                                trade.fill(), trade.botVersion(), trade.tag())));
        RiskState released =
                trade.clientOrderId().flatMap(order -> filled(booked, order, trade)).orElse(booked);
        return observed(released, market);
    }

    private static Optional<RiskState> filled(
            RiskState state, ClientOrderId order, TradeEvent.Synced trade) {
        return Optional.ofNullable(state.reservations().get(order))
                .map(
                        reservation ->
                                state.reserve(
                                        order,
                                        reservation.withFill(
                                                trade.quantity(), trade.occurredAt())));
    }

    /**
     * Takes back what the fill did and books what it is said to be now. A fill that is no longer
     * known in detail leaves the position in doubt: entries are held until an operator has looked.
     */
    public static RiskState corrected(RiskState state, TradeEvent.Corrected trade, Market market) {
        Optional<Holdings.BookedFill> before = state.holdings().recent(trade.fill().key());
        if (before.isEmpty()) {
            return quarantined(
                    state,
                    "Fill "
                            + trade.tradeId()
                            + " was corrected too late to be taken back; compare the position with"
                            + " the venue, then activate trading.",
                    trade.occurredAt());
        }
        Holdings without = state.holdings().takeBack(before.get());
        return observed(
                state.with(
                        trade.cancelled()
                                ? without
                                : without.book(
                                        Holdings.BookedFill.of(
                                                trade.fill(), trade.botVersion(), trade.tag()))),
                market);
    }

    /**
     * The end of an order releases what was not filled; what was filled but has not arrived as a
     * fill stays reserved until it does, since fills come by another topic.
     */
    public static RiskState ordered(RiskState state, OrderEvent event) {
        return switch (event) {
            case OrderEvent.Accepted accepted -> heard(state, accepted);
            case OrderEvent.PartiallyFilled partially -> heard(state, partially);
            case OrderEvent.Filled filled -> ended(state, filled);
            case OrderEvent.Cancelled cancelled -> ended(state, cancelled);
            case OrderEvent.Expired expired -> ended(state, expired);
            case OrderEvent.Refused refused -> ended(state, refused);
        };
    }

    private static RiskState heard(RiskState state, OrderEvent event) {
        return Optional.ofNullable(state.reservations().get(event.clientOrderId()))
                .map(
                        reservation ->
                                state.reserve(
                                        event.clientOrderId(),
                                        reservation.heard(event.occurredAt())))
                .orElse(state);
    }

    private static RiskState ended(RiskState state, OrderEvent event) {
        return Optional.ofNullable(state.reservations().get(event.clientOrderId()))
                .map(
                        reservation ->
                                state.reserve(
                                        event.clientOrderId(),
                                        reservation.ended(
                                                event.filledQuantity(), event.occurredAt())))
                .orElse(state);
    }

    /** Plans that are opened and closed leave less or more room for others. */
    public static RiskState planned(RiskState state, PlanEvent event) {
        Activity after = state.activity().planned(event);
        return after == state.activity() ? state : state.with(after);
    }

    public static RiskState moved(RiskState state, CashEvent.Moved cash, Market market) {
        return observed(
                posted(
                                state,
                                cash.account().orElse(CashAccount.VENUE),
                                cash.currency(),
                                cash.signedAmount())
                        .with(state.performance().contribute(cash.currency(), cash.signedAmount())),
                market);
    }

    public static RiskState spent(RiskState state, CostEvent event) {
        return switch (event) {
            case CostEvent.LlmCalled call -> llmCalled(state, call);
            case CostEvent.Incurred cost ->
                    posted(
                            state,
                            cost.account()
                                    .orElse(
                                            switch (cost.category()) {
                                                case FUNDING, BORROW, FEE -> CashAccount.VENUE;
                                                case DATA, INFRASTRUCTURE, OTHER ->
                                                        CashAccount.OFF_VENUE;
                                            }),
                            cost.currency(),
                            cost.amount().negate());
        };
    }

    private static RiskState llmCalled(RiskState state, CostEvent.LlmCalled call) {
        Optional<Duration> window =
                state.configuration()
                        .map(PortfolioEvent.Configured::limits)
                        .flatMap(PortfolioEvent.Limits::llmCostWindow);
        Instant at = call.occurredAt();
        return posted(
                        state,
                        call.account().orElse(CashAccount.OFF_VENUE),
                        call.currency(),
                        call.cost().negate())
                .with(state.spending().spend(call.currency(), call.cost(), at, window));
    }

    private static RiskState posted(
            RiskState state, CashAccount account, Currency currency, BigDecimal amount) {
        return state.with(
                switch (account) {
                    case VENUE -> state.holdings().moveVenueCash(currency, amount);
                    case OFF_VENUE -> state.holdings().moveOtherCash(currency, amount);
                });
    }

    public static RiskState observed(RiskState state, VenueEvent event, Market market) {
        return switch (event) {
            case VenueEvent.AccountObserved account ->
                    Unresolved.observed(withBalances(state, account), account);
            case VenueEvent.SyncCompleted completed -> observed(state, market);
            case VenueEvent.Degraded degraded ->
                    state.with(
                            state.trading()
                                    .opened(
                                            Reason.VENUE_DEGRADED,
                                            degraded.code() + ": " + degraded.reason(),
                                            degraded.occurredAt()));
            case VenueEvent.Recovered recovered ->
                    state.with(state.trading().released(Reason.VENUE_DEGRADED));
            // What is nobody's yet is in nobody's position.
            case VenueEvent.TradeHeld held -> state;
            case VenueEvent.TradeReleased released -> state;
        };
    }

    private static RiskState withBalances(RiskState state, VenueEvent.AccountObserved account) {
        Map<Currency, BigDecimal> balances = new HashMap<>();
        account.balances().forEach(balance -> balances.put(balance.currency(), balance.total()));
        return balances.equals(state.holdings().venueBalances())
                ? state
                : state.with(state.holdings().withVenueBalances(balances));
    }

    /** Entries are held until an operator has looked. */
    public static RiskState quarantined(RiskState state, String cause, Instant at) {
        return state.with(state.trading().opened(Reason.LEDGER_QUARANTINED, cause, at));
    }

    /** The peak of the equity is taken at each fact that changes it or says that time went on. */
    private static RiskState observed(RiskState state, Market market) {
        Performance known = state.performance();
        Performance now = Valuation.pnl(state, market).map(known::observe).orElse(known);
        return now == known ? state : state.with(now);
    }
}
