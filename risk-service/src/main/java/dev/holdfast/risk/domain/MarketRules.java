package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.market.Mark;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Side;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the market is known well enough to enter it. Exits pass without. */
final class MarketRules {

    /** How far a limit may cross the mark where no collar is set, as a fraction of the mark. */
    private static final BigDecimal WIDEST = new BigDecimal("0.5");

    private MarketRules() {}

    static Optional<RiskEvent.Check> mark(Proposal proposal) {
        if (proposal.mark().isPresent() && proposal.mark().get().price().value().signum() > 0) {
            return freshness(
                    proposal,
                    Reason.MARK_STALE,
                    proposal.mark().get().at(),
                    "The mark is too old.");
        }
        String message = "There is no mark for " + proposal.intent().symbol() + ".";
        return proposal.isEntry()
                ? Finding.unknown(Reason.MARK_MISSING, "a mark", message)
                : Optional.empty();
    }

    static Optional<RiskEvent.Check> rate(Proposal proposal) {
        if (proposal.rate().isEmpty()) {
            return proposal.isEntry()
                    ? Finding.unknown(
                            Reason.RATE_MISSING,
                            proposal.intent().symbol().quote()
                                    + "/"
                                    + proposal.configuration().baseCurrency(),
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

    private static Optional<RiskEvent.Check> freshness(
            Proposal proposal, Reason reason, Instant at, String message) {
        Duration age = Duration.between(at, proposal.now());
        Duration limit = proposal.maxMarkAge();
        String observed = seconds(age.isNegative() ? Duration.ZERO : age);
        return (age.compareTo(limit) <= 0 || !proposal.isEntry()
                        ? Finding.pass(reason, observed, seconds(limit))
                        : Finding.reject(reason, observed, seconds(limit), message))
                .map(check -> Finding.inUnit(check, "s"));
    }

    private static String seconds(Duration duration) {
        return Finding.text(BigDecimal.valueOf(duration.toMillis()).movePointLeft(3));
    }

    /**
     * How far the limit stands from the mark, as a fraction of the mark, either way. Where no
     * collar is set, a limit that would fill at once at half the mark or worse is taken for a slip
     * of the finger.
     */
    static Optional<RiskEvent.Check> collar(Proposal proposal) {
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
                    Reason.PRICE_COLLAR, Finding.text(limit.get()), "There is no mark to compare.");
        }
        Price price = proposal.intent().limitPrice().get();
        BigDecimal distance =
                price.value().subtract(mark.get()).abs().divide(mark.get(), Decimals.DIVISION);
        return Finding.atMost(Reason.PRICE_COLLAR, true, distance, limit.get())
                .map(check -> Finding.inUnit(check, "fraction of mark"));
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
