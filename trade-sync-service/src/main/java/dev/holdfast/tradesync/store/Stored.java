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
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.WorkingOrder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of the tables, by the names of their columns; REST shows them as they are. */
public final class Stored {

    private Stored() {}

    /** Who caused an order, by the columns of its row. */
    static OrderTags tags(String clientOrderId, String runId, String botVersion, String tag) {
        return new OrderTags(
                Optional.of(ClientOrderId.of(clientOrderId)),
                RunId.of(runId),
                Optional.ofNullable(botVersion).map(BotVersion::of),
                Optional.ofNullable(tag));
    }

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

        static Trade of(Change.FillBooked change) {
            Known.Booked booked = change.booked();
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
                    change.correction() ? 1 : 0,
                    fill.occurredAt(),
                    change.recordedAt());
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

        Known.Booked booked() {
            return new Known.Booked(
                    fill(), new OrderTags(clientOrderId, runId, botVersion, tag), origin);
        }
    }

    /**
     * A fill that waits for somebody to assign it.
     *
     * @param judgedBy the version of the configuration that leaves it to nobody; 0 while an order
     *     is on its way that it may belong to
     */
    public record Held(
            PortfolioId portfolioId,
            Venue venue,
            Symbol symbol,
            OrderId orderId,
            TradeId tradeId,
            Optional<ClientOrderId> clientOrderId,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Optional<String> venueSequence,
            long judgedBy,
            Instant occurredAt,
            Instant recordedAt) {

        static Held of(Change.FillHeld change) {
            TradeEvent.Fill fill = change.fill();
            return new Held(
                    fill.key().portfolioId(),
                    fill.key().venue(),
                    fill.key().symbol(),
                    fill.key().orderId(),
                    fill.key().tradeId(),
                    change.clientOrderId(),
                    fill.side(),
                    fill.quantity(),
                    fill.price(),
                    fill.fees(),
                    fill.liquidity(),
                    fill.venueSequence(),
                    change.judgedBy(),
                    fill.occurredAt(),
                    change.recordedAt());
        }

        VenueFill venueFill() {
            return new VenueFill(
                    symbol,
                    tradeId,
                    orderId,
                    clientOrderId,
                    side,
                    quantity,
                    price,
                    fees,
                    liquidity,
                    venueSequence,
                    occurredAt);
        }

        Known.Held held() {
            VenueFill fill = venueFill();
            return new Known.Held(fill.fill(portfolioId, venue), judgedBy);
        }
    }

    /** What the venue calls a fill that was imported without its ids. */
    record Named(
            PortfolioId portfolioId,
            Venue venue,
            Symbol symbol,
            OrderId orderId,
            TradeId tradeId,
            OrderId venueOrderId,
            TradeId venueTradeId) {

        static Named of(Change.FillNamed change) {
            TradeEvent.FillKey key = change.key();
            return new Named(
                    key.portfolioId(),
                    key.venue(),
                    key.symbol(),
                    key.orderId(),
                    key.tradeId(),
                    change.name().orderId(),
                    change.name().tradeId());
        }
    }

    /** Which fill it is, for claims and releases. */
    record Key(
            PortfolioId portfolioId, Venue venue, Symbol symbol, OrderId orderId, TradeId tradeId) {

        static Key of(TradeEvent.FillKey key) {
            return new Key(
                    key.portfolioId(), key.venue(), key.symbol(), key.orderId(), key.tradeId());
        }
    }

    /** What became of a part of an import. */
    record Import(
            PortfolioId portfolioId,
            String importId,
            int part,
            int booked,
            int known,
            int differing,
            int others) {

        static Import of(Change.ImportBooked change) {
            return new Import(
                    change.portfolio(),
                    change.importId(),
                    change.part(),
                    change.booked(),
                    change.known(),
                    change.differing(),
                    change.others());
        }
    }

    /** Where a portfolio trades. */
    record Account(
            PortfolioId portfolioId,
            Venue venue,
            TradingMode mode,
            String account,
            String clientOrderPrefix) {}

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
