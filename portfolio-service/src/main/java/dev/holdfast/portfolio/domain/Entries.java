package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What records are in the books of one portfolio: with the rates of their own times. */
record Entries(Currency base, Venue venue, Market market) {

    static Entries of(PortfolioEvent.Configured portfolio, Currency base, Market market) {
        return new Entries(base, portfolio.venue(), market);
    }

    Fill fill(TradeEvent event) {
        return fill(event, Optional.empty());
    }

    /** At the rates at which it was booked; the market is asked for those that were missing. */
    Fill fill(TradeEvent event, Optional<FillRates> booked) {
        FillRates rates =
                booked.filter(FillRates::known)
                        .orElseGet(
                                () -> {
                                    FillRates now = rates(event.fill());
                                    return booked.map(known -> known.or(now)).orElse(now);
                                });
        return rates.booked(event);
    }

    private FillRates rates(TradeEvent.Fill fill) {
        Currency quote = fill.key().symbol().quote();
        Instant at = fill.occurredAt();
        return new FillRates(
                rate(quote, base, at),
                fill.fees().stream()
                        .map(
                                fee ->
                                        new FillRates.OfFee(
                                                rate(fee.currency(), quote, at),
                                                rate(fee.currency(), base, at)))
                        .toList());
    }

    Movement movement(CashEvent.Moved e) {
        return movement(e, Optional.empty());
    }

    Movement movement(CashEvent.Moved e, Optional<BigDecimal> booked) {
        return new Movement(
                e.movementId(),
                e.signedAmount(),
                e.currency(),
                e.account().orElse(CashAccount.VENUE),
                e.signedBasis(),
                booked.or(() -> rate(e.currency(), base, e.occurredAt())),
                e.occurredAt());
    }

    /** What one unit of a cost's currency was worth. */
    Optional<BigDecimal> rate(CostEvent e) {
        return rate(Costs.currency(e), base, e.occurredAt());
    }

    /** What is put away of the rate of a movement or a cost: the base currency needs none. */
    List<Filed> filed(BookedRates.MoneyId id, Currency currency, Optional<BigDecimal> rate) {
        return rate
                .filter(known -> !currency.equals(base))
                .<Filed>map(known -> new Filed.MoneyRate(id, known))
                .stream()
                .toList();
    }

    static Placed order(OrderEvent.Accepted e) {
        Attribution by = new Attribution(e.botVersion(), e.runId(), Optional.empty());
        return new Placed(e.orderId(), e.symbol(), e.side(), by, e.occurredAt());
    }

    /** The order that a fill tells of. */
    static Placed order(Fill fill) {
        return new Placed(fill.orderId(), fill.symbol(), fill.side(), fill.by(), fill.at());
    }

    private Optional<BigDecimal> rate(Currency from, Currency to, Instant at) {
        return Quotes.asOf(market, venue, at).rate(from, to);
    }
}
