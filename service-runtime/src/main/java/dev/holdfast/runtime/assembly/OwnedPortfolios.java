package dev.holdfast.runtime.assembly;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.runtime.processing.Engine;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import jakarta.enterprise.context.Dependent;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The engine as a service sees it; its states are of the type that the service's handler has. */
@Dependent
public class OwnedPortfolios<S> implements Portfolios<S> {

    private final Engine<S> engine;

    @SuppressWarnings("unchecked")
    OwnedPortfolios(Engine<Object> engine) {
        this.engine = (Engine<S>) (Engine<?>) engine;
    }

    @Override
    public Map<PortfolioId, S> owned() {
        return engine.owned();
    }

    @Override
    public Optional<S> owned(PortfolioId portfolio) {
        return engine.owned(portfolio);
    }

    @Override
    public Uni<S> update(PortfolioId portfolio, Function<S, Outcome<S>> fold) {
        // What comes after it must not hold the lane.
        return Uni.createFrom()
                .completionStage(() -> engine.update(portfolio, fold))
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }
}
