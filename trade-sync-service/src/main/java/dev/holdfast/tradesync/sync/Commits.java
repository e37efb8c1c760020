package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.store.ChangeRow;
import dev.holdfast.tradesync.store.FillStore;
import dev.holdfast.tradesync.store.NeighbourStore;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The portfolios as somebody sees them who may block: each call ends after its commit. */
@ApplicationScoped
public class Commits implements Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 1000;

    private final Portfolios<PortfolioSync> portfolios;
    private final FillStore fills;
    private final NeighbourStore neighbours;

    Commits(Portfolios<PortfolioSync> portfolios, FillStore fills, NeighbourStore neighbours) {
        this.portfolios = portfolios;
        this.fills = fills;
        this.neighbours = neighbours;
    }

    @Override
    public PortfolioSync committed(PortfolioId portfolio) {
        return update(portfolio, SyncResult::unchanged);
    }

    @Override
    public PortfolioSync seen(PortfolioId portfolio) {
        return portfolios.owned(portfolio).orElseThrow(() -> new Portfolios.NotOwned(portfolio));
    }

    @Override
    public Update begin(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold) {
        CompletableFuture<PortfolioSync> update =
                portfolios
                        .update(portfolio, fold.andThen(ChangeRow::outcome))
                        .subscribeAsCompletionStage();
        return () -> done(Uni.createFrom().completionStage(update));
    }

    @Override
    public Known known(PortfolioSync state, String account, List<VenueFill> read) {
        return done(fills.known(state, account, read));
    }

    @Override
    public Set<TradeEvent.FillKey> claim(String account, Set<TradeEvent.FillKey> wanted) {
        return done(neighbours.claim(account, wanted));
    }

    @Override
    public List<VenueFill> toJudge(PortfolioSync state) {
        return done(fills.toJudge(state, AT_ONCE));
    }

    @Override
    public boolean holds(PortfolioId portfolio) {
        return done(fills.holds(portfolio));
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
