package dev.holdfast.portfolio.rebuild;

import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.PortfolioConfig;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.domain.Rebuild;
import dev.holdfast.portfolio.domain.Rebuilt;
import dev.holdfast.portfolio.rebuild.Comparison.Difference;
import dev.holdfast.portfolio.store.PutAway;
import dev.holdfast.portfolio.store.WrittenRecords;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.replay.Replay;
import dev.holdfast.runtime.replay.Replays;
import dev.holdfast.runtime.replay.Replays.Snapshot;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One rebuild: the state and positions of one commit, the records up to those positions folded
 * again, and both compared. A swap takes place in line with the portfolio's records, and only where
 * the live ledger is still the one that was compared; else the replay reads on first.
 */
@ApplicationScoped
class Rebuilder {

    /** In their order: what commutes first. */
    private static final List<Topic> TOPICS =
            List.of(Topic.CASH, Topic.COSTS, Topic.ORDERS, Topic.PLANS, Topic.TRADES);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 20;

    private final Replays replays;
    private final Portfolios<PortfolioState> portfolios;
    private final Market market;
    private final WrittenRecords written;
    private final int mostFills;

    Rebuilder(
            Replays replays,
            Portfolios<PortfolioState> portfolios,
            Market market,
            WrittenRecords written,
            PortfolioConfig config) {
        this.replays = replays;
        this.portfolios = portfolios;
        this.market = market;
        this.written = written;
        this.mostFills = config.rebuildFills();
    }

    /** Waits for broker and database; not for an event loop. */
    RebuildReport rebuild(PortfolioId portfolio, String rebuildId, boolean swap) {
        long began = System.nanoTime();
        Snapshot<PortfolioState> snapshot = snapshot(portfolio);
        Rebuild rebuild =
                Rebuild.beside(
                        snapshot.state(),
                        written.rates(portfolio).await().atMost(PATIENCE),
                        market);
        try (Replay replay = replays.open(portfolio, snapshot.partition())) {
            Rebuilt rebuilt = readOn(replay, rebuild, snapshot);
            List<Difference> differences = compare(snapshot.state(), rebuilt);
            boolean swapped = false;
            for (int i = 0; swap && !swapped && i < ATTEMPTS; i++) {
                if (i > 0) {
                    snapshot = snapshot(portfolio);
                    rebuilt = readOn(replay, rebuild, snapshot);
                }
                swapped = swap(rebuildId, snapshot, rebuilt, replay.unreadable());
            }
            Optional<String> message =
                    swap && !swapped
                            ? Optional.of(
                                    "The portfolio was booked to faster than the rebuild could"
                                            + " follow; try again when it trades less.")
                            : Optional.empty();
            return new RebuildReport(
                    rebuilt.records(),
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    differences.size(),
                    differences,
                    rebuilt.notBooked(),
                    replay.unreadable(),
                    swapped,
                    message);
        }
    }

    private Snapshot<PortfolioState> snapshot(PortfolioId portfolio) {
        return replays.snapshot(portfolio, PortfolioState.class)
                .await()
                .atMost(PATIENCE)
                .filter(found -> found.state().configuration().isPresent())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "There is no portfolio " + portfolio + "."));
    }

    private Rebuilt readOn(Replay replay, Rebuild rebuild, Snapshot<PortfolioState> snapshot) {
        for (Topic topic : TOPICS) {
            long through = snapshot.through().getOrDefault(topic, 0L);
            replay.read(
                    topic,
                    through,
                    record -> {
                        boolean booked =
                                rebuild.take(
                                        record.event(), record.conflicting(), record.recordedAt());
                        if (rebuild.fills() > mostFills) {
                            throw new IllegalStateException(
                                    "The portfolio has more than "
                                            + mostFills
                                            + " fills: give the service a larger heap and raise"
                                            + " holdfast.portfolio.rebuild-fills.");
                        }
                        return booked;
                    });
        }
        return rebuild.done();
    }

    private static List<Difference> compare(PortfolioState live, Rebuilt rebuilt) {
        List<Difference> differences =
                new ArrayList<>(
                        Comparison.of(live.journal().orElseThrow().current(), rebuilt.ledger()));
        differences.addAll(Comparison.of(live.plans(), rebuilt.plans()));
        return differences;
    }

    private boolean swap(
            String rebuildId,
            Snapshot<PortfolioState> compared,
            Rebuilt rebuilt,
            List<String> unreadable) {
        PortfolioId portfolio = compared.state().portfolioId();
        List<Row> rows = new ArrayList<>(unwritten(portfolio, compared));
        rebuilt.filed().forEach(filed -> rows.add(new PutAway(portfolio, filed)));
        AtomicBoolean swapped = new AtomicBoolean();
        AtomicReference<Turn> turn = new AtomicReference<>(Turn.OPEN);
        Uni<PortfolioState> swap =
                portfolios.update(
                        portfolio,
                        live -> {
                            boolean ours =
                                    turn.compareAndSet(Turn.OPEN, Turn.TAKEN)
                                            || turn.get() == Turn.TAKEN;
                            swapped.set(ours && sameJournal(compared.state(), live));
                            return swapped.get()
                                    ? new Outcome<>(
                                            live.rebuilt(
                                                    rebuilt, unreadable, "rebuild " + rebuildId),
                                            List.of(),
                                            rows)
                                    : Outcome.unchanged(live);
                        });
        CompletableFuture<PortfolioState> done = swap.subscribeAsCompletionStage();
        try {
            done.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // What is reported as not done must not happen later; what has begun is waited for.
            if (turn.compareAndSet(Turn.OPEN, Turn.GIVEN_UP)) {
                throw new IllegalStateException(
                        "The live ledger was busy for "
                                + PATIENCE.toSeconds()
                                + " s; ask for the rebuild again.",
                        e);
            }
            done.join();
        }
        return swapped.get();
    }

    /** Whose turn a swap is: the live ledger takes it once, or it is given up before. */
    private enum Turn {
        OPEN,
        TAKEN,
        GIVEN_UP
    }

    private static boolean sameJournal(PortfolioState compared, PortfolioState live) {
        return Comparison.of(compared.journal().orElseThrow(), live.journal().orElseThrow())
                .isEmpty();
    }

    /**
     * Records that the live ledger did not book, or fills that it did not as they are now known.
     */
    private List<Row> unwritten(PortfolioId portfolio, Snapshot<PortfolioState> snapshot) {
        Unwritten unwritten =
                new Unwritten(
                        written.fillDigests(portfolio).await().atMost(PATIENCE),
                        written.money(portfolio).await().atMost(PATIENCE));
        try (Replay replay = replays.open(portfolio, snapshot.partition())) {
            for (Topic topic : List.of(Topic.CASH, Topic.COSTS, Topic.TRADES)) {
                replay.read(
                        topic,
                        snapshot.through().getOrDefault(topic, 0L),
                        record ->
                                unwritten.take(
                                        record.event(), record.conflicting(), record.recordedAt()));
            }
        }
        return unwritten.rows();
    }
}
