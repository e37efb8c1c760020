package dev.holdfast.verification;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Headers;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.stub.StubBook;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Holdfast has said of a LIVE portfolio, to be compared with the book of its venue. */
final class Told {

    private final TopicTail said;
    private final PortfolioId portfolio;

    Told(TopicTail said, PortfolioId portfolio) {
        this.said = said;
        this.portfolio = portfolio;
    }

    long decisions() {
        return events(Topic.RISK_DECISIONS)
                .filter(
                        event ->
                                event instanceof RiskEvent.Approved
                                        || event instanceof RiskEvent.Rejected)
                .count();
    }

    List<ClientOrderId> accepted() {
        return events(Topic.ORDERS)
                .filter(OrderEvent.Accepted.class::isInstance)
                .map(event -> ((OrderEvent) event).clientOrderId())
                .toList();
    }

    List<Event> refused() {
        return events(Topic.ORDERS).filter(OrderEvent.Refused.class::isInstance).toList();
    }

    List<Class<?>> ends(String order) {
        return events(Topic.ORDERS)
                .filter(
                        event ->
                                switch (event) {
                                    case OrderEvent.Filled filled ->
                                            filled.orderId().value().equals(order);
                                    case OrderEvent.Cancelled cancelled ->
                                            cancelled.orderId().orElseThrow().value().equals(order);
                                    default -> false;
                                })
                .<Class<?>>map(Event::getClass)
                .toList();
    }

    /** What a fill is to both sides. */
    record Fill(
            String trade,
            String order,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            Origin origin) {

        static Fill of(StubBook.Fill fill) {
            return new Fill(
                    fill.id(),
                    fill.orderId(),
                    fill.quantity().stripTrailingZeros(),
                    fill.price().stripTrailingZeros(),
                    fill.fee().stripTrailingZeros(),
                    Origin.PLATFORM);
        }
    }

    List<Fill> fills() {
        return events(Topic.TRADES)
                .map(TradeEvent.Synced.class::cast)
                .map(
                        fill ->
                                new Fill(
                                        fill.tradeId().value(),
                                        fill.orderId().value(),
                                        fill.quantity().value().stripTrailingZeros(),
                                        fill.price().value().stripTrailingZeros(),
                                        fill.fees().getFirst().amount().stripTrailingZeros(),
                                        fill.origin()))
                .toList();
    }

    /** Whether balances and open orders were told last as they stand in the book. */
    boolean shown(StubBook book) {
        return events(Topic.VENUE_STATE)
                .filter(VenueEvent.AccountObserved.class::isInstance)
                .map(VenueEvent.AccountObserved.class::cast)
                .reduce((earlier, later) -> later)
                .filter(
                        last ->
                                last.balances().stream()
                                        .allMatch(
                                                balance ->
                                                        balance.total()
                                                                        .compareTo(
                                                                                book.balances()
                                                                                        .get(
                                                                                                balance.currency()
                                                                                                        .value()))
                                                                == 0))
                .filter(last -> last.balances().size() == book.balances().size())
                .filter(
                        last ->
                                last.openOrders().stream()
                                        .map(order -> order.orderId().value())
                                        .collect(Collectors.toCollection(TreeSet::new))
                                        .equals(
                                                book.openOrders().stream()
                                                        .map(StubBook.Order::id)
                                                        .collect(
                                                                Collectors.toCollection(
                                                                        TreeSet::new))))
                .isPresent();
    }

    /** Whether no difference between ledger and venue stands; agreement is said but once. */
    boolean agrees() {
        return events(Topic.RECONCILIATIONS)
                .reduce((earlier, later) -> later)
                .filter(ReconciliationEvent.Matched.class::isInstance)
                .isPresent();
    }

    /** What a topic says, each event once: one that is published again has the same sequence. */
    Stream<Event> events(Topic topic) {
        Map<String, ConsumerRecord<String, byte[]>> once = new LinkedHashMap<>();
        said.toTheEnd().stream()
                .filter(record -> record.topic().equals(topic.topicName()))
                .filter(record -> portfolio.value().equals(record.key()))
                .forEach(
                        record ->
                                once.putIfAbsent(
                                        TopicTail.header(record, Headers.CE_SEQUENCE), record));
        return once.values().stream()
                .map(record -> EventCodec.decode(topic, record.value()))
                .map(decoded -> ((EventCodec.Decoded.Known) decoded).event());
    }
}
