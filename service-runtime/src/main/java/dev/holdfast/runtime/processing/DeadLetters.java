package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.Outbound.Tag;
import dev.holdfast.runtime.outbox.Trace;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records that a service could not read or fold, whole, so that they can be driven again after the
 * fix: key and value are the original's, its headers stand there with a prefix. Whoever drives one
 * again leaves {@code ce_sequence} out, since the original's counts as read.
 */
final class DeadLetters {

    static final String TYPE = "record.rejected";
    static final String CAUSE = "dead_letter_cause";
    static final String FIELD = "dead_letter_field";
    static final String TOPIC = "dead_letter_topic";
    static final String PARTITION = "dead_letter_partition";
    static final String OFFSET = "dead_letter_offset";
    static final String CUT_FROM = "dead_letter_cut_from";
    static final String ORIGINAL = "original_";

    private static final int MAX_CAUSE = 2_000;

    private final String service;
    private final String topic;

    DeadLetters(String service) {
        this.service = service;
        this.topic = Topic.deadLetters(service);
    }

    Outbound of(ConsumerRecord<byte[], byte[]> record, String field, String cause) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        List<Tag> headers = new ArrayList<>();
        headers.add(
                EventWriter.tag(
                        Headers.CE_ID,
                        service
                                + "/dead-letter/"
                                + record.topic()
                                + "/"
                                + record.partition()
                                + "/"
                                + record.offset()));
        headers.add(EventWriter.tag(Headers.CE_TYPE, TYPE));
        headers.add(EventWriter.tag(Headers.CE_SOURCE, service));
        headers.add(
                EventWriter.tag(
                        Headers.CE_TIME, Instant.ofEpochMilli(record.timestamp()).toString()));
        headers.add(EventWriter.tag(Headers.CE_SPECVERSION, "1.0"));
        headers.add(header(record, Headers.CONTENT_TYPE, "application/json"));
        headers.add(header(record, Headers.TRACEPARENT, Trace.start()));
        headers.add(
                header(
                        record,
                        Headers.PORTFOLIO_ID,
                        record.key() == null || record.key().length == 0
                                ? "-"
                                : new String(record.key(), StandardCharsets.UTF_8)));
        headers.add(header(record, Headers.RUN_ID, RunId.NONE.value()));
        headers.add(EventWriter.tag(TOPIC, record.topic()));
        headers.add(EventWriter.tag(PARTITION, Integer.toString(record.partition())));
        headers.add(EventWriter.tag(OFFSET, Long.toString(record.offset())));
        headers.add(EventWriter.tag(FIELD, field));
        headers.add(
                EventWriter.tag(
                        CAUSE,
                        cause.length() <= MAX_CAUSE ? cause : cause.substring(0, MAX_CAUSE)));
        for (Header original : record.headers()) {
            headers.add(
                    new Tag(
                            ORIGINAL + original.key(),
                            original.value() == null ? new byte[0] : original.value()));
        }
        if (value.length > EventWriter.MAX_VALUE_BYTES) {
            headers.add(EventWriter.tag(CUT_FROM, Integer.toString(value.length)));
            value = Arrays.copyOf(value, EventWriter.MAX_VALUE_BYTES);
        }
        return new Outbound(topic, Outbound.BY_KEY, record.key(), value, headers);
    }

    private static Tag header(
            ConsumerRecord<byte[], byte[]> record, String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? EventWriter.tag(name, otherwise)
                : new Tag(name, header.value());
    }
}
