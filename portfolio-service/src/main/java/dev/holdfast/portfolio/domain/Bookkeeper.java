package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RunEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts one record to the state of its portfolio. */
public final class Bookkeeper {

    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    private final Market market;

    public Bookkeeper(Market market) {
        this.market = market;
    }

    /**
     * @param conflicting the record has the natural id of an earlier one and says something else
     * @throws NotBookable where the record must not or cannot be booked
     */
    public Change book(PortfolioState state, Event event, boolean conflicting) {
        return switch (event) {
            case PortfolioEvent.Configured e -> configured(state, e);
            case RunEvent e -> run(state, e, conflicting);
            case TradeEvent.Synced e -> fill(state, e, conflicting);
            case TradeEvent.Corrected e -> correction(state, e);
            case CashEvent.Moved e -> movement(state, e, conflicting);
            case CostEvent e -> cost(state, e, conflicting);
            case OrderEvent.Accepted e -> order(state, e);
            case PlanEvent e -> Change.none(state.with(state.plans().after(e)));
            case VenueEvent.AccountObserved e -> observed(state, e);
            case VenueEvent.SyncCompleted e ->
                    Change.none(state.with(state.timeline().confirmed(e.through())));
            default -> Change.none(state);
        };
    }

    /** The same, of a record that was written at some time; {@link #misdated} ones are refused. */
    public Change book(PortfolioState state, Event event, boolean conflicting, Instant writtenAt) {
        Optional<String> fault = misdated(event, writtenAt);
        if (fault.isPresent()) {
            throw new NotBookable(fault.get());
        }
        return book(state, event, conflicting);
    }

    /**
     * Why a record's time cannot be: what it tells of cannot have happened much later than it was
     * written, nor before there was time as venues count it. Empty where it can.
     */
    public static Optional<String> misdated(Event event, Instant writtenAt) {
        return name(event)
                .filter(
                        name ->
                                event.occurredAt().isAfter(writtenAt.plus(CLOCKS_DIFFER))
                                        || event.occurredAt().isBefore(Instant.EPOCH))
                .map(
                        name ->
                                "The "
                                        + name
                                        + " is dated "
                                        + event.occurredAt()
                                        + " and was written at "
                                        + writtenAt
                                        + ": send it again with the time at which it happened.");
    }

    /** What names a record that moves the ledger; empty for the others. */
    public static Optional<String> name(Event event) {
        return switch (event) {
            case TradeEvent e -> Optional.of(name(e));
            case CashEvent.Moved e -> Optional.of("movement_id " + e.movementId());
            case CostEvent e -> Optional.of(Costs.id(e));
            default -> Optional.empty();
        };
    }

    private static String name(TradeEvent event) {
        TradeEvent.FillKey key = event.fill().key();
        return "fill " + key.tradeId() + " of order " + key.orderId() + " in " + key.symbol();
    }

    /** Base currency and cost basis stay what they were once something is booked with them. */
    private static Change configured(PortfolioState state, PortfolioEvent.Configured e) {
        long last = state.configuration().map(PortfolioEvent.Configured::version).orElse(0L);
        if (e.version() != last + 1) {
            return Change.none(state);
        }
        Journal fresh = Journal.empty(e.baseCurrency(), e.costBasis());
        Journal journal =
                state.journal().filter(known -> !known.current().cash().isEmpty()).orElse(fresh);
        return Change.kept(state.with(e, journal));
    }

    private static Change run(PortfolioState state, RunEvent e, boolean conflicting) {
        journal(state);
        if (conflicting) {
            throw new NotBookable(
                    "Run " + e.runId() + " is registered with other content; take another run_id.");
        }
        return Change.kept(state);
    }

    /** A known fill that says something else is a correction, whatever its type is called. */
    private Change fill(PortfolioState state, TradeEvent.Synced e, boolean conflicting) {
        Journal journal = journal(state);
        Fill fill = entries(state).fill(e);
        Booking booking = conflicting ? journal.correct(fill, false) : journal.book(fill);
        Change change = outcome(state, booking, name(e));
        if (!change.kept()) {
            return change;
        }
        Change both = counted(change.state(), Entries.order(fill));
        Change filed = new Change(both.state(), change.events(), both.filed(), true);
        return conflicting || !FillRates.of(fill).isOne()
                ? filed.filing(List.of(rates(change.state(), fill)))
                : filed;
    }

    /** A correction may leave a fill the rates that it had. */
    private static Filed rates(PortfolioState state, Fill fill) {
        return new Filed.Rates(state.journal().orElseThrow().like(fill).orElse(fill));
    }

    private Change correction(PortfolioState state, TradeEvent.Corrected e) {
        Fill fill = entries(state).fill(e);
        Change change = outcome(state, journal(state).correct(fill, e.cancelled()), name(e));
        return change.kept() ? change.filing(List.of(rates(change.state(), fill))) : change;
    }

    private Change movement(PortfolioState state, CashEvent.Moved e, boolean conflicting) {
        Journal journal = journal(state);
        refuse(conflicting, "movement_id " + e.movementId());
        Entries entries = entries(state);
        Movement movement = entries.movement(e);
        Change change = outcome(state, journal.book(movement), "movement_id " + e.movementId());
        return change.filing(
                entries.filed(BookedRates.MoneyId.of(e), e.currency(), movement.rate()));
    }

    private Change cost(PortfolioState state, CostEvent e, boolean conflicting) {
        Journal journal = journal(state);
        refuse(conflicting, Costs.id(e));
        Entries entries = entries(state);
        Optional<BigDecimal> rate = entries.rate(e);
        Change change = outcome(state, journal.book(Costs.of(e, rate)), Costs.id(e));
        return change.filing(entries.filed(BookedRates.MoneyId.of(e), Costs.currency(e), rate));
    }

    private static Change order(PortfolioState state, OrderEvent.Accepted e) {
        if (state.journal().isEmpty()) {
            return Change.none(state);
        }
        return counted(state, Entries.order(e));
    }

    private static Change observed(PortfolioState state, VenueEvent.AccountObserved e) {
        boolean ours = state.venue().filter(e.venue()::equals).isPresent();
        return Change.none(ours ? state.with(state.reconciler().observing(e)) : state);
    }

    private static Change counted(PortfolioState state, Placed order) {
        return switch (state.journal().orElseThrow().book(order)) {
            case Booking.Booked b -> {
                Placed known =
                        b.journal()
                                .past()
                                .like(order)
                                .or(() -> b.journal().kept().like(order))
                                .orElse(order);
                yield Change.none(state.booked(b.journal(), b.from(), "order " + order.orderId()))
                        .filing(List.of(new Filed.Order(known)));
            }
            case Booking.Unchanged u -> Change.none(state);
            case Booking.TooOld t -> Change.none(state);
            case Booking.Unknown u -> Change.none(state);
        };
    }

    private static Change outcome(PortfolioState state, Booking booking, String id) {
        return switch (booking) {
            case Booking.Booked b -> Change.kept(state.booked(b.journal(), b.from(), id));
            case Booking.Unchanged u -> Change.none(state);
            case Booking.TooOld t ->
                    throw new NotBookable(
                            "The "
                                    + id
                                    + " belongs before "
                                    + t.since()
                                    + ", from where on the ledger keeps fills one by one; rebuild"
                                    + " the portfolio to book it.");
            case Booking.Unknown u ->
                    throw new NotBookable(
                            "There is no "
                                    + id
                                    + " to correct: it was never booked, or was withdrawn; if it"
                                    + " is one, send it as trade.synced.");
        };
    }

    private Entries entries(PortfolioState state) {
        Currency base = journal(state).current().baseCurrency();
        return Entries.of(state.configuration().orElseThrow(), base, market);
    }

    private static Journal journal(PortfolioState state) {
        return state.journal()
                .orElseThrow(
                        () ->
                                new NotBookable(
                                        "Portfolio "
                                                + state.portfolioId()
                                                + " is not registered; create it, then send the"
                                                + " record again."));
    }

    private static void refuse(boolean conflicting, String id) {
        if (conflicting) {
            throw new NotBookable(
                    "Another record with "
                            + id
                            + " is booked and says something else; take another id.");
        }
    }
}
