package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Service;
import dev.holdfast.local.cli.Rest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * A position opened on day 1, held over two midnights of Sydney with a restart after each, and left
 * on day 3 by the stop that the nights have widened: on the deployed services, by paper orders.
 */
class PlanHeldOverMidnightsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(25);

    /** 25 November 2013, 11 o'clock in Sydney; its midnights are at 13:00 UTC. */
    private static final Instant OPEN = Instant.parse("2013-11-25T00:00:00Z");

    private static final Instant FIRST_MIDNIGHT = Instant.parse("2013-11-25T13:00:00Z");
    private static final Instant SECOND_MIDNIGHT = Instant.parse("2013-11-26T13:00:00Z");

    private static final String PORTFOLIO =
            """
            {"portfolio_id":"held","base_currency":"USD","timezone":"Australia/Sydney","venue":"bitstamp",
             "limits":{"max_mark_age":"P2D","max_total_exposure":"5000"},"overnight":{"widen":true,"widen_by":"10","cap_pct":"0.2"}}
            """;

    private static final String ENTRY =
            """
            {"client_order_id":"held-1","symbol":"BTC/USD","side":"BUY","order_type":"MARKET","quantity":"0.5",
             "plan":{"stop_price":"780","target_price":"900"}}
            """;

    /** When the price goes through the widened stop. */
    private static final Instant FALL = Instant.parse("2013-11-27T06:00:00Z");

    @TempDir Path directory;

    private Rest tape;
    private Rest plans;

    @Test
    void itIsWidenedOnceAtEachMidnightAndLeftByTheWidenedStopOnTheThirdDay() throws Exception {
        LocalDeployment.Options options =
                LocalDeployment.Options.at(directory, Path.of("../..").toRealPath())
                        .onPorts(Ports.free())
                        .with(Service.TRADE_SYNC, "HOLDFAST_PAPER_TAPE", tapeFile().toString());
        try (LocalDeployment holdfast = LocalDeployment.start(options)) {
            tape = rest(holdfast, Service.TRADE_SYNC);
            plans = rest(holdfast, Service.PLAN_MONITOR);
            Rest risk = rest(holdfast, Service.RISK);
            Rest ledger = rest(holdfast, Service.PORTFOLIO);
            ledger.post("portfolios", JSON.readTree(PORTFOLIO));
            ledger.post(
                    "portfolios/held/cash",
                    JSON.readTree(
                            "{\"movement_id\":\"m-1\",\"kind\":\"DEPOSIT\",\"amount\":\"10000\",\"currency\":\"USD\"}"));

            play(OPEN.plus(Duration.ofHours(1)));
            tape.put("paper/tape", JSON.readTree("{\"state\":\"RUNNING\",\"speed\":\"60\"}"));
            risk.post("portfolios/held/order-intents", JSON.readTree(ENTRY));
            JsonNode armed = until(plan -> plan.path("status").asText().equals("ARMED"));
            assertThat(armed.path("quantity").asText()).isEqualTo("0.5");
            untilHeld(ledger, 1);
            String exposure = exposure(risk);

            play(FIRST_MIDNIGHT.plus(Duration.ofMinutes(30)));
            JsonNode first = until(plan -> plan.path("times_widened").asInt() == 1);
            assertThat(first.path("stop_price").asText()).isEqualTo("770");
            assertThat(first.path("target_price").asText()).isEqualTo("910");
            assertThat(first.path("last_widened").asText()).isEqualTo("2013-11-26");
            assertThat(exposure(risk)).isEqualTo(exposure);
            killAndRestart(holdfast);
            assertThat(plan().path("times_widened").asInt()).isEqualTo(1);

            play(SECOND_MIDNIGHT.plus(Duration.ofMinutes(30)));
            JsonNode second = until(plan -> plan.path("times_widened").asInt() == 2);
            assertThat(second.path("stop_price").asText()).isEqualTo("760");
            assertThat(second.path("status").asText()).isEqualTo("ARMED");
            assertThat(exposure(risk)).isEqualTo(exposure);
            untilHeld(ledger, 1);
            killAndRestart(holdfast);

            play(FALL.plus(Duration.ofMinutes(10)));
            // Slowly from here: an exit that comes after the last print is never filled.
            tape.put("paper/tape", JSON.readTree("{\"state\":\"RUNNING\",\"speed\":\"300\"}"));
            JsonNode closed = until(plan -> plan.path("status").asText().equals("CLOSED"));
            assertThat(closed.path("exit_reason").asText()).isEqualTo("STOP");
            assertThat(closed.path("times_widened").asInt()).isEqualTo(2);
            JsonNode triggered = said(closed, "plan.triggered");
            assertThat(triggered.path("level").asText()).isEqualTo("760");
            assertThat(Instant.parse(triggered.path("at").asText())).isAfter(SECOND_MIDNIGHT);
            assertThat(triggered.path("by").asText()).isEqualTo("market");
            assertThat(said(closed, "plan.widened").at("/changes").toString())
                    .contains("stop_price");
            untilHeld(ledger, 0);
            assertThat(ledger.get("portfolios/held/trades").path("items")).hasSize(2);
        }
    }

    /**
     * Around 800 for two days; below the first stop and above the widened one on the third, then
     * through it.
     */
    private Path tapeFile() throws Exception {
        StringBuilder lines = new StringBuilder("timestamp,price,amount\n");
        Instant at = OPEN;
        while (at.isBefore(Instant.parse("2013-11-27T12:10:00Z"))) {
            String price = "800.0";
            if (at.isAfter(FALL)) {
                price = "758.0";
            } else if (at.isAfter(Instant.parse("2013-11-26T20:00:00Z"))) {
                price = "765.0";
            }
            lines.append(at.getEpochSecond()).append(',').append(price).append(",5.0\n");
            at = at.plusSeconds(60);
        }
        return Files.writeString(directory.resolve("tape.csv"), lines);
    }

    private void killAndRestart(LocalDeployment holdfast) {
        holdfast.kill(Service.PLAN_MONITOR);
        holdfast.restart(Service.PLAN_MONITOR);
        plans = rest(holdfast, Service.PLAN_MONITOR);
    }

    /** Plays the tape until the venue's clock is there, and pauses it. */
    private void play(Instant until) throws Exception {
        tape.put("paper/tape", JSON.readTree("{\"state\":\"RUNNING\",\"speed\":\"21600\"}"));
        await(
                "the tape at " + until,
                () -> {
                    JsonNode now = tape.get("paper/tape");
                    return now.path("state").asText().equals("FINISHED")
                            || !Instant.parse(now.path("at").asText()).isBefore(until);
                });
        if (!tape.get("paper/tape").path("state").asText().equals("FINISHED")) {
            tape.put("paper/tape", JSON.readTree("{\"state\":\"PAUSED\"}"));
        }
    }

    private JsonNode plan() {
        return plans.get("portfolios/held/plans/p-held-1");
    }

    private JsonNode until(Predicate<JsonNode> enough) {
        await("the plan", () -> enough.test(planIfThere()));
        return plan();
    }

    private JsonNode planIfThere() {
        for (JsonNode known : plans.get("portfolios/held/plans").path("items")) {
            return known;
        }
        for (JsonNode known : plans.get("portfolios/held/plans?status=closed").path("items")) {
            return known;
        }
        return JSON.missingNode();
    }

    private static JsonNode said(JsonNode plan, String type) {
        for (JsonNode entry : plan.path("history")) {
            if (entry.path("type").asText().equals(type)) {
                return entry;
            }
        }
        throw new AssertionError("No " + type + " in " + plan.path("history"));
    }

    private static String exposure(Rest risk) {
        for (JsonNode item : risk.get("portfolios/held/headroom").path("items")) {
            if (item.toString().contains("MAX_TOTAL_EXPOSURE")) {
                return item.toString();
            }
        }
        throw new AssertionError("No headroom is said of the whole exposure.");
    }

    private static void untilHeld(Rest ledger, int positions) {
        await(
                positions + " positions",
                () -> ledger.get("portfolios/held/positions").path("items").size() == positions);
    }

    private static Rest rest(LocalDeployment holdfast, Service service) {
        return new Rest(holdfast.url(service), holdfast.apiKey());
    }

    private static void await(String what, Callable<Boolean> there) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(BETWEEN_QUESTIONS).until(there);
    }
}
