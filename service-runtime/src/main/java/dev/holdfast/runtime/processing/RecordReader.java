package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Trace;
import dev.holdfast.runtime.processing.ReadRecord.Foldable;
import dev.holdfast.runtime.processing.ReadRecord.Invalid;
import dev.holdfast.runtime.processing.ReadRecord.Misplaced;
import dev.holdfast.runtime.processing.ReadRecord.Skipped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a record of a topic that is keyed by portfolio: bytes, key and tags. */
final class RecordReader {

    private final String service;
    private final boolean hearsOfAll;

    /**
     * @param hearsOfAll whether commands to all portfolios are read
     */
    RecordReader(String service, boolean hearsOfAll) {
        this.service = service;
        this.hearsOfAll = hearsOfAll;
    }

    /**
     * @param partitions how many the topic has
     */
    ReadRecord read(Topic topic, ConsumerRecord<byte[], byte[]> record, int partitions) {
        Optional<PortfolioId> key =
                portfolioOf(record.key())
                        .filter(id -> !id.isAll() || topic == Topic.OPERATOR_COMMANDS);
        if (key.filter(PortfolioId::isAll).isPresent() && !hearsOfAll) {
            return new Skipped(topic, record, "for_all");
        }
        if (key.isEmpty()) {
            return new Invalid(
                    topic, record, key, "", "The key must be the portfolio_id of the record.");
        }
        int rightful = EventWriter.partition(record.key(), partitions);
        if (rightful != record.partition()) {
            return misplaced(topic, record, key, rightful);
        }
        return switch (EventCodec.decode(topic, record.value())) {
            case EventCodec.Decoded.UnknownType unknown ->
                    new Skipped(topic, record, "unknown_type");
            case EventCodec.Decoded.Invalid invalid ->
                    new Invalid(topic, record, key, invalid.field(), invalid.message());
            case EventCodec.Decoded.Known known -> checked(topic, record, key, known.event());
        };
    }

    private ReadRecord misplaced(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            Optional<PortfolioId> key,
            int rightful) {
        if (!service.equals(Forwarding.forwarder(topic))) {
            return new Skipped(topic, record, "misplaced");
        }
        if (Forwarding.wasForwarded(record)) {
            return new Invalid(
                    topic,
                    record,
                    key,
                    "",
                    "The record was forwarded once and still stands on partition "
                            + record.partition()
                            + " where its key leads to "
                            + rightful
                            + ".");
        }
        return new Misplaced(topic, record, rightful);
    }

    private ReadRecord checked(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            Optional<PortfolioId> key,
            Event event) {
        if (!event.portfolioId().equals(key.get())) {
            return new Invalid(
                    topic,
                    record,
                    key,
                    "portfolio_id",
                    "portfolio_id is "
                            + event.portfolioId()
                            + " but the key of the record is "
                            + key.get()
                            + ".");
        }
        Optional<Invalid> wrongTag =
                tag(topic, record, key, Headers.PORTFOLIO_ID, event.portfolioId().value())
                        .or(() -> tag(topic, record, key, Headers.RUN_ID, event.runId().value()));
        if (wrongTag.isPresent()) {
            return wrongTag.get();
        }
        String sequence = header(record, Headers.CE_SEQUENCE);
        long counted = 0;
        if (sequence != null) {
            try {
                counted = Long.parseLong(sequence);
            } catch (NumberFormatException e) {
                counted = -1;
            }
            if (counted < 1) {
                return new Invalid(
                        topic,
                        record,
                        key,
                        Headers.CE_SEQUENCE,
                        "The header ce_sequence must be a whole number from 1 on.");
            }
        }
        String source = header(record, Headers.CE_SOURCE);
        if (counted > 0 && source == null) {
            return new Invalid(
                    topic,
                    record,
                    key,
                    Headers.CE_SOURCE,
                    "A record with a ce_sequence must have a ce_source that counts it.");
        }
        String traceparent = header(record, Headers.TRACEPARENT);
        return new Foldable(
                topic,
                record,
                event,
                counted > 0 ? SequenceGuard.source(source, topic.topicName()) : "",
                counted,
                NaturalIds.of(event, counted > 0),
                Optional.ofNullable(traceparent).filter(Trace::isValid));
    }

    private static Optional<Invalid> tag(
            Topic topic,
            ConsumerRecord<byte[], byte[]> record,
            Optional<PortfolioId> key,
            String name,
            String expected) {
        String found = header(record, name);
        if (expected.equals(found)) {
            return Optional.empty();
        }
        String message =
                found == null
                        ? "The header " + name + " is missing; it must stand on every record."
                        : "The header "
                                + name
                                + " is '"
                                + found
                                + "' but the record says '"
                                + expected
                                + "'.";
        return Optional.of(new Invalid(topic, record, key, name, message));
    }

    private static Optional<PortfolioId> portfolioOf(byte[] key) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PortfolioId.of(new String(key, StandardCharsets.UTF_8)));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
