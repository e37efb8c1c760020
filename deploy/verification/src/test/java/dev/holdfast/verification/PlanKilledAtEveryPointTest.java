package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Service;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * plan-monitor-service is killed while exits stand at every point between mark and close. What is
 * beside it (risk, venue) is played here, and answers each order once, as they do.
 */
class PlanKilledAtEveryPointTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AT = "2013-11-25T01:00:%02dZ";
    private static final int ROUNDS = 2;

    /** How far an exit has come when the service is killed. */
    private enum Point {
        ARMED,
        MARKED,
        TRIGGERED,
        INTENDED,
        DECIDED,
        ACCEPTED,
        FILLED,
        DONE
    }

    @TempDir Path directory;

    private KafkaProducer<String, String> outside;
    private final Set<String> answered = new HashSet<>();

    @Test
    void eachExitIsTradedExactlyOnceWhereverTheServiceIsKilled() throws Exception {
        LocalDeployment.Options alone =
                LocalDeployment.Options.at(directory, Path.of("../..").toRealPath())
                        .onPorts(Ports.free())
                        .only(Set.of(Service.PLAN_MONITOR));
        try (LocalDeployment holdfast = LocalDeployment.start(alone);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", holdfast.bootstrapServers()),
                                new StringSerializer(),
                                new StringSerializer());
                TopicTail said =
                        new TopicTail(
                                holdfast.bootstrapServers(), "plans.v1", "order-intents.v1")) {
            outside = producer;
            for (int round = 0; round < ROUNDS; round++) {
                List<String> portfolios = new ArrayList<>();
                for (Point point : Point.values()) {
                    String portfolio = "k-" + round + "-" + point.ordinal();
                    portfolios.add(portfolio);
                    arm(portfolio, said);
                }
                for (Point point : Point.values()) {
                    advance(portfolios.get(point.ordinal()), point, said);
                }
                holdfast.kill(Service.PLAN_MONITOR);
                holdfast.restart(Service.PLAN_MONITOR);
                for (Point point : Point.values()) {
                    finish(portfolios.get(point.ordinal()), point, said);
                }
            }
            tradedOnce(said);
        }
    }

    private void arm(String portfolio, TopicTail said) {
        mark(portfolio, "800", 0);
        send(
                "portfolios.v1",
                portfolio,
                """
                "type":"portfolio.configured","version":1,"name":"%1$s","base_currency":"USD","timezone":"UTC",
                "reporting_timezones":[],"cost_basis":"AVERAGE","venue":"%1$s","mode":"PAPER",
                "client_order_prefix":"%1$s","limits":{"allow_short":false,"exclude_baseline":false},
                "overnight":{"widen":false,"restore_after_open":false,"may_give_up_breakeven":false,"rearm_on_restart":true},"""
                        .formatted(portfolio));
        send("risk-decisions.v1", portfolio, approved(portfolio, "e-" + portfolio, "BUY", false));
        fill(portfolio, "e-" + portfolio, "BUY");
        done(portfolio, "e-" + portfolio, "BUY");
        said.await(
                portfolio + " to be armed",
                record -> is(TopicTail.value(record), portfolio, "plan.armed"));
    }

    /** Sends what brings the exit to this point, and where the service must act waits for it. */
    private void advance(String portfolio, Point point, TopicTail said) {
        String exit = "p-e-" + portfolio + "-x3";
        if (point.compareTo(Point.MARKED) >= 0) {
            mark(portfolio, "770", 1);
        }
        if (point.compareTo(Point.TRIGGERED) >= 0) {
            said.await(
                    portfolio + " to be triggered",
                    record -> is(TopicTail.value(record), portfolio, "plan.triggered"));
        }
        if (point.compareTo(Point.INTENDED) >= 0) {
            intended(portfolio, said);
        }
        if (point.compareTo(Point.DECIDED) >= 0) {
            answered.add(exit);
            send("risk-decisions.v1", portfolio, approved(portfolio, exit, "SELL", true));
        }
        if (point.compareTo(Point.ACCEPTED) >= 0) {
            send("orders.v1", portfolio, order("order.accepted", exit, "SELL", "0"));
        }
        if (point.compareTo(Point.FILLED) >= 0) {
            fill(portfolio, exit, "SELL");
        }
        if (point == Point.DONE) {
            done(portfolio, exit, "SELL");
        }
    }

    /**
     * What is missing from this point on; an order that was answered before is not answered again.
     */
    private void finish(String portfolio, Point point, TopicTail said) {
        if (point == Point.ARMED) {
            mark(portfolio, "770", 2);
        }
        String exit = intended(portfolio, said);
        if (answered.add(exit)) {
            send("risk-decisions.v1", portfolio, approved(portfolio, exit, "SELL", true));
        }
        if (point.compareTo(Point.FILLED) < 0) {
            fill(portfolio, exit, "SELL");
        }
        if (point.compareTo(Point.DONE) < 0) {
            done(portfolio, exit, "SELL");
        }
        said.await(
                portfolio + " to be closed",
                record -> is(TopicTail.value(record), portfolio, "plan.closed"));
    }

    private static String intended(String portfolio, TopicTail said) {
        return read(TopicTail.value(
                        said.await(
                                portfolio + " to leave",
                                record ->
                                        is(TopicTail.value(record), portfolio, "order.intended"))))
                .path("client_order_id")
                .asText();
    }

    /** One order of the whole position for each plan; a record said again is the same record. */
    private static void tradedOnce(TopicTail said) {
        Set<String> orders = new HashSet<>();
        Set<String> closes = new HashSet<>();
        said.toTheEnd()
                .forEach(
                        record -> {
                            JsonNode event = read(TopicTail.value(record));
                            String once =
                                    event.path("portfolio_id").asText()
                                            + " "
                                            + TopicTail.header(record, "ce_sequence");
                            switch (event.path("type").asText()) {
                                case "order.intended" -> {
                                    assertThat(event.path("quantity").asText()).isEqualTo("1");
                                    assertThat(event.path("reduce_only").asBoolean()).isTrue();
                                    orders.add(
                                            event.path("portfolio_id").asText()
                                                    + " "
                                                    + event.path("client_order_id").asText());
                                }
                                case "plan.closed" -> closes.add(once);
                                default -> {}
                            }
                        });
        assertThat(orders).hasSize(ROUNDS * Point.values().length);
        assertThat(closes).hasSize(ROUNDS * Point.values().length);
    }

    private static boolean is(String value, String portfolio, String type) {
        JsonNode event = read(value);
        return event.path("type").asText().equals(type)
                && event.path("portfolio_id").asText().equals(portfolio);
    }

    private static JsonNode read(String value) {
        try {
            return JSON.readTree(value);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String approved(String portfolio, String order, String side, boolean exit) {
        String plan = exit ? "" : ",\"plan\":{\"stop_price\":\"780\"}";
        String of = exit ? ",\"plan_id\":\"p-e-" + portfolio + "\"" : "";
        return """
        "type":"order.approved","client_order_id":"%1$s","checks":[],"reserved":"0","exposure_before":"0",
        "exposure_after":"0","limits_version":1,"order":{"portfolio_id":"%2$s","run_id":"-","client_order_id":"%1$s",
        "symbol":"BTC/USD","side":"%3$s","order_type":"MARKET","quantity":"1","time_in_force":"GTC","reduce_only":%4$s,
        "occurred_at":"2013-11-25T01:00:00Z"%5$s%6$s},"""
                .formatted(order, portfolio, side, exit, plan, of);
    }

    private void fill(String portfolio, String order, String side) {
        send(
                "trades.v1",
                portfolio,
                """
                "type":"trade.synced","venue":"%3$s","trade_id":"t-%1$s","order_id":"v-%1$s","client_order_id":"%1$s",
                "symbol":"BTC/USD","side":"%2$s","quantity":"1","price":"800","fees":[],"liquidity":"TAKER",
                "origin":"PLATFORM","recorded_at":"2013-11-25T01:00:01Z","""
                        .formatted(order, side, portfolio));
    }

    private void done(String portfolio, String order, String side) {
        send("orders.v1", portfolio, order("order.filled", order, side, "1"));
    }

    private static String order(String type, String order, String side, String filled) {
        return """
        "type":"%1$s","venue":"paper","client_order_id":"%2$s","order_id":"v-%2$s","symbol":"BTC/USD",
        "side":"%3$s","order_type":"MARKET","quantity":"1","filled_quantity":"%4$s","average_price":"800",
        "reduce_only":false,"""
                .formatted(type, order, side, filled);
    }

    /** Each portfolio has a venue of its own, so a mark is for it alone. */
    private void mark(String portfolio, String price, int second) {
        send(
                "marks.v1",
                "*",
                """
                "type":"mark.updated","venue":"%s","symbol":"BTC/USD","price":"%s","recorded_at":"2013-11-25T01:00:00Z","""
                        .formatted(portfolio, price),
                second);
    }

    private void send(String topic, String portfolio, String fields) {
        send(topic, portfolio, fields, 0);
    }

    private void send(String topic, String portfolio, String fields, int second) {
        String value =
                "{"
                        + fields.strip().replaceAll("\\s*\\n\\s*", "")
                        + "\"portfolio_id\":\"%s\",\"run_id\":\"-\",\"occurred_at\":\"%s\"}"
                                .formatted(portfolio, AT.formatted(second));
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, portfolio, value);
        record.headers().add("portfolio_id", portfolio.getBytes(StandardCharsets.UTF_8));
        record.headers().add("run_id", "-".getBytes(StandardCharsets.UTF_8));
        outside.send(record);
        outside.flush();
    }
}
