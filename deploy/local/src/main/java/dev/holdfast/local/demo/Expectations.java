package dev.holdfast.local.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the week must have shown. */
final class Expectations {

    private static final LocalDate FIRST_DAY = LocalDate.of(2013, 11, 25);
    private static final int DAYS = 7;
    private static final int MARKS = 100_000;
    private static final int KILLS = 2;
    private static final int RUNS = 2;

    private Expectations() {}

    /** What was expected and not seen, in words; empty if all was. */
    static List<String> missing(Seen seen, Summary.Tape week, List<Summary.Kill> killsSurvived) {
        List<String> missing = new ArrayList<>();
        expect(missing, !seen.fills().isEmpty(), "a fill");
        expect(missing, seen.conflictingFills() == 0, "each fill with one content");
        expect(missing, seen.approvedOrders() > 0, "an approved order");
        expect(missing, seen.rejectedOrders() > 0, "a refused order");
        expect(missing, !seen.widenings().isEmpty(), "a plan that is widened");
        expect(
                missing,
                seen.widenings().values().stream().allMatch(times -> times == 1),
                "no plan that is widened twice at one midnight");
        expect(missing, seen.plansRearmed() > 0, "a plan that is armed again");
        expect(missing, seen.plansTriggered() > 0, "a plan that is triggered");
        expect(missing, seen.runsStarted() == RUNS && seen.runsEnded() == RUNS, "two runs");
        expect(missing, killsSurvived.size() == KILLS, "two services killed and back");
        expect(
                missing,
                seen.loweredCap().map(cap -> cap.refused() > 0).orElse(false),
                "an order that only the lowered cap refused");
        seen.loweredCap().ifPresent(cap -> missing.addAll(cap.breaches()));
        expect(missing, week.marks() == MARKS, "every mark of the week");
        expect(
                missing,
                week.readByPlanMonitor() == week.marksAndTicks(),
                "every mark at plan-monitor-service");
        Stream.iterate(FIRST_DAY, day -> day.plusDays(1))
                .limit(DAYS)
                .forEach(
                        day ->
                                expect(
                                        missing,
                                        seen.days().containsKey(day),
                                        "the close of " + day));
        return missing;
    }

    private static void expect(List<String> missing, boolean met, String what) {
        if (!met) {
            missing.add(what);
        }
    }
}
