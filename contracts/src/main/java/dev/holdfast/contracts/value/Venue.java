package dev.holdfast.contracts.value;

/** A trading venue, such as {@code bitstamp}. */
public record Venue(String value) implements Comparable<Venue> {

    private static final Shared<Venue> KNOWN = new Shared<>(Venue::new);

    public Venue {
        Text.matching(Text.VENUE, value, "venue");
    }

    public static Venue of(String value) {
        return KNOWN.of(value);
    }

    @Override
    public int compareTo(Venue other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
