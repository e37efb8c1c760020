package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Money;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rates at which a fill was booked. They are kept with it: a fill that is folded again counts
 * as it did, whatever is still known of the marks of its time.
 *
 * @param quote what one unit of the quote was worth in the base currency of the portfolio
 * @param fees in the order of the fill's fees
 */
public record FillRates(Optional<BigDecimal> quote, List<OfFee> fees) {

    /** As in {@link Fill.Fee}. */
    public record OfFee(Optional<BigDecimal> quoteRate, Optional<BigDecimal> baseRate) {}

    public FillRates {
        fees = List.copyOf(fees);
    }

    public static FillRates of(Fill fill) {
        return new FillRates(
                fill.quoteRate(),
                fill.fees().stream()
                        .map(fee -> new OfFee(fee.quoteRate(), fee.baseRate()))
                        .toList());
    }

    /** Of a fill in the base currency alone. */
    public static FillRates one(TradeEvent.Fill fill) {
        Optional<BigDecimal> one = Optional.of(BigDecimal.ONE);
        return new FillRates(one, fill.fees().stream().map(fee -> new OfFee(one, one)).toList());
    }

    /** Whether none is missing. */
    boolean known() {
        return quote.isPresent()
                && fees.stream()
                        .allMatch(fee -> fee.quoteRate.isPresent() && fee.baseRate.isPresent());
    }

    /** These, and for those that are missing another's, which are of the same fees. */
    FillRates or(FillRates others) {
        List<OfFee> both = new ArrayList<>(fees.size());
        for (int i = 0; i < fees.size(); i++) {
            OfFee mine = fees.get(i);
            OfFee other = others.fees.get(i);
            both.add(
                    new OfFee(
                            mine.quoteRate.or(other::quoteRate),
                            mine.baseRate.or(other::baseRate)));
        }
        return new FillRates(quote.or(others::quote), both);
    }

    public boolean isOne() {
        return one(quote) && fees.stream().allMatch(fee -> one(fee.quoteRate) && one(fee.baseRate));
    }

    private static boolean one(Optional<BigDecimal> rate) {
        return rate.isPresent() && rate.get().compareTo(BigDecimal.ONE) == 0;
    }

    /** The fill of a record as it was booked. */
    public Fill booked(TradeEvent event) {
        TradeEvent.Fill fill = event.fill();
        List<Fill.Fee> rated = new ArrayList<>(fill.fees().size());
        for (int i = 0; i < fill.fees().size(); i++) {
            Money fee = fill.fees().get(i);
            rated.add(
                    new Fill.Fee(
                            fee.amount(),
                            fee.currency(),
                            fees.get(i).quoteRate(),
                            fees.get(i).baseRate()));
        }
        return new Fill(
                fill.key().venue(),
                fill.key().symbol(),
                fill.key().orderId(),
                fill.key().tradeId(),
                fill.venueSequence(),
                fill.side(),
                fill.quantity().value(),
                fill.price().value(),
                rated,
                quote,
                by(event),
                fill.occurredAt());
    }

    private static Attribution by(TradeEvent event) {
        return switch (event) {
            case TradeEvent.Synced e -> new Attribution(e.botVersion(), e.runId(), e.tag());
            case TradeEvent.Corrected e -> new Attribution(e.botVersion(), e.runId(), e.tag());
        };
    }
}
