package dev.holdfast.contracts.value;

/** One start of one bot. It is a tag and nothing is scoped to it; it need not be registered. */
public record RunId(String value) implements Comparable<RunId> {

    private static final Shared<RunId> KNOWN = new Shared<>(RunId::new);

    /** Where no run is attached. */
    public static final RunId NONE = new RunId("-");

    public RunId {
        Text.matching(Text.PRINTABLE, value, "run_id");
    }

    public static RunId of(String value) {
        return KNOWN.of(value);
    }

    public boolean isNone() {
        return "-".equals(value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
