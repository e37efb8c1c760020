package dev.holdfast.tradesync.store;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.WorkingOrder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of the tables, by the names of their columns; REST shows them as they are. */
public final class Stored {

    private Stored() {}

    /** An order and what became of it. */
    public record Order(
            PortfolioId portfolioId,
            ClientOrderId clientOrderId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Optional<Venue> venue,
            Optional<OrderId> orderId,
            Symbol symbol,
            Side side,
            OrderType orderType,
            Quantity quantity,
            Optional<Price> limitPrice,
            TimeInForce timeInForce,
            Optional<Instant> expiresAt,
            boolean reduceOnly,
            Optional<String> tag,
            OrderStatus status,
            Quantity filledQuantity,
            Optional<Price> averagePrice,
            Optional<String> code,
            Optional<String> reason,
            Instant approvedAt,
            Instant updatedAt) {

        static Order of(Change.OrderChanged changed) {
            WorkingOrder order = changed.order();
            return new Order(
                    changed.portfolio(),
                    order.clientOrderId(),
                    order.runId(),
                    order.botVersion(),
                    changed.venue(),
                    order.orderId(),
                    order.symbol(),
                    order.side(),
                    order.orderType(),
                    order.quantity(),
                    order.limitPrice(),
                    order.timeInForce(),
                    order.expiresAt(),
                    order.reduceOnly(),
                    order.tag(),
                    order.status(),
                    order.filled(),
                    order.averagePrice(),
                    changed.code(),
                    changed.reason(),
                    order.approvedAt(),
                    changed.updatedAt());
        }
    }

    /**
     * A fill as it is now known.
     *
     * @param corrections how often the venue changed what it says of it
     */
    public record Trade(
            PortfolioId portfolioId,
            Venue venue,
            Symbol symbol,
            OrderId orderId,
            TradeId tradeId,
            Optional<ClientOrderId> clientOrderId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Origin origin,
            Optional<String> venueSequence,
            Optional<String> tag,
            int corrections,
            Instant occurredAt,
            Instant recordedAt) {

        static Trade of(Change.FillBooked booked) {
            TradeEvent.Fill fill = booked.fill();
            return new Trade(
                    fill.key().portfolioId(),
                    fill.key().venue(),
                    fill.key().symbol(),
                    fill.key().orderId(),
                    fill.key().tradeId(),
                    booked.tags().clientOrderId(),
                    booked.tags().runId(),
                    booked.tags().botVersion(),
                    fill.side(),
                    fill.quantity(),
                    fill.price(),
                    fill.fees(),
                    fill.liquidity(),
                    booked.origin(),
                    fill.venueSequence(),
                    booked.tags().tag(),
                    booked.correction() ? 1 : 0,
                    fill.occurredAt(),
                    booked.recordedAt());
        }

        TradeEvent.Fill fill() {
            return new TradeEvent.Fill(
                    new TradeEvent.FillKey(portfolioId, venue, symbol, orderId, tradeId),
                    side,
                    quantity,
                    price,
                    fees,
                    liquidity,
                    venueSequence,
                    occurredAt);
        }
    }

    /** How far the fills of a symbol are known. */
    public record Cursor(
            PortfolioId portfolioId, Venue venue, Symbol symbol, Instant at, TradeId tradeId) {

        static Cursor of(Change.CursorMoved moved) {
            return new Cursor(
                    moved.portfolio(),
                    moved.venue(),
                    moved.symbol(),
                    moved.cursor().at(),
                    moved.cursor().tradeId());
        }
    }
}
