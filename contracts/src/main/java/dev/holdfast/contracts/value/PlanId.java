package dev.holdfast.contracts.value;

/** A plan: the stop, target and age that guard a position. */
public record PlanId(String value) implements Comparable<PlanId> {

    public PlanId {
        Text.matching(Text.PRINTABLE, value, "plan_id");
    }

    public static PlanId of(String value) {
        return new PlanId(value);
    }

    @Override
    public int compareTo(PlanId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
