package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.store.ChangeRow;
import dev.holdfast.tradesync.store.SyncStore;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The portfolios as somebody sees them who may block: each call ends after its commit. */
@ApplicationScoped
public class Commits implements Ledger {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Portfolios<PortfolioSync> portfolios;
    private final SyncStore store;

    Commits(Portfolios<PortfolioSync> portfolios, SyncStore store) {
        this.portfolios = portfolios;
        this.store = store;
    }

    @Override
    public PortfolioSync committed(PortfolioId portfolio) {
        return update(portfolio, SyncResult::unchanged);
    }

    @Override
    public PortfolioSync update(PortfolioId portfolio, Function<PortfolioSync, SyncResult> fold) {
        return done(portfolios.update(portfolio, fold.andThen(ChangeRow::outcome)));
    }

    @Override
    public FillBooking.Known known(PortfolioSync state, List<VenueFill> fills) {
        return done(store.known(state.portfolio(), state.account().orElseThrow().venue(), fills));
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    private static <T> T done(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }
}
