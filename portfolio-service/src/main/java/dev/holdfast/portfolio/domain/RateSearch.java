package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Fills in the rates that records lack, each as of the record's own time. */
final class RateSearch {

    private final Currency base;
    private final Function<Instant, Quotes> quotes;
    private final List<Filed> rates = new ArrayList<>();
    private Optional<Instant> found = Optional.empty();

    RateSearch(Currency base, Function<Instant, Quotes> quotes) {
        this.base = base;
        this.quotes = quotes;
    }

    /** The time of the earliest record that a rate was found for. */
    Optional<Instant> found() {
        return found;
    }

    /** What is to be put away of the rates that were found. */
    List<Filed> rates() {
        return rates;
    }

    Fill fill(Fill fill) {
        Fill rated = rated(fill);
        if (!rated.equals(fill)) {
            rates.add(new Filed.Rates(rated));
        }
        return rated;
    }

    private Fill rated(Fill fill) {
        Currency quote = fill.symbol().quote();
        return new Fill(
                fill.venue(),
                fill.symbol(),
                fill.orderId(),
                fill.tradeId(),
                fill.venueSequence(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees().stream()
                        .map(
                                fee ->
                                        new Fill.Fee(
                                                fee.amount(),
                                                fee.currency(),
                                                rate(
                                                        fee.quoteRate(),
                                                        fee.currency(),
                                                        quote,
                                                        fill.at()),
                                                rate(
                                                        fee.baseRate(),
                                                        fee.currency(),
                                                        base,
                                                        fill.at())))
                        .toList(),
                rate(fill.quoteRate(), quote, base, fill.at()),
                fill.by(),
                fill.at());
    }

    Movement movement(Movement movement) {
        if (movement.basis().isPresent() || movement.rate().isPresent()) {
            return movement;
        }
        Optional<BigDecimal> rate = rate(movement.currency(), movement.at());
        rate.map(
                        known ->
                                new Filed.MoneyRate(
                                        BookedRates.MoneyId.ofMovement(movement.movementId()),
                                        known))
                .ifPresent(rates::add);
        return movement.rated(rate);
    }

    Cost cost(Cost cost) {
        if (cost.base().value().isPresent()) {
            return cost;
        }
        Optional<BigDecimal> rate = rate(cost.currency(), cost.at());
        rate.map(known -> new Filed.CostsRate(cost.currency(), cost.at(), known))
                .ifPresent(rates::add);
        return new Cost(
                cost.kind(),
                cost.by(),
                cost.amount(),
                cost.currency(),
                Converted.of(cost.amount(), cost.currency(), rate),
                cost.account(),
                cost.at(),
                cost.records());
    }

    private Optional<BigDecimal> rate(Currency of, Instant at) {
        return rate(Optional.empty(), of, base, at);
    }

    private Optional<BigDecimal> rate(
            Optional<BigDecimal> known, Currency from, Currency to, Instant at) {
        if (known.isPresent()) {
            return known;
        }
        Optional<BigDecimal> rate = quotes.apply(at).rate(from, to);
        if (rate.isPresent()) {
            found = found.filter(earlier -> earlier.isBefore(at)).or(() -> Optional.of(at));
        }
        return rate;
    }
}
