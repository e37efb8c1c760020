package dev.holdfast.runtime.assembly;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.runtime.processing.Engine;
import dev.holdfast.runtime.processing.States;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.store.Claim.StoredPortfolio;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.Dependent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** States as the database has them. */
@Dependent
public class StatesInStore<S> implements StoredStates<S> {

    private final BatchStore store;
    private final PortfolioHandler<S> handler;
    private final Engine<S> engine;

    @SuppressWarnings("unchecked")
    StatesInStore(BatchStore store, ServiceHandler handler, Engine<Object> engine) {
        this.store = store;
        this.engine = (Engine<S>) (Engine<?>) engine;
        this.handler = (PortfolioHandler<S>) (PortfolioHandler<?>) handler.get();
    }

    @Override
    public Uni<Optional<S>> find(PortfolioId portfolio) {
        return store.find(portfolio.value())
                .map(
                        found ->
                                found.map(
                                        stored ->
                                                States.read(stored.state(), handler.stateType())));
    }

    @Override
    public Uni<Optional<S>> atHand(PortfolioId portfolio) {
        Optional<S> owned = engine.owned(portfolio);
        return owned.isPresent() ? Uni.createFrom().item(owned) : find(portfolio);
    }

    @Override
    public Uni<Map<PortfolioId, S>> all() {
        return store.all()
                .map(
                        found -> {
                            Map<PortfolioId, S> states = new LinkedHashMap<>();
                            for (StoredPortfolio stored : found) {
                                states.put(
                                        PortfolioId.of(stored.portfolioId()),
                                        States.read(stored.state(), handler.stateType()));
                            }
                            return states;
                        });
    }
}
