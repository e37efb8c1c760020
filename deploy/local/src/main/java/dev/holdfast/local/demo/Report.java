package dev.holdfast.local.demo;

import dev.holdfast.contracts.event.DayEvent;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What came of the demonstration, for people. */
final class Report {

    private Report() {}

    static List<String> of(Summary summary, Function<LocalDate, Seen.Count> counts) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                "day (Sydney)   equity at close    net PnL   approved refused fills"
                        + "  widened trailed triggered");
        for (DayEvent.Day day : summary.portfolioDays()) {
            lines.add(line(day, counts.apply(day.date())));
        }
        lines.add("");
        lines.add(
                "%,d marks, all seen by plan-monitor-service: %s; %d fills; orders approved %d, refused %d %s"
                        .formatted(
                                summary.tape().marks(),
                                summary.tape().readByPlanMonitor() == summary.tape().marksAndTicks()
                                        ? "yes"
                                        : "no",
                                summary.fills(),
                                summary.orders().approved(),
                                summary.orders().refused(),
                                summary.orders().refusedBecause()));
        lines.add(
                "plans opened %d, widened %d times, armed again %d, triggered %s"
                        .formatted(
                                summary.plans().opened(),
                                summary.plans().widened(),
                                summary.plans().rearmed(),
                                summary.plans().triggered()));
        summary.loweredCap()
                .ifPresent(
                        cap ->
                                lines.add(
                                        "cap lowered from %s to %s with %s in the market: %d entries refused by it, %d within it, at most %s; %d exits by plans"
                                                .formatted(
                                                        cap.before().toPlainString(),
                                                        cap.after().toPlainString(),
                                                        money(Optional.of(cap.exposureThen())),
                                                        cap.refused(),
                                                        cap.approved(),
                                                        money(Optional.of(cap.mostEntered())),
                                                        cap.exits())));
        for (Summary.Kill kill : summary.killsSurvived()) {
            lines.add(
                    "%s was killed at %s of the market and away for %s s"
                            .formatted(kill.service(), kill.at(), kill.secondsAway()));
        }
        lines.add(
                "equity %s, net PnL %s, fees %s, LLM cost %s (USD)"
                        .formatted(
                                money(summary.equity()),
                                money(summary.netPnl()),
                                money(summary.fees()),
                                money(summary.llmCost())));
        lines.add("seconds " + summary.seconds());
        lines.add(
                "memory %d MB in all %s"
                        .formatted(summary.residentMegabytesInAll(), summary.residentMegabytes()));
        lines.add("");
        for (Proof.Item item : summary.compared()) {
            lines.add(
                    "%s %-18s ledger %s  venue %s  trades.v1 %s"
                            .formatted(
                                    item.isEqual() ? "✓" : "✗",
                                    item.what(),
                                    item.ledger().toPlainString(),
                                    item.venue().toPlainString(),
                                    item.topic().toPlainString()));
        }
        summary.missing().forEach(what -> lines.add("✗ not seen: " + what));
        lines.add(
                summary.ledgerEqualsVenue()
                        ? "The ledger equals the venue, to the last digit."
                        : "The ledger differs from the venue.");
        return lines;
    }

    private static String line(DayEvent.Day day, Seen.Count count) {
        return String.format(
                Locale.ROOT,
                "%-12s %17s %10s %10d %7d %5d %8d %7d %9d",
                day.date(),
                money(day.endEquity()),
                money(day.netPnl()),
                count.approved,
                count.refused,
                count.fills,
                count.widened,
                count.trailed,
                count.triggered);
    }

    private static String money(Optional<BigDecimal> amount) {
        return amount.map(value -> value.setScale(2, RoundingMode.HALF_EVEN).toPlainString())
                .orElse("unknown");
    }
}
