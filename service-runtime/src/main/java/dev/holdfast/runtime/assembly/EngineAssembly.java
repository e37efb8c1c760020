package dev.holdfast.runtime.assembly;

import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.PortfolioHandler.MarketUse;
import dev.holdfast.runtime.handler.RowWriter;
import dev.holdfast.runtime.handler.StateRows;
import dev.holdfast.runtime.market.MarksCheckpoints;
import dev.holdfast.runtime.market.MarksReader;
import dev.holdfast.runtime.market.MarksTable;
import dev.holdfast.runtime.messaging.Inputs;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.observe.TaggedExemplars;
import dev.holdfast.runtime.observe.Tracing;
import dev.holdfast.runtime.outbox.OutboxPublisher;
import dev.holdfast.runtime.processing.Engine;
import dev.holdfast.runtime.store.BatchStore;
import dev.holdfast.runtime.web.Effects;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Builds the engine, starts the reading of marks, and stops both in order. */
@ApplicationScoped
public class EngineAssembly {

    private static final int BEFORE_THE_CHANNELS = 1;
    private static final int OVER_THE_DEFAULT = 1;

    private final Map<String, Object> broker;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private MarksReader marks;

    EngineAssembly(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    @Produces
    @Singleton
    MarksTable marksTable(RuntimeConfig config) {
        return new MarksTable(config.marksHistory());
    }

    @Produces
    @Singleton
    RuntimeMetrics metrics(MeterRegistry registry) {
        return new RuntimeMetrics(registry);
    }

    @Produces
    @Singleton
    Tracing tracing(Tracer tracer) {
        return new Tracing(tracer);
    }

    /** In the place of exemplars that know nothing but the trace. */
    @Produces
    @Singleton
    @Alternative
    @Priority(OVER_THE_DEFAULT)
    Optional<ExemplarSampler> exemplars() {
        return Optional.of(new TaggedExemplars());
    }

    @Produces
    @Singleton
    BatchStore store(Pool pool, Instance<RowWriter> writers, Instance<StateRows> stateRows) {
        return new BatchStore(pool, only(writers), only(stateRows));
    }

    private static <T> Optional<T> only(Instance<T> beans) {
        return beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
    }

    @Produces
    @Singleton
    OutboxPublisher outbox(ServiceHandler handler) {
        String service = handler.get().service();
        return new OutboxPublisher(() -> OutboxPublisher.connect(broker, service), stopping::get);
    }

    @Produces
    @Singleton
    Engine<Object> engine(
            ServiceHandler handler,
            BatchStore store,
            Pool pool,
            MarksTable table,
            OutboxPublisher outbox,
            RuntimeMetrics metrics,
            Tracing tracing) {
        return new Engine<>(
                new Engine.Parts<>(
                        handler.get(),
                        store,
                        new MarksCheckpoints(pool),
                        table,
                        outbox,
                        metrics,
                        tracing));
    }

    void start(
            @Observes @Priority(BEFORE_THE_CHANNELS) StartupEvent event,
            Engine<Object> engine,
            ServiceHandler service,
            Inputs inputs,
            Effects effects) {
        engine.consumption(inputs);
        engine.afterCommit(effects::committed);
        PortfolioHandler<Object> handler = service.get();
        if (handler.marketUse() != MarketUse.NONE) {
            marks = new MarksReader(broker, engine.marksFeed(), handler.service());
            marks.start();
        }
    }

    void stop(@Observes ShutdownEvent event, Engine<Object> engine) {
        stopping.set(true);
        if (marks != null) {
            marks.close();
        }
        engine.close();
    }

    /** What keeps the marks from being read. */
    public Optional<String> marksProblem() {
        return Optional.ofNullable(marks).map(MarksReader::problem);
    }
}
