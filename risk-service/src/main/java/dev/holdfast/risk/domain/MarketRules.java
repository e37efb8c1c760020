package dev.holdfast.risk.domain;

import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.risk.domain.Finding.Term;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the market is known well enough to enter it. Exits pass without. */
final class MarketRules {

    /** How far a limit may cross the mark where no collar is set, as a fraction of the mark. */
    private static final BigDecimal WIDEST = new BigDecimal("0.5");

    private MarketRules() {}

    static Optional<Finding> mark(Proposal proposal) {
        if (proposal.mark().isPresent() && proposal.mark().get().price().value().signum() > 0) {
            return freshness(
                    proposal,
                    Reason.MARK_STALE,
                    proposal.mark().get().at(),
                    "The mark is too old.");
        }
        String message = "There is no mark for " + proposal.intent().symbol() + ".";
        return proposal.isEntry()
                ? Finding.unknown(Reason.MARK_MISSING, Term.of("a mark"), message)
                : Optional.empty();
    }

    static Optional<Finding> rate(Proposal proposal) {
        if (proposal.rate().isEmpty()) {
            return proposal.isEntry()
                    ? Finding.unknown(
                            Reason.RATE_MISSING,
                            Term.of(
                                    proposal.intent().symbol().quote()
                                            + "/"
                                            + proposal.configuration().baseCurrency()),
                            "There is no exchange rate into the base currency.")
                    : Optional.empty();
        }
        return proposal.rate()
                .flatMap(Market.Rate::at)
                .flatMap(
                        at ->
                                freshness(
                                        proposal,
                                        Reason.RATE_STALE,
                                        at,
                                        "The exchange rate is too old."));
    }

    private static Optional<Finding> freshness(
            Proposal proposal, Reason reason, Instant at, String message) {
        Duration age = Duration.between(at, proposal.now());
        Duration limit = proposal.maxMarkAge();
        Term observed = seconds(age.isNegative() ? Duration.ZERO : age);
        return (age.compareTo(limit) <= 0 || !proposal.isEntry()
                        ? Finding.pass(reason, observed, seconds(limit))
                        : Finding.reject(reason, observed, seconds(limit), message))
                .map(found -> found.inUnit("s"));
    }

    private static Term seconds(Duration duration) {
        return () -> Optional.of(Finding.text(BigDecimal.valueOf(duration.toMillis(), 3)));
    }

    /**
     * How far the limit stands from the mark, as a fraction of the mark, either way. Where no
     * collar is set, a limit that would fill at once at half the mark or worse is taken for a slip
     * of the finger.
     */
    static Optional<Finding> collar(Proposal proposal) {
        Optional<BigDecimal> limit =
                proposal.limits()
                        .priceCollarPct()
                        .or(() -> Optional.of(WIDEST).filter(widest -> crosses(proposal)));
        if (limit.isEmpty()
                || !proposal.isEntry()
                || proposal.intent().orderType() == OrderType.MARKET
                || proposal.intent().limitPrice().isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> mark =
                proposal.mark().map(at -> at.price().value()).filter(price -> price.signum() > 0);
        if (mark.isEmpty()) {
            return Finding.unknown(
                    Reason.PRICE_COLLAR, Term.of(limit.get()), "There is no mark to compare.");
        }
        Price price = proposal.intent().limitPrice().get();
        BigDecimal distance =
                price.value().subtract(mark.get()).abs().divide(mark.get(), Decimals.DIVISION);
        return Finding.atMost(Reason.PRICE_COLLAR, true, distance, limit.get())
                .map(found -> found.inUnit("fraction of mark"));
    }

    /** Whether the limit stands on the side of the mark where it fills at once. */
    private static boolean crosses(Proposal proposal) {
        Optional<Price> mark = proposal.mark().map(Mark::price);
        return mark.isPresent()
                && proposal.intent()
                        .limitPrice()
                        .filter(
                                price ->
                                        proposal.intent().side() == Side.BUY
                                                ? price.compareTo(mark.get()) > 0
                                                : price.compareTo(mark.get()) < 0)
                        .isPresent();
    }
}
