package dev.holdfast.reporting.store;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One point of the equity curve.
 *
 * @param drawdown how far net PnL is below its highest point of all time until then
 */
public record CurvePoint(
        Instant at,
        Optional<BigDecimal> equity,
        Optional<BigDecimal> netPnl,
        Optional<BigDecimal> drawdown) {}
