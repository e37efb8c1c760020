package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.Optional;

/** What the service's own tables keep of a result. */
public sealed interface Change {

    /** An order is new or stands elsewhere; {@code order.status} says where. */
    record OrderChanged(
            PortfolioId portfolio,
            Optional<Venue> venue,
            WorkingOrder order,
            Optional<String> code,
            Optional<String> reason,
            Instant updatedAt)
            implements Change {}

    /** A fill was booked, or ({@code correction}) says something else than before. */
    record FillBooked(Known.Booked booked, boolean correction, Instant recordedAt)
            implements Change {}

    /**
     * A fill waits for somebody to assign it, or waits on by another judgement.
     *
     * @param judgedBy as in {@link Known.Held#judgedBy}
     */
    record FillHeld(
            TradeEvent.Fill fill,
            Optional<ClientOrderId> clientOrderId,
            long judgedBy,
            Instant recordedAt)
            implements Change {}

    /** A fill that was imported without the venue's ids was known again by them. */
    record FillNamed(TradeEvent.FillKey key, Known.Name name) implements Change {}

    /** A fill that waited was booked, here or by another portfolio. */
    record FillReleased(TradeEvent.FillKey key) implements Change {}

    /** A portfolio trades on an account of its venue, which others may share. */
    record AccountOpened(
            PortfolioId portfolio,
            Venue venue,
            TradingMode mode,
            String account,
            String clientOrderPrefix)
            implements Change {}

    /** A part of an import was booked; the numbers say what became of its fills. */
    record ImportBooked(
            PortfolioId portfolio,
            String importId,
            int part,
            int booked,
            int known,
            int differing,
            int others)
            implements Change {}

    record CursorMoved(PortfolioId portfolio, Venue venue, Symbol symbol, Cursor cursor)
            implements Change {}
}
