package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code trades.v1}: fills. */
public sealed interface TradeEvent extends Event {

    Optional<BotVersion> botVersion();

    Venue venue();

    TradeId tradeId();

    OrderId orderId();

    Optional<ClientOrderId> clientOrderId();

    Symbol symbol();

    Side side();

    Quantity quantity();

    Price price();

    List<Money> fees();

    Liquidity liquidity();

    Origin origin();

    /** The place among fills of one instant that the venue gives, where it gives one. */
    Optional<String> venueSequence();

    Optional<String> tag();

    Instant recordedAt();

    /** The fill as it is now known. */
    default Fill fill() {
        return new Fill(
                new FillKey(portfolioId(), venue(), symbol(), orderId(), tradeId()),
                side(),
                quantity(),
                price(),
                fees(),
                liquidity(),
                venueSequence(),
                occurredAt());
    }

    /**
     * A fill seen for the first time. Its identity is {@link FillKey}; its content {@link Fill}.
     */
    record Synced(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            TradeId tradeId,
            OrderId orderId,
            Optional<ClientOrderId> clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Origin origin,
            Optional<String> venueSequence,
            Optional<String> tag,
            Instant occurredAt,
            Instant recordedAt)
            implements TradeEvent {

        public Synced {
            requireTraded(quantity, price);
        }
    }

    /**
     * The venue changed what it says of a fill, or withdrew it ({@code cancelled}). The fields are
     * the new content.
     */
    record Corrected(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            Venue venue,
            TradeId tradeId,
            OrderId orderId,
            Optional<ClientOrderId> clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Origin origin,
            Optional<String> venueSequence,
            Optional<String> tag,
            boolean cancelled,
            Optional<String> reason,
            Instant occurredAt,
            Instant recordedAt)
            implements TradeEvent {

        public Corrected {
            requireTraded(quantity, price);
        }
    }

    private static void requireTraded(Quantity quantity, Price price) {
        if (quantity.isZero()) {
            throw new InvalidValue("quantity of a fill must be above zero");
        }
        if (price.value().signum() == 0) {
            throw new InvalidValue("price of a fill must be above zero");
        }
    }

    /** What makes a fill that fill: ids of trades alone collide over symbols and orders. */
    record FillKey(
            PortfolioId portfolioId,
            Venue venue,
            Symbol symbol,
            OrderId orderId,
            TradeId tradeId) {}

    /**
     * What a fill says. Two records with the same key and the same content are one fill, delivered
     * twice.
     */
    record Fill(
            FillKey key,
            Side side,
            Quantity quantity,
            Price price,
            List<Money> fees,
            Liquidity liquidity,
            Optional<String> venueSequence,
            Instant occurredAt) {

        /** Content by which a correction is told from a redelivery. */
        public boolean sameContent(Fill other) {
            return key.equals(other.key)
                    && side == other.side
                    && quantity.equals(other.quantity)
                    && price.equals(other.price)
                    && fees.equals(other.fees)
                    && liquidity == other.liquidity
                    && occurredAt.equals(other.occurredAt);
        }
    }
}
