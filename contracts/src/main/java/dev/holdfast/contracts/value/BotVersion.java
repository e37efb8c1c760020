package dev.holdfast.contracts.value;

/**
 * The version of a bot, as the bot names itself: the key of the slices in which versions are
 * compared.
 */
public record BotVersion(String value) implements Comparable<BotVersion> {

    private static final Shared<BotVersion> KNOWN = new Shared<>(BotVersion::new);

    public BotVersion {
        Text.matching(Text.PRINTABLE, value, "bot_version");
    }

    public static BotVersion of(String value) {
        return KNOWN.of(value);
    }

    @Override
    public int compareTo(BotVersion other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
