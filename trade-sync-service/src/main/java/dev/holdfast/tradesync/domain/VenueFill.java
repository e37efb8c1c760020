package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A fill as the venue's trade history tells it.
 *
 * @param clientOrderId empty where the venue does not repeat it on fills, or the order had none
 * @param venueSequence an integer that orders the venue's fills, where it has one
 * @param occurredAt kept to the microsecond, the resolution of the store: a fill that came back
 *     with another instant would look corrected
 */
public record VenueFill(
        Symbol symbol,
        TradeId tradeId,
        OrderId orderId,
        Optional<ClientOrderId> clientOrderId,
        Side side,
        Quantity quantity,
        Price price,
        List<Money> fees,
        Liquidity liquidity,
        Optional<String> venueSequence,
        Instant occurredAt) {

    /** The order in which fills count: time, venue sequence, trade id, order id. */
    public static final Comparator<VenueFill> IN_ORDER =
            Comparator.comparing(VenueFill::occurredAt)
                    .thenComparing(fill -> fill.venueSequence().orElse("0"), VenueFill::compareIds)
                    .thenComparing(fill -> fill.tradeId().value(), VenueFill::compareIds)
                    .thenComparing(VenueFill::orderId);

    public VenueFill {
        fees = List.copyOf(fees);
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    }

    /** The same under other ids. */
    VenueFill named(OrderId order, TradeId trade) {
        return new VenueFill(
                symbol,
                trade,
                order,
                clientOrderId,
                side,
                quantity,
                price,
                fees,
                liquidity,
                venueSequence,
                occurredAt);
    }

    VenueFill withClientOrderId(Optional<ClientOrderId> id) {
        return new VenueFill(
                symbol,
                tradeId,
                orderId,
                id,
                side,
                quantity,
                price,
                fees,
                liquidity,
                venueSequence,
                occurredAt);
    }

    public TradeEvent.FillKey key(PortfolioId portfolio, Venue venue) {
        return new TradeEvent.FillKey(portfolio, venue, symbol, orderId, tradeId);
    }

    /** The same fill in the words of the contracts. */
    public TradeEvent.Fill fill(PortfolioId portfolio, Venue venue) {
        return new TradeEvent.Fill(
                key(portfolio, venue),
                side,
                quantity,
                price,
                fees,
                liquidity,
                venueSequence,
                occurredAt);
    }

    /** By number where both are numbers, else as text. */
    private static int compareIds(String left, String right) {
        return numeric(left) && numeric(right)
                ? new BigInteger(left).compareTo(new BigInteger(right))
                : left.compareTo(right);
    }

    private static boolean numeric(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
