package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Verdict;

import java.math.BigDecimal;
import java.util.Optional;

/** How rules word what they found. */
final class Finding {

    /** From this part of a cap on it is worth a warning. */
    static final BigDecimal WARN_FROM = new BigDecimal("0.9");

    private Finding() {}

    static Optional<RiskEvent.Check> pass(Reason reason, String observed, String limit) {
        return Optional.of(check(reason, Verdict.PASS, observed, limit));
    }

    static Optional<RiskEvent.Check> reject(
            Reason reason, String observed, String limit, String message) {
        return Optional.of(
                new RiskEvent.Check(
                        reason.name(),
                        Verdict.REJECT,
                        Optional.of(observed),
                        Optional.of(limit),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(message)));
    }

    /** What cannot be compared is refused. */
    static Optional<RiskEvent.Check> unknown(Reason reason, String limit, String message) {
        return Optional.of(
                new RiskEvent.Check(
                        reason.name(),
                        Verdict.REJECT,
                        Optional.empty(),
                        Optional.of(limit),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(message)));
    }

    static Optional<RiskEvent.Check> atLeast(
            Reason reason, boolean reached, BigDecimal observed, BigDecimal limit) {
        Verdict verdict = reached ? Verdict.PASS : Verdict.REJECT;
        return Optional.of(check(reason, verdict, text(observed), text(limit)));
    }

    /**
     * Passes up to the cap, with a warning from {@link #WARN_FROM} of it.
     *
     * @param binds whether going over it is refused; what only reduces is shown and never refused
     */
    static Optional<RiskEvent.Check> atMost(
            Reason reason, boolean binds, BigDecimal observed, BigDecimal limit) {
        return Optional.of(
                check(reason, verdict(binds, observed, limit), text(observed), text(limit)));
    }

    static Verdict verdict(boolean binds, BigDecimal observed, BigDecimal limit) {
        if (observed.compareTo(limit) > 0) {
            return binds ? Verdict.REJECT : Verdict.WARN;
        }
        return isNear(observed, limit) ? Verdict.WARN : Verdict.PASS;
    }

    static boolean isNear(BigDecimal observed, BigDecimal limit) {
        return observed.signum() > 0 && observed.compareTo(limit.multiply(WARN_FROM)) >= 0;
    }

    static RiskEvent.Check in(RiskEvent.Check check, Currency currency) {
        return worded(check, Optional.of(currency.value()), Optional.empty(), check.scope());
    }

    static RiskEvent.Check inUnit(RiskEvent.Check check, String unit) {
        return worded(check, Optional.empty(), Optional.of(unit), check.scope());
    }

    /** Says to which orders the limit applies. */
    static RiskEvent.Check scoped(RiskEvent.Check check, String scope) {
        return worded(check, check.currency(), check.unit(), Optional.of(scope));
    }

    private static RiskEvent.Check worded(
            RiskEvent.Check check,
            Optional<String> currency,
            Optional<String> unit,
            Optional<String> scope) {
        return new RiskEvent.Check(
                check.check(),
                check.verdict(),
                check.observed(),
                check.limit(),
                currency,
                unit,
                scope,
                check.message());
    }

    static BigDecimal published(BigDecimal number) {
        return Decimals.published(number);
    }

    static String text(BigDecimal number) {
        BigDecimal published = published(number);
        // Of a whole number both are the same, and a limit remembers this one.
        return published.scale() == 0 ? published.toString() : published.toPlainString();
    }

    private static RiskEvent.Check check(
            Reason reason, Verdict verdict, String observed, String limit) {
        return new RiskEvent.Check(
                reason.name(),
                verdict,
                Optional.of(observed),
                Optional.of(limit),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
