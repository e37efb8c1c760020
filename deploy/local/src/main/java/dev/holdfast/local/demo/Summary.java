package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.PortfolioStateEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.local.StartFailure;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the demonstration, for programs: {@code --json FILE}.
 *
 * @param loweredCap what became of the cap that was lowered in mid-week
 * @param republished events that a killed service published again, known by their sequence
 * @param differences what is not equal, in words; empty where {@code ledgerEqualsVenue}
 * @param missing what was expected and not seen, in words
 * @param seconds per phase
 * @param residentMegabytes per process, at the end of the replay
 */
record Summary(
        boolean passed,
        Tape tape,
        long fills,
        Orders orders,
        Plans plans,
        Optional<LoweredCap> loweredCap,
        List<PortfolioStateEvent.Position> positions,
        Optional<BigDecimal> equity,
        Optional<BigDecimal> netPnl,
        Optional<BigDecimal> fees,
        Optional<BigDecimal> llmCost,
        List<DayEvent.Day> portfolioDays,
        List<Kill> killsSurvived,
        long republished,
        boolean ledgerEqualsVenue,
        List<Proof.Item> compared,
        List<String> differences,
        List<String> missing,
        Map<String, BigDecimal> seconds,
        Map<String, Long> residentMegabytes,
        long residentMegabytesInAll,
        URI dashboard) {

    /**
     * @param marks prints of the recorded week that were published
     * @param marksAndTicks the end of {@code marks.v1}: marks, ticks of the clock between them, and
     *     what was published again after a crash
     * @param readByPlanMonitor up to where plan-monitor-service has folded them
     */
    record Tape(long marks, Instant from, Instant to, long marksAndTicks, long readByPlanMonitor) {}

    record Orders(int approved, int refused, Map<String, Integer> refusedBecause) {}

    record Plans(
            int opened,
            int widened,
            int widenedTwice,
            int rearmed,
            Map<String, Integer> triggered) {}

    /**
     * A service that was killed with SIGKILL, when by the market's clock, and how long it was away.
     */
    record Kill(String service, Instant at, BigDecimal secondsAway) {}

    void write(Path file) {
        ObjectMapper json = EventCodec.mapper();
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
