package dev.holdfast.runtime.assembly;

import dev.holdfast.runtime.processing.Engine;
import dev.holdfast.runtime.processing.Status;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

import java.util.Optional;

/** Whether the instance folds, and if not, why. */
@ApplicationScoped
public class Health {

    private static final class Checks {
        private static final String LANE = "lane";
        private static final String OWNERSHIP = "ownership";
    }

    /** Restarting helps where the one thread that folds has not come to an end for long. */
    @Liveness
    @ApplicationScoped
    static class Lane implements HealthCheck {

        private final Engine<Object> engine;
        private final RuntimeConfig config;

        Lane(Engine<Object> engine, RuntimeConfig config) {
            this.engine = engine;
            this.config = config;
        }

        @Override
        public HealthCheckResponse call() {
            boolean waits = engine.status().problem().isPresent();
            boolean alive =
                    waits || engine.lane().sinceLastTurn().compareTo(config.stuckAfter()) < 0;
            return HealthCheckResponse.named(Checks.LANE)
                    .status(alive)
                    .withData("seconds_at_work", engine.lane().sinceLastTurn().toSeconds())
                    .build();
        }
    }

    /** It owns its share of the partitions and reaches what it needs. */
    @Readiness
    @ApplicationScoped
    static class Ownership implements HealthCheck {

        private final Engine<Object> engine;
        private final EngineAssembly assembly;

        Ownership(Engine<Object> engine, EngineAssembly assembly) {
            this.engine = engine;
            this.assembly = assembly;
        }

        @Override
        public HealthCheckResponse call() {
            Status status = engine.status();
            Optional<String> problem =
                    status.problem()
                            .or(assembly::marksProblem)
                            .or(
                                    () ->
                                            status.assigned()
                                                    ? Optional.empty()
                                                    : Optional.of(
                                                            "The consumer group has not assigned"
                                                                    + " partitions yet."));
            return HealthCheckResponse.named(Checks.OWNERSHIP)
                    .status(problem.isEmpty())
                    .withData("partitions", status.partitions())
                    .withData("problem", problem.orElse("none"))
                    .build();
        }
    }
}
