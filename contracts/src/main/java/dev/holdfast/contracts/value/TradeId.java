package dev.holdfast.contracts.value;

/**
 * The id under which the venue knows a fill. Some venues reuse it over symbols or orders, so it
 * identifies nothing alone.
 */
public record TradeId(String value) implements Comparable<TradeId> {

    public TradeId {
        Text.matching(Text.PRINTABLE, value, "trade_id");
    }

    public static TradeId of(String value) {
        return new TradeId(value);
    }

    @Override
    public int compareTo(TradeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
