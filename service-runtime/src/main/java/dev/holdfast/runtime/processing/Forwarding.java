package dev.holdfast.runtime.processing;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.outbox.EventWriter;
import dev.holdfast.runtime.outbox.Outbound;
import dev.holdfast.runtime.outbox.Outbound.Tag;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import java.util.ArrayList;
import java.util.List;

/**
 * Records whose writer partitions by another hash than Java's clients stand on a wrong partition,
 * where nobody who owns their portfolio would see them. One service per topic brings them to the
 * right one; the others pass over the misplaced copy and read the forwarded one.
 */
final class Forwarding {

    /** Names the partition on which the record was found. */
    static final String FORWARDED_FROM = "forwarded_from";

    private Forwarding() {}

    static String forwarder(Topic topic) {
        return switch (topic) {
            case ORDER_INTENTS, OPERATOR_COMMANDS -> "risk-service";
            case PLAN_COMMANDS -> "plan-monitor-service";
            case RISK_DECISIONS -> "trade-sync-service";
            case PORTFOLIOS, RUNS, ORDERS, TRADES, CASH, COSTS, PLANS, VENUE_STATE, MARKS ->
                    "portfolio-service";
            case PORTFOLIO_STATE, EQUITY, RECONCILIATIONS, PORTFOLIO_DAYS -> "reporting-service";
        };
    }

    static boolean wasForwarded(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(FORWARDED_FROM) != null;
    }

    static Outbound forwarded(ConsumerRecord<byte[], byte[]> record, int partition) {
        List<Tag> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(
                    new Tag(header.key(), header.value() == null ? new byte[0] : header.value()));
        }
        headers.add(EventWriter.tag(FORWARDED_FROM, Integer.toString(record.partition())));
        return new Outbound(record.topic(), partition, record.key(), record.value(), headers);
    }
}
