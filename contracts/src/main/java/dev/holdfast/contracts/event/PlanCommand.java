package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code plan-commands.v1}: what somebody wants of a plan. {@code by} names who asked, where
 * neither run nor bot version does.
 */
public sealed interface PlanCommand extends Event {

    PlanId planId();

    Optional<String> by();

    /** Guards a position that is already held; {@code side} is the side of its entry. */
    record OpenRequested(
            PortfolioId portfolioId,
            RunId runId,
            Optional<BotVersion> botVersion,
            PlanId planId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Optional<Price> entryPrice,
            OrderIntentEvent.PlanTerms terms,
            Optional<String> by,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanCommand {}

    /**
     * Replaces the terms of a plan; where {@code expectedVersion} is given and is not the plan's,
     * nothing changes.
     *
     * @param replaces the names of the terms that it is about, such as {@code stop_price}; the
     *     others stay as they are. Empty for all of them
     */
    record UpdateRequested(
            PortfolioId portfolioId,
            RunId runId,
            PlanId planId,
            Optional<Long> expectedVersion,
            OrderIntentEvent.PlanTerms terms,
            List<String> replaces,
            Optional<String> by,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanCommand {

        public UpdateRequested {
            replaces = List.copyOf(replaces);
        }
    }

    /** Ends a plan: by leaving its position ({@code exit}), or by just no longer guarding it. */
    record CloseRequested(
            PortfolioId portfolioId,
            RunId runId,
            PlanId planId,
            boolean exit,
            Optional<String> by,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanCommand {}

    /** Confirms that a plan which was not re-armed after a restart may guard again. */
    record RearmRequested(
            PortfolioId portfolioId,
            RunId runId,
            PlanId planId,
            Optional<String> by,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanCommand {}
}
