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

    /** How far before its cursor a sync starts, for fills that the venue shows late. */
    @WithDefault("5M")
    Duration overlap();

    /** How long an order whose answer was lost waits before the venue is asked again. */
    @WithDefault("1S")
    Duration retry();

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
