package dev.holdfast.verification.bench;

import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.portfolio.domain.Attribution;
import dev.holdfast.portfolio.domain.Fill;
import dev.holdfast.portfolio.domain.Ledger;
import dev.holdfast.portfolio.domain.LedgerFold;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The ledger: folding fills, rebuilding portfolios, and how much room their state takes. */
final class LedgerBenchmark implements Benchmark {

    private static final Instant BEGAN = Instant.parse("2024-01-01T00:00:00Z");
    private static final int ROUNDS = 5;

    @Override
    public void measure(Report report, Size size) {
        fold(report, size);
    }

    /** One symbol under FIFO, positions of some dozens of lots, on this one thread. */
    private static void fold(Report report, Size size) {
        List<Fill> fills = fills(size.of(300_000, 10_000));
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            LedgerFold fold = new LedgerFold(Ledger.empty(Currency.of("USD"), CostBasis.FIFO));
            fills.forEach(fold::fill);
            fold.done();
            best = Math.max(best, fills.size() / ((System.nanoTime() - began) / 1e9));
        }
        report.atLeast("fold with lots, one core", best, "fills/s", 300_000);
    }

    private static List<Fill> fills(int count) {
        Random random = new Random(1);
        List<Fill> fills = new ArrayList<>(count);
        long held = 0;
        for (int i = 0; i < count; i++) {
            long quantity = 1 + random.nextInt(1_000);
            // Mostly in one direction until some dozens of lots are open, then back through zero.
            boolean buy = held < 20_000 && random.nextInt(100) < (held > 10_000 ? 40 : 55);
            held += buy ? quantity : -quantity;
            fills.add(
                    fill(i, buy ? Side.BUY : Side.SELL, quantity, 80_000 + random.nextInt(9_000)));
        }
        return fills;
    }

    private static Fill fill(int number, Side side, long thousandths, long cents) {
        BigDecimal quantity = BigDecimal.valueOf(thousandths, 3);
        BigDecimal price = BigDecimal.valueOf(cents, 2);
        return new Fill(
                Venue.of("bitstamp"),
                Symbol.of("BTC/USD"),
                OrderId.of("o-" + number / 2),
                TradeId.of(String.valueOf(number)),
                Optional.empty(),
                side,
                quantity,
                price,
                List.of(
                        new Fill.Fee(
                                quantity.multiply(price).movePointLeft(3),
                                Currency.of("USD"),
                                Optional.of(BigDecimal.ONE),
                                Optional.of(BigDecimal.ONE))),
                Optional.of(BigDecimal.ONE),
                new Attribution(
                        Optional.of(BotVersion.of("v" + number / 50_000)),
                        RunId.of("r-1"),
                        Optional.empty()),
                BEGAN.plusMillis(number * 250L));
    }
}
