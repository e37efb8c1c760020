package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Outcome;
import dev.holdfast.runtime.handler.PortfolioHandler;
import dev.holdfast.runtime.handler.Received;
import dev.holdfast.runtime.handler.Unreadable;
import dev.holdfast.runtime.observe.RuntimeMetrics;
import dev.holdfast.runtime.observe.Tracing;
import dev.holdfast.runtime.observe.Tracing.Step;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.Trace;
import dev.holdfast.runtime.processing.BatchUnit.Working;
import dev.holdfast.runtime.processing.NaturalIds.NaturalId;
import dev.holdfast.runtime.processing.ReadRecord.Foldable;
import dev.holdfast.runtime.processing.ReadRecord.Invalid;
import dev.holdfast.runtime.processing.ReadRecord.Misplaced;
import dev.holdfast.runtime.processing.ReadRecord.Skipped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Folds one record, or what stands for one, into a unit. A fold that fails leaves the unit as is.
 */
final class Folding<S> {

    private static final Logger LOG = Logger.getLogger(Folding.class);

    private final PortfolioHandler<S> handler;
    private final Market market;
    private final EventWriter writer;
    private final DeadLetters deadLetters;
    private final RuntimeMetrics metrics;
    private final Tracing tracing;

    Folding(PortfolioHandler<S> handler, Market market, RuntimeMetrics metrics, Tracing tracing) {
        this.handler = handler;
        this.market = market;
        this.writer = new EventWriter(handler.service());
        this.deadLetters = new DeadLetters(handler.service());
        this.metrics = metrics;
        this.tracing = tracing;
    }

    void record(BatchUnit<S> unit, OwnedPartition<S> partition, ReadRecord read) {
        switch (read) {
            case Foldable foldable -> event(unit, partition, foldable);
            case Misplaced misplaced -> {
                unit.publish(
                        partition,
                        List.of(Forwarding.forwarded(misplaced.record(), misplaced.partition())));
                unit.count(() -> metrics.record(misplaced.topic(), "forwarded"));
            }
            case Skipped skipped ->
                    unit.count(() -> metrics.record(skipped.topic(), skipped.why()));
            case Invalid invalid -> invalid(unit, partition, invalid);
        }
    }

    private void event(BatchUnit<S> unit, OwnedPartition<S> partition, Foldable read) {
        Working<S> portfolio = unit.portfolio(partition, read.event().portfolioId());
        if (read.sequenced()) {
            switch (SequenceGuard.judge(
                    portfolio.read(),
                    read.source(),
                    read.sequence(),
                    read.topic().retention() == Topic.Retention.COMPACTED)) {
                case SequenceGuard.Verdict.Duplicate duplicate -> {
                    unit.count(() -> metrics.record(read.topic(), "duplicate"));
                    return;
                }
                case SequenceGuard.Verdict.Gap gap -> gap(unit, portfolio, read, gap.missing());
                case SequenceGuard.Verdict.Fresh fresh -> {}
            }
            portfolio.hasRead(read.source(), read.sequence());
        }
        boolean conflicting = false;
        if (read.naturalId().isPresent()) {
            NaturalId id = read.naturalId().get();
            List<byte[]> contents = unit.contentsOf(id.id());
            boolean repeated = contents.stream().anyMatch(id::sameContent);
            if (repeated && id.skipsRepetition()) {
                unit.count(() -> metrics.record(read.topic(), "duplicate"));
                return;
            }
            conflicting = !contents.isEmpty();
        }
        Received received = received(read, conflicting);
        Step step = step(read);
        unit.count(step::end);
        step.tagged(
                () -> {
                    try {
                        apply(
                                unit,
                                portfolio,
                                step::traceparent,
                                state -> handler.onEvent(state, received, market));
                        read.naturalId().ifPresent(id -> unit.sees(partition, id));
                        unit.count(() -> folded(read, step));
                    } catch (RuntimeException | StackOverflowError e) {
                        LOG.warnf(
                                e,
                                "%s/%d@%d could not be folded and goes to the dead letters",
                                read.record().topic(),
                                read.record().partition(),
                                read.record().offset());
                        step.failed(String.valueOf(e));
                        failed(unit, partition, portfolio, read, String.valueOf(e));
                    }
                });
    }

    private Step step(Foldable read) {
        return tracing.process(
                read.topic().topicName(),
                Topic.typeOf(read.event()),
                read.event().portfolioId(),
                read.event().runId(),
                read.traceparent());
    }

    private void folded(Foldable read, Step step) {
        step.tagged(
                () -> {
                    metrics.record(read.topic(), "folded");
                    metrics.age(
                            read.topic(),
                            Duration.ofMillis(
                                    System.currentTimeMillis() - read.record().timestamp()));
                });
    }

    private void gap(BatchUnit<S> unit, Working<S> portfolio, Foldable read, long missing) {
        LOG.errorf(
                "%d records of portfolio %s from %s are missing before sequence %d",
                missing, portfolio.id(), read.source(), read.sequence());
        unit.count(() -> metrics.gap(read.topic(), missing));
        safely(
                unit,
                portfolio,
                trace(read),
                state -> handler.onGap(state, received(read, false), missing));
    }

    /** The database refused what folding this record came to. */
    void refused(BatchUnit<S> unit, OwnedPartition<S> partition, ReadRecord read, String cause) {
        if (read instanceof Foldable foldable) {
            Working<S> portfolio = unit.portfolio(partition, foldable.event().portfolioId());
            if (foldable.sequenced()) {
                portfolio.hasRead(foldable.source(), foldable.sequence());
            }
            failed(unit, partition, portfolio, foldable, cause);
        } else {
            deadLetter(unit, partition, read.topic(), read.record(), "", cause);
        }
    }

    /** Nothing that the handler says of this record can be written. */
    void setAside(BatchUnit<S> unit, OwnedPartition<S> partition, ReadRecord read, String cause) {
        deadLetter(unit, partition, read.topic(), read.record(), "", cause);
    }

    private void failed(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            Working<S> portfolio,
            Foldable read,
            String cause) {
        deadLetter(unit, partition, read.topic(), read.record(), "", cause);
        safely(
                unit,
                portfolio,
                trace(read),
                state -> handler.onFailed(state, received(read, false), cause));
    }

    private void invalid(BatchUnit<S> unit, OwnedPartition<S> partition, Invalid invalid) {
        ConsumerRecord<byte[], byte[]> record = invalid.record();
        deadLetter(unit, partition, invalid.topic(), record, invalid.field(), invalid.message());
        invalid.portfolio()
                .ifPresent(
                        id ->
                                safely(
                                        unit,
                                        unit.portfolio(partition, id),
                                        Trace::start,
                                        state ->
                                                handler.onUnreadable(
                                                        state,
                                                        new Unreadable(
                                                                invalid.topic(),
                                                                record.partition(),
                                                                record.offset(),
                                                                Instant.ofEpochMilli(
                                                                        record.timestamp()),
                                                                record.value(),
                                                                invalid.field(),
                                                                invalid.message()),
                                                        market)));
    }

    private void deadLetter(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            String field,
            String cause) {
        unit.publish(partition, List.of(deadLetters.of(record, field, cause)));
        unit.count(() -> metrics.record(topic, "dead_letter"));
    }

    /** Marks and ticks for one portfolio. */
    void market(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            PortfolioId id,
            List<MarketEvent> events) {
        one(unit, partition, id, "market", state -> handler.onMarket(state, events, market));
    }

    /** A record among the marks that is none; one instance says so. */
    void invalidMark(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            ConsumerRecord<byte[], byte[]> record,
            EventCodec.Decoded.Invalid invalid) {
        deadLetter(unit, partition, Topic.MARKS, record, invalid.field(), invalid.message());
    }

    void takenOver(BatchUnit<S> unit, OwnedPartition<S> partition, PortfolioId id) {
        one(unit, partition, id, "takeover", state -> handler.onTakenOver(state, market));
    }

    /** Something from outside for one portfolio; what it throws goes to whoever asked. */
    void one(
            BatchUnit<S> unit,
            OwnedPartition<S> partition,
            PortfolioId id,
            String name,
            Function<S, Outcome<S>> fold) {
        MDC.put(Tracing.PORTFOLIO_ID, id.value());
        try {
            apply(unit, unit.portfolio(partition, id), () -> started(unit, name, id), fold);
        } finally {
            MDC.remove(Tracing.PORTFOLIO_ID);
        }
    }

    /** Only what says something is worth a trace. */
    private String started(BatchUnit<S> unit, String name, PortfolioId id) {
        Step step = tracing.start(name, id);
        unit.count(step::end);
        return step.traceparent();
    }

    /** What is said once a batch, for each portfolio that it changed. */
    void afterBatch(BatchUnit<S> unit) {
        for (Working<S> portfolio : unit.portfolios()) {
            if (portfolio.touched()) {
                safely(unit, portfolio, Trace::start, state -> handler.afterBatch(state, market));
            }
        }
    }

    private void safely(
            BatchUnit<S> unit,
            Working<S> portfolio,
            Supplier<String> trace,
            Function<S, Outcome<S>> fold) {
        try {
            apply(unit, portfolio, trace, fold);
        } catch (RuntimeException | StackOverflowError e) {
            metrics.handlerFailed();
            LOG.errorf(e, "The handler failed for portfolio %s; its state stays", portfolio.id());
        }
    }

    private void apply(
            BatchUnit<S> unit,
            Working<S> portfolio,
            Supplier<String> trace,
            Function<S, Outcome<S>> fold) {
        Outcome<S> outcome = fold.apply(portfolio.state());
        if (outcome.state() == portfolio.state()
                && outcome.events().isEmpty()
                && outcome.rows().isEmpty()) {
            return;
        }
        String traceparent = outcome.events().isEmpty() ? "" : trace.get();
        Map<String, Long> written = new HashMap<>();
        List<Outbound> records = new ArrayList<>(outcome.events().size());
        for (Event event : outcome.events()) {
            if (isMessage(event, portfolio.id())) {
                records.add(writer.outside(event, traceparent));
                continue;
            }
            if (!event.portfolioId().equals(portfolio.id())) {
                throw new IllegalStateException(
                        "A fold of portfolio "
                                + portfolio.id()
                                + " must not speak for "
                                + event.portfolioId());
            }
            String topic = Topic.of(event).topicName();
            long sequence = written.getOrDefault(topic, portfolio.written(topic)) + 1;
            written.put(topic, sequence);
            records.add(writer.sequenced(event, sequence, traceparent));
        }
        portfolio.become(outcome.state(), written);
        unit.publish(portfolio.partition(), records);
        unit.store(portfolio.partition(), outcome.rows());
    }

    /**
     * Between a portfolio and all of them, commands may pass. They are not counted, since many
     * write to one; their own ids tell repetitions.
     */
    private static boolean isMessage(Event event, PortfolioId from) {
        return event instanceof OperatorCommand && (from.isAll() != event.portfolioId().isAll());
    }

    private static Supplier<String> trace(Foldable read) {
        return () -> read.traceparent().orElseGet(Trace::start);
    }

    static Received received(Foldable read, boolean conflicting) {
        ConsumerRecord<byte[], byte[]> record = read.record();
        return new Received(
                read.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                read.event(),
                conflicting);
    }
}
