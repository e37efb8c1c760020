package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.ExitReason;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * {@code plans.v1}: the life of plans. Every change carries the whole plan as it stands after it.
 */
public sealed interface PlanEvent extends Event {

    /**
     * A plan as it stands. {@code quantity} is what it guards now, {@code entryQuantity} what its
     * entry asked for.
     *
     * @param targetSteps those that are not taken yet
     * @param timeStopAt from when on it leaves unless it stands in gain
     * @param suspended it was not re-armed after a restart and guards nothing until confirmed
     * @param unwatchedSince the last mark of its symbol, where that is longer ago than the limit
     * @param changedBy who made this version: an operator, a bot version, the market or the night
     * @param protectiveStopPrice at which a stop order rests, or was asked for, at the venue
     */
    record Plan(
            PlanId planId,
            long version,
            PlanStatus status,
            Symbol symbol,
            Side side,
            Optional<BotVersion> botVersion,
            Optional<ClientOrderId> entryOrderId,
            Quantity entryQuantity,
            Quantity quantity,
            Optional<Price> entryPrice,
            Optional<Price> stopPrice,
            Optional<Price> targetPrice,
            Optional<BigDecimal> trailPct,
            Optional<BigDecimal> trailToBreakevenPct,
            boolean atBreakeven,
            boolean widenOvernight,
            int timesWidened,
            Optional<LocalDate> lastWidened,
            Optional<Instant> expiresAt,
            Optional<ClientOrderId> exitOrderId,
            Optional<ExitReason> exitReason,
            Instant openedAt,
            Optional<Instant> armedAt,
            List<OrderIntentEvent.TargetStep> targetSteps,
            Optional<BigDecimal> trailBy,
            Optional<Instant> timeStopAt,
            boolean suspended,
            Optional<Instant> unwatchedSince,
            Optional<String> changedBy,
            Optional<Price> protectiveStopPrice) {

        public Plan {
            targetSteps = List.copyOf(targetSteps);
        }

        /** A watched plan of one target, with nobody's name on it. */
        public Plan(
                PlanId planId,
                long version,
                PlanStatus status,
                Symbol symbol,
                Side side,
                Optional<BotVersion> botVersion,
                Optional<ClientOrderId> entryOrderId,
                Quantity entryQuantity,
                Quantity quantity,
                Optional<Price> entryPrice,
                Optional<Price> stopPrice,
                Optional<Price> targetPrice,
                Optional<BigDecimal> trailPct,
                Optional<BigDecimal> trailToBreakevenPct,
                boolean atBreakeven,
                boolean widenOvernight,
                int timesWidened,
                Optional<LocalDate> lastWidened,
                Optional<Instant> expiresAt,
                Optional<ClientOrderId> exitOrderId,
                Optional<ExitReason> exitReason,
                Instant openedAt,
                Optional<Instant> armedAt) {
            this(
                    planId,
                    version,
                    status,
                    symbol,
                    side,
                    botVersion,
                    entryOrderId,
                    entryQuantity,
                    quantity,
                    entryPrice,
                    stopPrice,
                    targetPrice,
                    trailPct,
                    trailToBreakevenPct,
                    atBreakeven,
                    widenOvernight,
                    timesWidened,
                    lastWidened,
                    expiresAt,
                    exitOrderId,
                    exitReason,
                    openedAt,
                    armedAt,
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    record Opened(
            PortfolioId portfolioId,
            RunId runId,
            Plan plan,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanEvent {}

    /**
     * The plan guards its position; {@code rearmed} says that it did before, and does again after a
     * restart.
     */
    record Armed(
            PortfolioId portfolioId, RunId runId, Plan plan, boolean rearmed, Instant occurredAt)
            implements PlanEvent {}

    record Updated(
            PortfolioId portfolioId,
            RunId runId,
            Plan plan,
            Optional<String> reason,
            Instant occurredAt)
            implements PlanEvent {}

    record Trailed(
            PortfolioId portfolioId,
            RunId runId,
            Plan plan,
            Optional<Price> stopBefore,
            Price mark,
            Instant occurredAt)
            implements PlanEvent {}

    /** The night moved the levels, once for this date. */
    record Widened(
            PortfolioId portfolioId,
            RunId runId,
            Plan plan,
            LocalDate date,
            Optional<Price> stopBefore,
            Optional<Price> targetBefore,
            Instant occurredAt)
            implements PlanEvent {}

    /**
     * A level was reached; {@code gapped} says that the price was beyond it when it was first seen.
     */
    record Triggered(
            PortfolioId portfolioId,
            RunId runId,
            Plan plan,
            ExitReason reason,
            Optional<Price> mark,
            Optional<Price> level,
            boolean gapped,
            Instant occurredAt)
            implements PlanEvent {}

    /** A part of the position was left; the plan guards the rest. */
    record Reduced(PortfolioId portfolioId, RunId runId, Plan plan, Quantity by, Instant occurredAt)
            implements PlanEvent {}

    record Closed(
            PortfolioId portfolioId, RunId runId, Plan plan, String reason, Instant occurredAt)
            implements PlanEvent {}

    /**
     * All plans that are not closed, as they stand. Where there are many, {@code parts} records of
     * one {@code occurredAt} follow each other, {@code part} counting from 1; absent means whole.
     */
    record Snapshotted(
            PortfolioId portfolioId,
            RunId runId,
            List<Plan> plans,
            Optional<Integer> part,
            Optional<Integer> parts,
            Instant occurredAt)
            implements PlanEvent {

        /** One record that holds all. */
        public Snapshotted(
                PortfolioId portfolioId, RunId runId, List<Plan> plans, Instant occurredAt) {
            this(portfolioId, runId, plans, Optional.empty(), Optional.empty(), occurredAt);
        }
    }

    /**
     * What somebody wanted of plans was not done; no plan was changed by it. Where an entry found
     * no room for its plan, the entry is withdrawn.
     *
     * @param subject the plan, or for a command of an operator its command id
     * @param code why, by name
     * @param message what is wrong and what would be right
     * @param expectedVersion the version of the plan that the command was made for
     * @param by who asked for it
     */
    record Refused(
            PortfolioId portfolioId,
            RunId runId,
            String subject,
            String code,
            String message,
            Optional<Long> expectedVersion,
            Optional<String> by,
            Instant occurredAt)
            implements PlanEvent {}

    /**
     * After a restart of their monitor so many plans guard again, and so many wait to be confirmed.
     */
    record Rearmed(
            PortfolioId portfolioId, RunId runId, int armed, int suspended, Instant occurredAt)
            implements PlanEvent {}
}
