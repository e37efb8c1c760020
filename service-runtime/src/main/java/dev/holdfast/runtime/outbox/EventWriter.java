package dev.holdfast.runtime.outbox;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.outbox.Outbound.Tag;

import org.apache.kafka.common.utils.Utils;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes events as the records of the wire: key, payload and every header that must stand there.
 */
public final class EventWriter {

    /** What a broker takes by default, less room for headers. */
    public static final int MAX_VALUE_BYTES = 900_000;

    private static final Tag JSON = tag(Headers.CONTENT_TYPE, "application/json");
    private static final Tag VERSION = tag(Headers.CE_SPECVERSION, "1.0");

    private final String service;
    private final Tag source;

    public EventWriter(String service) {
        this.service = service;
        this.source = tag(Headers.CE_SOURCE, service);
    }

    /**
     * An event of a fold, the {@code sequence}th of its portfolio on its topic: written twice, it
     * is the same record.
     */
    public Outbound sequenced(Event event, long sequence, String traceparent) {
        Topic topic = Topic.of(event);
        String id = service + "/" + event.portfolioId() + "/" + topic.topicName() + "/" + sequence;
        List<Tag> headers = headers(event, id, traceparent);
        headers.add(tag(Headers.CE_SEQUENCE, Long.toString(sequence)));
        return outbound(topic, Outbound.BY_KEY, event.portfolioId().value(), event, headers);
    }

    /** An event as somebody outside would publish it. */
    public Outbound outside(Event event, String traceparent) {
        return outbound(
                Topic.of(event),
                Outbound.BY_KEY,
                event.portfolioId().value(),
                event,
                headers(event, UUID.randomUUID().toString(), traceparent));
    }

    /** A mark or a tick: a venue's stand in one partition, so that they stay in order. */
    public Outbound market(MarketEvent event, int partitions, String traceparent) {
        String key =
                switch (event) {
                    case MarketEvent.MarkUpdated mark -> mark.venue() + "/" + mark.symbol();
                    case MarketEvent.ClockTicked tick -> tick.venue().value();
                };
        int partition = partition(bytes(event.venue().value()), partitions);
        return outbound(
                Topic.MARKS,
                partition,
                key,
                event,
                headers(event, UUID.randomUUID().toString(), traceparent));
    }

    /** Where the Java client puts a key. */
    public static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private List<Tag> headers(Event event, String id, String traceparent) {
        List<Tag> headers = new ArrayList<>(10);
        headers.add(tag(Headers.CE_ID, id));
        headers.add(tag(Headers.CE_TYPE, Topic.typeOf(event)));
        headers.add(source);
        headers.add(tag(Headers.CE_TIME, event.occurredAt().toString()));
        headers.add(VERSION);
        headers.add(JSON);
        headers.add(tag(Headers.TRACEPARENT, traceparent));
        headers.add(tag(Headers.PORTFOLIO_ID, event.portfolioId().value()));
        headers.add(tag(Headers.RUN_ID, event.runId().value()));
        return headers;
    }

    private static Outbound outbound(
            Topic topic, int partition, String key, Event event, List<Tag> headers) {
        byte[] value = EventCodec.encode(event);
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "An event of "
                            + value.length
                            + " bytes is more than a broker takes: "
                            + Topic.typeOf(event));
        }
        return new Outbound(topic.topicName(), partition, bytes(key), value, headers);
    }

    public static Tag tag(String name, String value) {
        return new Tag(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
