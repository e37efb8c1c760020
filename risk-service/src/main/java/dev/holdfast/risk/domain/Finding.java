package dev.holdfast.risk.domain;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Verdict;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a rule found. It is put into words where it is published and not before: of most sizes that
 * are tried only the verdict counts.
 *
 * @param observed what was compared
 * @param limit what it was compared with
 * @param currency of both, where they are amounts
 * @param unit of both, where they are other numbers
 * @param scope to which orders the limit applies, where it is not all
 * @param message what is wrong
 */
record Finding(
        Reason reason,
        Verdict verdict,
        Term observed,
        Term limit,
        Optional<Currency> currency,
        Optional<String> unit,
        Optional<String> scope,
        Optional<String> message) {

    /** From this part of a cap on it is worth a warning. */
    static final BigDecimal WARN_FROM = new BigDecimal("0.9");

    /** One side of a comparison, and how it is worded once it must be. */
    @FunctionalInterface
    interface Term {

        Term UNKNOWN = Optional::empty;

        Optional<String> words();

        static Term of(BigDecimal number) {
            return () -> Optional.of(text(number));
        }

        /** Something that says by itself what it is. */
        static Term of(Object what) {
            return () -> Optional.of(what.toString());
        }

        static Term of(String before, Object what) {
            return () -> Optional.of(before + what);
        }
    }

    static Optional<Finding> pass(Reason reason, Term observed, Term limit) {
        return finding(reason, Verdict.PASS, observed, limit, Optional.empty());
    }

    static Optional<Finding> reject(Reason reason, Term observed, Term limit, String message) {
        return finding(reason, Verdict.REJECT, observed, limit, Optional.of(message));
    }

    /** What cannot be compared is refused. */
    static Optional<Finding> unknown(Reason reason, Term limit, String message) {
        return finding(reason, Verdict.REJECT, Term.UNKNOWN, limit, Optional.of(message));
    }

    static Optional<Finding> atLeast(
            Reason reason, boolean reached, BigDecimal observed, BigDecimal limit) {
        return finding(
                reason,
                reached ? Verdict.PASS : Verdict.REJECT,
                Term.of(observed),
                Term.of(limit),
                Optional.empty());
    }

    /**
     * Passes up to the cap, with a warning from {@link #WARN_FROM} of it.
     *
     * @param binds whether going over it is refused; what only reduces is shown and never refused
     */
    static Optional<Finding> atMost(
            Reason reason, boolean binds, BigDecimal observed, BigDecimal limit) {
        return finding(
                reason,
                verdict(binds, observed, limit),
                Term.of(observed),
                Term.of(limit),
                Optional.empty());
    }

    /** {@link #atMost} of whole numbers. */
    static Optional<Finding> count(
            Reason reason, boolean binds, long observed, long limit, String unit) {
        return Optional.of(
                new Finding(
                        reason,
                        verdict(binds, BigDecimal.valueOf(observed), BigDecimal.valueOf(limit)),
                        Term.of(observed),
                        Term.of(limit),
                        Optional.empty(),
                        Optional.of(unit),
                        Optional.empty(),
                        Optional.empty()));
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

    private static Optional<Finding> finding(
            Reason reason, Verdict verdict, Term observed, Term limit, Optional<String> message) {
        return Optional.of(
                new Finding(
                        reason,
                        verdict,
                        observed,
                        limit,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        message));
    }

    Finding in(Currency of) {
        return new Finding(reason, verdict, observed, limit, Optional.of(of), unit, scope, message);
    }

    Finding inUnit(String of) {
        return new Finding(
                reason, verdict, observed, limit, currency, Optional.of(of), scope, message);
    }

    /** Says to which orders the limit applies. */
    Finding scoped(String to) {
        return new Finding(
                reason, verdict, observed, limit, currency, unit, Optional.of(to), message);
    }

    boolean refuses() {
        return verdict == Verdict.REJECT;
    }

    /** As it is published. */
    RiskEvent.Check check() {
        return new RiskEvent.Check(
                reason.name(),
                verdict,
                observed.words(),
                limit.words(),
                currency.map(Currency::value),
                unit,
                scope,
                message);
    }

    static List<RiskEvent.Check> checks(List<Finding> findings) {
        List<RiskEvent.Check> checks = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            checks.add(finding.check());
        }
        return Collections.unmodifiableList(checks);
    }

    static BigDecimal published(BigDecimal number) {
        return Decimals.published(number);
    }

    static String text(BigDecimal number) {
        return Decimals.text(published(number));
    }
}
