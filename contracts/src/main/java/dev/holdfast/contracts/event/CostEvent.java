package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.CashAccount;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * {@code costs.v1}: what running a portfolio costs beside its fees. A negative amount is income.
 */
public sealed interface CostEvent extends Event {

    /** One call to a language model; {@code decision} is what it came to, as the bot words it. */
    record LlmCalled(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            String callId,
            String model,
            long inputTokens,
            long outputTokens,
            BigDecimal cost,
            Currency currency,
            Map<String, Object> decision,
            Optional<String> traceReference,
            Optional<CashAccount> account,
            Instant occurredAt)
            implements CostEvent {}

    record Incurred(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            String costId,
            CostCategory category,
            BigDecimal amount,
            Currency currency,
            Optional<CashAccount> account,
            Optional<String> reason,
            Instant occurredAt)
            implements CostEvent {}
}
