package dev.holdfast.tradesync.paper;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The paper venue. Without a tape there is none. */
@ConfigMapping(prefix = "holdfast.paper")
public interface PaperConfig {

    /** The tape's file: lines of {@code unix seconds,price,quantity}, oldest first. */
    Optional<String> tape();

    /** The venue that the tape was recorded at, and under whose name it is replayed. */
    @WithDefault("bitstamp")
    String venue();

    @WithDefault("BTC/USD")
    String symbol();

    /** What every account is opened with. */
    @WithDefault("10000 USD")
    List<String> balances();

    /** Seconds of the tape in one second, or MAX; can be changed while it runs. */
    @WithDefault("1")
    String speed();

    /** Whether the replay starts by itself. */
    @WithDefault("false")
    boolean autostart();

    /** How much wall time one step of the replay covers. */
    @WithDefault("0.025S")
    Duration step();

    /** The most lines of the tape in one step (and as many at MAX). */
    @WithDefault("500")
    int maxLines();

    /** The step of prices. */
    @WithDefault("0.01")
    BigDecimal tick();

    /** The step of quantities. */
    @WithDefault("0.00000001")
    BigDecimal lot();

    /** The least value of an order, in the quote currency. */
    @WithDefault("1")
    BigDecimal minimumNotional();

    /** Fee of a fill that rested, in basis points of its value. */
    @WithDefault("15")
    BigDecimal makerBps();

    /** Fee of a fill that took, in basis points of its value. */
    @WithDefault("25")
    BigDecimal takerBps();

    /** By how much a taker's price is worse than the print, in basis points. */
    @WithDefault("5")
    BigDecimal slippageBps();

    /** Which part of a print's volume orders may take. */
    @WithDefault("1")
    BigDecimal participation();

    /** Whether balances may go below zero, so that shorts are possible. */
    @WithDefault("false")
    boolean margin();

    /** The most fills in a page of trade history. */
    @WithDefault("500")
    int pageSize();
}
