package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.value.Baseline;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.RunId;

import java.util.Optional;

/** Who caused an order: what its fills are tagged with. */
public record OrderTags(
        Optional<ClientOrderId> clientOrderId,
        RunId runId,
        Optional<BotVersion> botVersion,
        Optional<String> tag) {

    /** Of an order that made what the account held before. */
    static OrderTags baseline(Optional<ClientOrderId> clientOrderId) {
        return new OrderTags(
                clientOrderId, RunId.NONE, Optional.empty(), Optional.of(Baseline.TAG));
    }

    /** Of an order that is not ours, or of which only the id is known. */
    static OrderTags untagged(Optional<ClientOrderId> clientOrderId) {
        return new OrderTags(clientOrderId, RunId.NONE, Optional.empty(), Optional.empty());
    }
}
