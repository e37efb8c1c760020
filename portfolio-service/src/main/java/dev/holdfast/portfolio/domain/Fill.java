package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fill as the ledger books it: with the rates of its own time.
 *
 * @param quantity of the base, above zero
 * @param price in the quote, above zero
 * @param quoteRate what one unit of the quote was worth in the base currency of the portfolio
 */
public record Fill(
        Venue venue,
        Symbol symbol,
        OrderId orderId,
        TradeId tradeId,
        Optional<String> venueSequence,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        List<Fee> fees,
        Optional<BigDecimal> quoteRate,
        Attribution by,
        Instant at) {

    public Fill {
        fees = List.copyOf(fees);
    }

    /**
     * A fee, or a rebate where it is negative.
     *
     * @param quoteRate what one unit of its currency was worth in the quote of the symbol
     * @param baseRate what it was worth in the base currency of the portfolio
     */
    public record Fee(
            BigDecimal amount,
            Currency currency,
            Optional<BigDecimal> quoteRate,
            Optional<BigDecimal> baseRate) {

        Fee ratedAs(Fee earlier) {
            return new Fee(
                    amount,
                    currency,
                    earlier.quoteRate.or(() -> quoteRate),
                    earlier.baseRate.or(() -> baseRate));
        }
    }

    /** At the rates of an earlier version of it, where that is of the same time. */
    Fill ratedAs(Fill earlier) {
        if (!at.equals(earlier.at)) {
            return this;
        }
        List<Fee> rated =
                fees.stream()
                        .map(
                                fee ->
                                        earlier.fees.stream()
                                                .filter(e -> e.currency().equals(fee.currency()))
                                                .findFirst()
                                                .map(fee::ratedAs)
                                                .orElse(fee))
                        .toList();
        return new Fill(
                venue,
                symbol,
                orderId,
                tradeId,
                venueSequence,
                side,
                quantity,
                price,
                rated,
                earlier.quoteRate.or(() -> quoteRate),
                by,
                at);
    }

    FillPlace place() {
        return new FillPlace(at, venueSequence, tradeId, orderId, venue);
    }

    /** The change of the position by the trade itself. */
    BigDecimal signedQuantity() {
        return side == Side.BUY ? quantity : quantity.negate();
    }

    /** A fee in the asset that was traded is paid out of the position. */
    boolean paidInKind(Fee fee) {
        return fee.currency().value().equals(symbol.base());
    }

    boolean sameFillAs(Fill other) {
        return tradeId.equals(other.tradeId)
                && orderId.equals(other.orderId)
                && symbol.equals(other.symbol)
                && venue.equals(other.venue);
    }

    /** Whether it says the same; rates and tags are ours and are no content of it. */
    boolean sameContentAs(Fill other) {
        return side == other.side
                && quantity.compareTo(other.quantity) == 0
                && price.compareTo(other.price) == 0
                && at.equals(other.at)
                && charges(this).equals(charges(other));
    }

    private static List<Charge> charges(Fill fill) {
        return fill.fees.stream()
                .map(fee -> new Charge(fee.amount().stripTrailingZeros(), fee.currency()))
                .toList();
    }

    private record Charge(BigDecimal amount, Currency currency) {}
}
