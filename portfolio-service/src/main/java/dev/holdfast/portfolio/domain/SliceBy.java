package dev.holdfast.portfolio.domain;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.util.Arrays;
import java.util.Optional;

/** By what the figures of a portfolio can be sliced. */
public enum SliceBy {
    BOT_VERSION("bot_version"),
    RUN_ID("run_id"),
    SYMBOL("symbol"),
    SIDE("side"),
    TAG("tag");

    /** The slice of what carries no such tag, such as the LLM cost among symbols. */
    public static final String NONE = "-";

    private final String wireName;

    SliceBy(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<SliceBy> named(String wireName) {
        return Arrays.stream(values()).filter(by -> by.wireName.equals(wireName)).findFirst();
    }

    String key(Attribution by, Optional<Symbol> symbol, Optional<Side> side) {
        return switch (this) {
            case BOT_VERSION -> by.botVersion().map(BotVersion::value).orElse(NONE);
            case RUN_ID -> by.runId().value();
            case SYMBOL -> symbol.map(Symbol::toString).orElse(NONE);
            case SIDE -> side.map(Side::name).orElse(NONE);
            case TAG -> by.tag().orElse(NONE);
        };
    }
}
