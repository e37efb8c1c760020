package dev.holdfast.tradesync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Settings of orders and syncs; those of the paper venue stand in its own mapping. */
@ConfigMapping(prefix = "holdfast.sync")
public interface TradeSyncConfig {

    /** How often an account is synced when nothing else asks for it. */
    @WithDefault("5S")
    Duration interval();

    /**
     * How long, by the venue's clock, nothing is said of an account that is looked at and in which
     * nothing happens. Quarter hours, on which days begin, are always told.
     */
    @WithDefault("30S")
    Duration quiet();

    /** How far before its cursor a sync starts, for fills that the venue shows late. */
    @WithDefault("5M")
    Duration overlap();

    /** How long an order whose answer was lost waits before the venue is asked again. */
    @WithDefault("1S")
    Duration retry();

    /**
     * How long a real venue may not know an order that it has taken: so long after sending it, an
     * order that is not found is asked for again and not sent again.
     */
    @WithDefault("5S")
    Duration settle();

    /**
     * How old the approval of a LIVE entry may be when it is first sent; an older one is refused.
     * Exits are sent however old they are.
     */
    @WithDefault("5M")
    Duration deadline();

    /** When a venue that fails is left alone with orders. */
    Circuit circuit();

    /** When a venue that fails is left alone with orders. */
    interface Circuit {

        /** How many calls in a row may fail before new orders wait. */
        @WithDefault("5")
        int failures();

        /** How long they wait before one is tried; doubles with each further failure. */
        @WithDefault("5S")
        Duration pause();
    }

    /** How often the clock and the marks of real venues are published. */
    @WithDefault("10S")
    Duration marks();

    /** How many syncs in a row may fail before the venue is called degraded. */
    @WithDefault("3")
    int degradedAfter();

    /**
     * Whether orders of LIVE portfolios are sent at all. It takes this and the portfolio's own
     * mode: neither alone trades with real money.
     */
    @WithDefault("false")
    boolean liveTrading();
}
