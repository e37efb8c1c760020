package dev.holdfast.contracts.value;

/** A portfolio: the unit to which all state belongs, over days, restarts and bot versions. */
public record PortfolioId(String value) implements Comparable<PortfolioId> {

    /** Tags facts that belong to no single portfolio, such as marks. */
    public static final PortfolioId ALL = new PortfolioId("*");

    public PortfolioId {
        if (!"*".equals(value)) {
            Text.matching(Text.PORTFOLIO_ID, value, "portfolio_id");
        }
    }

    public static PortfolioId of(String value) {
        return new PortfolioId(value);
    }

    public boolean isAll() {
        return "*".equals(value);
    }

    @Override
    public int compareTo(PortfolioId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
