package dev.holdfast.contracts.event;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;

import java.time.Instant;
import java.util.Optional;

/** {@code runs.v1}: starts and ends of bots. */
public sealed interface RunEvent extends Event {

    record Started(
            PortfolioId portfolioId,
            RunId runId,
            BotVersion botVersion,
            Optional<String> bot,
            Instant occurredAt)
            implements RunEvent {}

    record Ended(PortfolioId portfolioId, RunId runId, Optional<String> reason, Instant occurredAt)
            implements RunEvent {}
}
