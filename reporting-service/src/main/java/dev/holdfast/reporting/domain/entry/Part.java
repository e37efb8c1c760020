package dev.holdfast.reporting.domain.entry;

import java.util.Locale;

/** What the overview of a portfolio consists of; the stream sends each whole when it changes. */
public enum Part {
    PORTFOLIO(false),
    CLOCK(false),
    TRADING_STATE(false),
    VENUE(false),
    VALUATION(false),
    POSITIONS(true),
    PLANS(true),
    OPEN_ORDERS(true),
    TODAY(false),
    LAST_DAY(false),
    HEADROOM(true),
    ATTENTION(true),
    DECISIONS(true),
    FILLS(true),
    HELD_FILLS(true),
    SLICES(true),
    RUNS(true),
    RECONCILIATION(false);

    private final boolean list;

    Part(boolean list) {
        this.list = list;
    }

    /** Its key in the overview and its name on the stream. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a list: of which nothing is known, that is empty; an object is null then. */
    public boolean isList() {
        return list;
    }
}
