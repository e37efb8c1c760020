package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The demonstration as a user runs it: a real week, six midnights, two services killed, a bot
 * replaced, and books that agree to the last digit.
 */
class WeekReplayedTest {

    private static final long LIMIT_MINUTES = 15;

    @TempDir static Path directory;

    private static int status;
    private static String output;
    private static JsonNode summary;

    @BeforeAll
    static void theDemonstrationRuns() throws Exception {
        Path checkout = Path.of("../..").toRealPath();
        Path json = directory.resolve("summary.json");
        File log = directory.resolve("output.log").toFile();
        ProcessBuilder demo =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        checkout.resolve("deploy/local/target/classes")
                                + File.pathSeparator
                                + checkout.resolve("deploy/local/target/lib")
                                + File.separator
                                + "*",
                        "dev.holdfast.local.Launcher",
                        "demo",
                        "--exit",
                        "--json",
                        json.toString(),
                        "--port-base",
                        "0");
        demo.environment().put("HOLDFAST_CHECKOUT", checkout.toString());
        demo.environment().put("HOLDFAST_HOME", directory.resolve("state").toString());
        Process process = demo.redirectErrorStream(true).redirectOutput(log).start();
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
            process.waitFor();
        }
        output = Files.readString(log.toPath());
        assertThat(ended).as(output).isTrue();
        assertThat(json).as(output).exists();
        status = process.exitValue();
        summary = new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void theLedgerEqualsTheVenueToTheLastDigit() {
        assertThat(summary.path("differences")).as(output).isEmpty();
        assertThat(summary.path("ledger_equals_venue").asBoolean()).isTrue();
    }

    @Test
    void nothingThatTheWeekMustShowIsMissing() {
        assertThat(summary.path("missing")).as(output).isEmpty();
        assertThat(status).isZero();
    }

    @Test
    void everyPrintOfTheTapeIsAMarkAndPlanMonitorFoldedAllOfThem() {
        JsonNode tape = summary.path("tape");
        assertThat(tape.path("marks").asLong()).isEqualTo(100_000);
        assertThat(tape.path("read_by_plan_monitor").asLong())
                .isEqualTo(tape.path("marks_and_ticks").asLong());
    }

    @Test
    void sevenDaysAreClosedAndNothingOfThemIsUnexplained() {
        Set<String> dates = new HashSet<>();
        for (JsonNode day : summary.path("portfolio_days")) {
            dates.add(day.path("date").asText());
            assertThat(day.path("unexplained").asText()).as(day.toString()).isEqualTo("0");
        }
        assertThat(dates).hasSize(7);
    }

    @Test
    void plansAreWidenedOnceANightAndArmedAgainAfterTheCrash() {
        JsonNode plans = summary.path("plans");
        assertThat(plans.path("widened").asInt()).isPositive();
        assertThat(plans.path("widened_twice").asInt()).isZero();
        assertThat(plans.path("rearmed").asInt()).isPositive();
        assertThat(plans.path("triggered")).isNotEmpty();
        assertThat(summary.path("kills_survived")).hasSize(2);
    }

    @Test
    void whatTheCapsDoNotAllowIsRefused() {
        assertThat(summary.path("orders").path("refused").asInt()).isPositive();
    }

    @Test
    void capsThatAreLoweredInMidWeekHoldFromTheNextOrderOn() {
        JsonNode cap = summary.path("lowered_cap");
        assertThat(cap.path("breaches")).as(output).isEmpty();
        assertThat(cap.path("refused").asInt()).isPositive();
    }
}
