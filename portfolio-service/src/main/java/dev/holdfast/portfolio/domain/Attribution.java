package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.RunId;

import java.util.Optional;

/** To whom a record belongs: the tags by which figures are sliced. */
public record Attribution(Optional<BotVersion> botVersion, RunId runId, Optional<String> tag) {

    /** These tags, and the other's where these say nothing. */
    public Attribution or(Attribution other) {
        return new Attribution(
                botVersion.or(other::botVersion),
                runId.isNone() ? other.runId : runId,
                tag.or(other::tag));
    }
}
