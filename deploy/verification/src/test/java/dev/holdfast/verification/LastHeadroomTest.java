package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Progress;
import dev.holdfast.local.Service;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Sixteen clients want the last headroom of one portfolio with ten thousand intents. Two instances
 * of risk-service share one consumer group; each is killed at a random moment, so that the owner of
 * the portfolio is among the killed. Orders are filled, cancelled and delivered twice meanwhile.
 */
class LastHeadroomTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path directory;

    @Test
    void whoeverAsksAndWhoeverDiesExactlyWhatFitsIsApproved() throws Exception {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        Random random = new Random(seed);
        try (LocalDeployment holdfast =
                        LocalDeployment.start(
                                LocalDeployment.Options.at(directory, Path.of("../..").toRealPath())
                                        .onPorts(Ports.free())
                                        .only(EnumSet.of(Service.RISK))
                                        .telling(Progress.silent()));
                Race race = new Race(holdfast.bootstrapServers())) {
            LocalDeployment.SecondInstance second = holdfast.startSecond(Service.RISK);
            race.openPortfolio();
            race.start(holdfast.apiKey(), holdfast.url(Service.RISK), second.url());

            race.awaitDecisions(500 + random.nextInt(1_500));
            boolean firstDies = random.nextBoolean();
            if (firstDies) {
                holdfast.kill(Service.RISK);
                holdfast.restart(Service.RISK);
            } else {
                second.kill();
                second.restart();
            }
            race.awaitDecisions(4_000 + random.nextInt(3_000));
            if (firstDies) {
                second.kill();
            } else {
                holdfast.kill(Service.RISK);
            }
            race.awaitEnd();
            race.askForTheRest();

            race.assertEachAskedOnceIsDecidedOnce();
            race.assertWithinTheCapAtEveryMoment();
            race.assertExactlyWhatFitsIsApproved();
            assertHeadroomIsUsedUp(firstDies ? holdfast.url(Service.RISK) : second.url(), holdfast);
        } catch (AssertionError e) {
            throw new AssertionError("With -Dholdfast.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static void assertHeadroomIsUsedUp(URI survivor, LocalDeployment holdfast)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                survivor.resolve("portfolios/" + Race.PORTFOLIO + "/headroom"))
                        .header("X-API-Key", holdfast.apiKey())
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            JsonNode headroom =
                    JSON.readTree(
                            http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                                    .get(60, TimeUnit.SECONDS)
                                    .body());
            for (JsonNode item : headroom.path("items")) {
                if (item.path("check").asText().equals("MAX_TOTAL_EXPOSURE")) {
                    assertThat(new BigDecimal(item.path("used").asText()))
                            .isEqualByComparingTo(Race.CAP);
                    return;
                }
            }
        }
        throw new AssertionError("There is no headroom under MAX_TOTAL_EXPOSURE.");
    }
}
