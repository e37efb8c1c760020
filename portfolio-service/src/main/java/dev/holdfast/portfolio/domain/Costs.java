package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Records of costs, as the ledger books them. */
final class Costs {

    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

    private Costs() {}

    static String id(CostEvent event) {
        return switch (event) {
            case CostEvent.LlmCalled e -> "call_id " + e.callId();
            case CostEvent.Incurred e -> "cost_id " + e.costId();
        };
    }

    static Currency currency(CostEvent event) {
        return switch (event) {
            case CostEvent.LlmCalled e -> e.currency();
            case CostEvent.Incurred e -> e.currency();
        };
    }

    static Cost of(CostEvent event, Optional<BigDecimal> rate) {
        return switch (event) {
            case CostEvent.LlmCalled e ->
                    cost(
                            Cost.Kind.LLM,
                            new Attribution(e.botVersion(), e.runId(), Optional.empty()),
                            e.cost(),
                            e.currency(),
                            rate,
                            e.account().orElse(CashAccount.OFF_VENUE),
                            e.occurredAt());
            case CostEvent.Incurred e ->
                    cost(
                            Cost.Kind.OTHER,
                            new Attribution(e.botVersion(), e.runId(), Optional.empty()),
                            e.amount(),
                            e.currency(),
                            rate,
                            e.account().orElse(account(e.category())),
                            e.occurredAt());
        };
    }

    /** The venue takes funding and its own fees from the account; the rest is paid elsewhere. */
    static CashAccount account(CostCategory category) {
        return switch (category) {
            case FUNDING, FEE -> CashAccount.VENUE;
            case BORROW, DATA, INFRASTRUCTURE, OTHER -> CashAccount.OFF_VENUE;
        };
    }

    /** One whose rate is missing keeps its own time, so that the rate can be found later. */
    private static Cost cost(
            Cost.Kind kind,
            Attribution by,
            BigDecimal amount,
            Currency currency,
            Optional<BigDecimal> rate,
            CashAccount account,
            Instant at) {
        return new Cost(
                kind,
                by,
                amount,
                currency,
                Converted.of(amount, currency, rate),
                account,
                rate.isPresent() ? Timeline.floor(at, QUARTER_HOUR) : at,
                1);
    }
}
