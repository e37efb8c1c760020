package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
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
    record FillBooked(
            TradeEvent.Fill fill,
            OrderTags tags,
            Origin origin,
            boolean correction,
            Instant recordedAt)
            implements Change {}

    record CursorMoved(PortfolioId portfolio, Venue venue, Symbol symbol, Cursor cursor)
            implements Change {}
}
