package dev.holdfast.verification.bench;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.portfolio.domain.BookedRates;
import dev.holdfast.portfolio.domain.Bookkeeper;
import dev.holdfast.portfolio.domain.Closer;
import dev.holdfast.portfolio.domain.LedgerFold;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Rebuild;
import dev.holdfast.portfolio.domain.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The ledger: folding fills, rebuilding portfolios, and how much room their state takes. */
final class LedgerBenchmark implements Benchmark {

    private static final int ROUNDS = 5;
    private static final int PORTFOLIOS = 200;
    private static final int FILLS_OF_EACH = 5_000;
    private static final int CORES = 2;
    private static final int HELD_PORTFOLIOS = 1_000;
    private static final int HELD_POSITIONS = 50;

    @Override
    public void measure(Report report, Size size) throws Exception {
        fold(report, size);
        rebuild(report, size);
        heap(report, size);
    }

    /**
     * One symbol, positions of some dozens of lots, on this one thread; the best of some rounds.
     */
    private static void fold(Report report, Size size) {
        for (CostBasis basis : CostBasis.values()) {
            LedgerFills fills = new LedgerFills(basis, new Random(1));
            var booked = fills.booked(size.of(300_000, 10_000));
            double best = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long began = System.nanoTime();
                LedgerFold fold = new LedgerFold(fills.empty());
                booked.forEach(fold::fill);
                fold.done();
                best = Math.max(best, booked.size() / ((System.nanoTime() - began) / 1e9));
            }
            report.atLeast("fold with lots, " + basis + ", one core", best, "fills/s", 300_000);
        }
    }

    /**
     * All records of each portfolio, from the bytes of their topic to a ledger, as {@code POST
     * /portfolios/{id}/rebuild} does it; reading them from the broker not included.
     */
    private static void rebuild(Report report, Size size) throws Exception {
        int portfolios = size.of(PORTFOLIOS, 4);
        report.step("Writing " + portfolios * FILLS_OF_EACH + " fills down");
        List<List<byte[]>> records =
                IntStream.range(0, portfolios)
                        .parallel()
                        .mapToObj(LedgerBenchmark::records)
                        .toList();
        report.step("Rebuilding " + portfolios + " portfolios from them");
        rebuild(records.getFirst(), 0);
        long began = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(CORES)) {
            List<Future<Long>> done = new ArrayList<>();
            for (int i = 0; i < portfolios; i++) {
                int number = i;
                Callable<Long> one = () -> rebuild(records.get(number), number);
                done.add(workers.submit(one));
            }
            for (Future<Long> one : done) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double fills = (double) portfolios * FILLS_OF_EACH;
        report.figure("rebuild, " + CORES + " cores", fills / seconds, "fills/s");
        report.atMost(
                "rebuild of " + (int) fills + " fills, " + CORES + " cores",
                seconds,
                "s",
                15 * fills / (PORTFOLIOS * FILLS_OF_EACH));
    }

    private static List<byte[]> records(int number) {
        LedgerFills fills = fills(number);
        return IntStream.range(0, FILLS_OF_EACH)
                .mapToObj(i -> EventCodec.encode(fills.next(i % 5)))
                .toList();
    }

    private static LedgerFills fills(int number) {
        CostBasis[] all = CostBasis.values();
        return new LedgerFills(all[number % all.length], new Random(number));
    }

    private static long rebuild(List<byte[]> records, int number) {
        LedgerFills fills = fills(number);
        Rebuild rebuild =
                new Rebuild(
                        fills.configured("p-" + number),
                        LedgerFills.LATELY,
                        BookedRates.NONE,
                        LedgerFills.NO_MARKET);
        for (byte[] record : records) {
            Event event =
                    ((EventCodec.Decoded.Known) EventCodec.decode(Topic.TRADES, record)).event();
            rebuild.take(event, false, event.occurredAt());
        }
        return rebuild.done().records();
    }

    /** What stays on the heap of the states, each folded from records of its own. */
    private static void heap(Report report, Size size) {
        int portfolios = size.of(HELD_PORTFOLIOS, 20);
        report.step("Holding " + portfolios + " portfolios of " + HELD_POSITIONS + " positions");
        long before = usedHeap();
        List<PortfolioState> held =
                IntStream.range(0, portfolios).mapToObj(LedgerBenchmark::held).toList();
        double megabytes = (usedHeap() - before) / 1e6;
        report.figure("state of one portfolio", 1e3 * megabytes / held.size(), "kB");
        report.atMost(
                "heap of " + held.size() + " portfolios of " + HELD_POSITIONS + " positions",
                megabytes,
                "MB",
                200.0 * held.size() / HELD_PORTFOLIOS);
    }

    /** Three fills a symbol; most positions stay open. */
    private static PortfolioState held(int number) {
        LedgerFills fills = fills(number);
        Bookkeeper bookkeeper = new Bookkeeper(LedgerFills.NO_MARKET);
        Closer closer = new Closer(Settings.DEFAULT, LedgerFills.NO_MARKET);
        PortfolioEvent.Configured configured = fills.configured("p-" + number);
        PortfolioState state = PortfolioState.initial(configured.portfolioId());
        state = bookkeeper.book(state, read(Topic.PORTFOLIOS, configured), false).state();
        state = bookkeeper.book(state, read(Topic.CASH, fills.deposit()), false).state();
        for (int i = 0; i < 3 * HELD_POSITIONS; i++) {
            Event fill = read(Topic.TRADES, fills.next(i % HELD_POSITIONS));
            state = closer.close(bookkeeper.book(state, fill, false).state()).state();
        }
        return state;
    }

    /** As it comes from its topic: nothing is shared with another record. */
    private static Event read(Topic topic, Event event) {
        return ((EventCodec.Decoded.Known) EventCodec.decode(topic, EventCodec.encode(event)))
                .event();
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
