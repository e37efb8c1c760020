package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.planmonitor.domain.Desk.NOON;
import static dev.holdfast.planmonitor.domain.Desk.SYDNEY;
import static dev.holdfast.planmonitor.domain.Desk.between;
import static dev.holdfast.planmonitor.domain.Desk.stop;
import static dev.holdfast.planmonitor.domain.Desk.terms;
import static dev.holdfast.planmonitor.domain.Desk.widening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent.NightTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.PlanTerms;
import dev.holdfast.contracts.event.OrderIntentEvent.TargetStep;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent.Overnight;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Volatility;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

class MidnightTest {

    /** The first instant of 26 November 2013 in Sydney, which has summer time then. */
    private static final Instant MIDNIGHT = Instant.parse("2013-11-25T13:00:00Z");

    private static final Duration DAY = Duration.ofDays(1);

    private static Desk holding(Overnight overnight, PlanTerms terms) {
        return Desk.open(overnight).enterLong("a", "1", "800", terms);
    }

    private static String stopOf(Desk desk) {
        return desk.plan("p-a").levels().stop().orElseThrow().toString();
    }

    private static PlanEvent.Plan published(Plan plan) {
        return plan.published(Optional.empty(), Optional.empty());
    }

    private static String targetOf(Desk desk) {
        return desk.plan("p-a").levels().target().orElseThrow().toString();
    }

    @Test
    void atMidnightStopAndTargetMoveAwayFromThePriceOnce() {
        Desk desk = holding(widening("10", "0.2"), between("780", "900"));
        desk.tick(MIDNIGHT.minusMillis(1));
        assertThat(desk.said(PlanEvent.Widened.class)).isEmpty();

        desk.tick(MIDNIGHT).tick(MIDNIGHT).mark(MIDNIGHT.plusSeconds(10), "810");

        assertThat(desk.said(PlanEvent.Widened.class)).hasSize(1);
        PlanEvent.Widened widened = desk.last(PlanEvent.Widened.class);
        assertThat(widened.date()).isEqualTo(LocalDate.of(2013, 11, 26));
        assertThat(widened.occurredAt()).isEqualTo(MIDNIGHT);
        assertThat(widened.stopBefore()).contains(Price.of("780"));
        assertThat(widened.targetBefore()).contains(Price.of("900"));
        assertThat(widened.plan().stopPrice()).contains(Price.of("770"));
        assertThat(widened.plan().targetPrice()).contains(Price.of("910"));
        assertThat(widened.plan().timesWidened()).isEqualTo(1);
        assertThat(widened.plan().lastWidened()).contains(LocalDate.of(2013, 11, 26));
        assertThat(widened.plan().version()).isEqualTo(3);
    }

    @Test
    void aPlanHeldIntoTheThirdDayIsWidenedTwice() {
        Desk desk = holding(widening("10", "0.2"), stop("780"));
        desk.tick(MIDNIGHT).tick(MIDNIGHT.plus(DAY));

        assertThat(stopOf(desk)).isEqualTo("760");
        assertThat(desk.plan("p-a").night().timesWidened()).isEqualTo(2);
    }

    @Test
    void daysOf25And23HoursAreWidenedOnceEachAtTheirOwnMidnights() {
        Instant beforeAutumn = Instant.parse("2014-04-05T13:00:00Z");
        Instant afterAutumn = Instant.parse("2014-04-06T14:00:00Z");
        Desk desk = holding(widening("0.1", "0.9"), stop("780")).tick(beforeAutumn);
        assertThat(desk.plan("p-a").night().date()).contains(LocalDate.of(2014, 4, 6));
        int times = desk.plan("p-a").night().timesWidened();

        desk.tick(afterAutumn.minusMillis(1));
        assertThat(desk.plan("p-a").night().timesWidened()).isEqualTo(times);
        desk.tick(afterAutumn);
        assertThat(desk.plan("p-a").night().timesWidened()).isEqualTo(times + 1);
        assertThat(desk.plan("p-a").night().date()).contains(LocalDate.of(2014, 4, 7));

        Instant beforeSpring = Instant.parse("2014-10-04T14:00:00Z");
        Instant afterSpring = Instant.parse("2014-10-05T13:00:00Z");
        desk.tick(beforeSpring);
        times = desk.plan("p-a").night().timesWidened();
        desk.tick(afterSpring.minusMillis(1));
        assertThat(desk.plan("p-a").night().timesWidened()).isEqualTo(times);
        desk.tick(afterSpring);
        assertThat(desk.plan("p-a").night().timesWidened()).isEqualTo(times + 1);
        assertThat(desk.plan("p-a").night().date()).contains(LocalDate.of(2014, 10, 6));
        assertThat(desk.said(PlanEvent.Widened.class))
                .extracting(PlanEvent.Widened::date)
                .doesNotHaveDuplicates();
    }

    @Test
    void boundariesThatWereMissedAreCaughtUpOneByOneBeforeTheMarkIsJudged() {
        Desk desk = holding(widening("10", "0.2"), stop("780"));
        desk.mark(MIDNIGHT.plus(DAY.multipliedBy(2)), "752");

        assertThat(desk.said(PlanEvent.Widened.class))
                .extracting(PlanEvent.Widened::date)
                .containsExactly(
                        LocalDate.of(2013, 11, 26),
                        LocalDate.of(2013, 11, 27),
                        LocalDate.of(2013, 11, 28));
        assertThat(stopOf(desk)).isEqualTo("750");
        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
    }

    @Test
    void aPlanThatOpensAtTheBoundaryOrAfterItIsNotWidenedThere() {
        Desk desk = Desk.open(widening("10", "0.2"));
        desk.tick(MIDNIGHT).enterLong("a", "1", "800", stop("780")).tick(MIDNIGHT.plusSeconds(5));

        assertThat(desk.said(PlanEvent.Widened.class)).isEmpty();
    }

    @Test
    void aFillFromBeforeMidnightThatIsHeardAfterItIsTakenOverTheBoundary() {
        Desk desk = Desk.open(widening("10", "0.2")).approve("a", BUY, "1", stop("780"));
        desk.tick(MIDNIGHT.plusSeconds(5));
        desk.happen(desk.trade("a", BUY, "1", "800", MIDNIGHT.minusSeconds(1)));

        assertThat(stopOf(desk)).isEqualTo("770");
        assertThat(desk.said(PlanEvent.Widened.class)).hasSize(1);
        desk.tick(MIDNIGHT.plusSeconds(20));
        assertThat(desk.said(PlanEvent.Widened.class)).hasSize(1);
    }

    @Test
    void theCapBindsTheLosingSideOfAStopAndTheFarSideOfATarget() {
        Desk desk = holding(widening("100", "0.05"), between("790", "820"));
        desk.tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("760");
        assertThat(targetOf(desk)).isEqualTo("840");
    }

    @Test
    void aLevelBeyondTheCapStays() {
        Desk desk = holding(widening("10", "0.05"), between("700", "1000"));
        desk.tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("700");
        assertThat(targetOf(desk)).isEqualTo("1000");
    }

    @Test
    void aNightThatMovesNothingRaisesNoVersionAndIsStoredAllTheSame() {
        Desk desk = holding(widening("10", "0.05"), between("700", "1000"));
        long version = desk.plan("p-a").version();
        Change change =
                PlanFold.market(desk.book, java.util.List.of(Desk.markAt(MIDNIGHT, "800")), desk);

        Plan after = change.book().table().plan(desk.plan("p-a").id()).orElseThrow();
        assertThat(after.version()).isEqualTo(version);
        assertThat(after.night().date()).contains(LocalDate.of(2013, 11, 26));
        assertThat(after.night().timesWidened()).isZero();
        assertThat(change.events()).noneMatch(PlanEvent.Widened.class::isInstance);
        assertThat(change.touched()).contains(after);
    }

    @Test
    void aStopInTheGainIsWidenedWithoutRegardToTheCapUntilItIsInTheLoss() {
        Desk desk =
                holding(widening("30", "0.01"), terms().stop("780").trail("0.05").done())
                        .mark("900");
        assertThat(stopOf(desk)).isEqualTo("855");
        desk.tick(MIDNIGHT);
        assertThat(stopOf(desk)).isEqualTo("825");
        desk.tick(MIDNIGHT.plus(DAY));
        assertThat(stopOf(desk)).isEqualTo("795");
        desk.tick(MIDNIGHT.plus(DAY.multipliedBy(2)));
        assertThat(stopOf(desk)).isEqualTo("792");
    }

    @Test
    void whatTheNightWidenedIsNotTrailedBackByAPriceThatIsNoBetter() {
        Desk desk =
                holding(widening("30", "0.2"), terms().stop("780").trail("0.05").done())
                        .mark("900");
        desk.mark(MIDNIGHT, "900");
        assertThat(stopOf(desk)).isEqualTo("825");

        desk.mark(MIDNIGHT.plusSeconds(10), "901");
        assertThat(stopOf(desk)).isEqualTo("855.95");
    }

    @Test
    void aStopThatWasTrailedToBreakevenStaysThere() {
        PlanTerms terms = terms().stop("780").breakeven("0.01", Volatility.NORMAL).done();
        Desk desk = holding(widening("10", "0.2"), terms).mark("810").tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("800");
    }

    @Test
    void aStopBeyondBreakevenIsWidenedBackToItAtMost() {
        PlanTerms terms =
                terms().stop("780").trail("0.05").breakeven("0.01", Volatility.NORMAL).done();
        Desk desk = holding(widening("100", "0.2"), terms).mark("900").tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("800");
    }

    @Test
    void aPolicyMayGiveUpBreakevenAndItIsNotTrailedToAgain() {
        PlanTerms terms = terms().stop("780").breakeven("0.01", Volatility.NORMAL).done();
        Overnight policy =
                new Overnight(
                        true,
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        true,
                        true);
        Desk desk = holding(policy, terms).mark("810").tick(MIDNIGHT);
        desk.mark(MIDNIGHT.plusSeconds(1), "815");

        assertThat(stopOf(desk)).isEqualTo("790");
        assertThat(published(desk.plan("p-a")).atBreakeven()).isFalse();
    }

    @Test
    void theDistanceIsTheLargestOfAbsolutePercentAndRangeOfTheDay() {
        assertThat(distance("10", "0.01", "0.5", "30")).isEqualByComparingTo("15");
        assertThat(distance("16", "0.01", "0.5", "30")).isEqualByComparingTo("16");
        assertThat(distance("10", "0.03", "0.5", "30")).isEqualByComparingTo("24");
    }

    private static BigDecimal distance(String absolute, String pct, String multiple, String range) {
        Overnight policy =
                new Overnight(
                        true,
                        Optional.of(new BigDecimal(absolute)),
                        Optional.of(new BigDecimal(pct)),
                        Optional.of(new BigDecimal(multiple)),
                        Optional.empty(),
                        false,
                        false,
                        true);
        BigDecimal low = new BigDecimal("800");
        return Widening.distance(
                policy,
                Optional.of(Price.of("800")),
                Optional.of(
                        new DayRange(new Price(low.add(new BigDecimal(range))), new Price(low))));
    }

    @Test
    void theRangeIsThatOfTheDayThatEnds() {
        Overnight policy =
                new Overnight(
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.5")),
                        Optional.empty(),
                        false,
                        false,
                        true);
        Desk desk = holding(policy, stop("700")).mark("790").mark("830").mark("810");
        desk.mark(MIDNIGHT.plusSeconds(1), "950");
        assertThat(stopOf(desk)).isEqualTo("680");

        desk.mark(MIDNIGHT.plusSeconds(2), "940");
        desk.tick(MIDNIGHT.plus(DAY));
        assertThat(stopOf(desk)).isEqualTo("675");
    }

    @Test
    void aLevelNeverComesToZeroOrBelow() {
        Overnight policy = widening("1000", "5");
        Desk desk = holding(policy, stop("780"));
        desk.tick(MIDNIGHT);
        assertThat(stopOf(desk)).isEqualTo("780");

        Desk ofShort = Desk.open(policy).enterShort("a", "1", "800", between("850", "700"));
        ofShort.tick(MIDNIGHT);
        assertThat(stopOf(ofShort)).isEqualTo("1850");
        assertThat(targetOf(ofShort)).isEqualTo("700");
    }

    @Test
    void aShortIsWidenedTheOtherWay() {
        Desk desk =
                Desk.open(widening("10", "0.02"))
                        .enterShort("a", "1", "800", between("802", "700"));
        desk.tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("812");
        assertThat(targetOf(desk)).isEqualTo("700");
    }

    @Test
    void aPlanMayOptOut() {
        Desk desk =
                holding(widening("10", "0.2"), terms().stop("780").widenOvernight(false).done())
                        .tick(MIDNIGHT);

        assertThat(desk.said(PlanEvent.Widened.class)).isEmpty();
    }

    @Test
    void aPolicyThatKeepsLevelsWidensNothing() {
        assertThat(
                        holding(Overnight.KEEP, stop("780"))
                                .tick(MIDNIGHT)
                                .said(PlanEvent.Widened.class))
                .isEmpty();
    }

    @Test
    void daysOf23And25HoursHaveOneBoundaryEach() {
        ZoneId newYork = ZoneId.of("America/New_York");
        Instant beforeLongDay = Instant.parse("2013-11-03T03:59:59Z");
        assertThat(Boundaries.after(beforeLongDay, newYork))
                .isEqualTo(Instant.parse("2013-11-03T04:00:00Z"));
        assertThat(Boundaries.after(Instant.parse("2013-11-03T04:00:00Z"), newYork))
                .isEqualTo(Instant.parse("2013-11-04T05:00:00Z"));
        assertThat(Boundaries.after(Instant.parse("2013-03-10T05:00:00Z"), newYork))
                .isEqualTo(Instant.parse("2013-03-11T04:00:00Z"));
        // Clocks went forward at midnight: the day began at one o'clock.
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        assertThat(Boundaries.after(Instant.parse("2013-10-19T12:00:00Z"), saoPaulo))
                .isEqualTo(Instant.parse("2013-10-20T03:00:00Z"));
        // Samoa left 30 December 2011 out.
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant of29 = Instant.parse("2011-12-29T10:00:00Z");
        assertThat(Boundaries.after(of29, apia)).isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
        assertThat(Boundaries.dayBeginningAt(Instant.parse("2011-12-30T10:00:00Z"), apia))
                .isEqualTo(LocalDate.of(2011, 12, 31));
    }

    @Test
    void afterAChangeOfTimezoneABoundaryWithinTwelveHoursOfTheLastIsSkipped() {
        Overnight policy = widening("10", "0.9");
        Desk near = holding(policy, stop("780")).tick(MIDNIGHT);
        near.configure(policy, ZoneId.of("UTC")).tick(Instant.parse("2013-11-26T00:00:00Z"));
        assertThat(stopOf(near)).isEqualTo("770");
        near.tick(Instant.parse("2013-11-27T00:00:00Z"));
        assertThat(stopOf(near)).isEqualTo("760");

        Desk far = holding(policy, stop("780")).tick(MIDNIGHT);
        far.configure(policy, ZoneId.of("America/New_York"))
                .tick(Instant.parse("2013-11-26T05:00:00Z"));
        assertThat(stopOf(far)).isEqualTo("760");
    }

    private static final Overnight RESTORING =
            new Overnight(
                    true,
                    Optional.of(BigDecimal.TEN),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    false,
                    true);

    @Test
    void theOpenIsJudgedByTheWidenedLevelsAndTheyGoBackAfterIt() {
        Desk desk = holding(RESTORING, between("780", "900")).tick(MIDNIGHT);
        desk.mark(MIDNIGHT.plusSeconds(10), "775");

        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
        assertThat(stopOf(desk)).isEqualTo("770");

        desk.mark(MIDNIGHT.plusSeconds(11), "781");
        assertThat(stopOf(desk)).isEqualTo("780");
        assertThat(targetOf(desk)).isEqualTo("900");
        assertThat(desk.last(PlanEvent.Updated.class).reason())
                .contains("levels restored after the open");
        assertThat(desk.last(PlanEvent.Updated.class).plan().changedBy()).contains("night");

        desk.mark(MIDNIGHT.plusSeconds(12), "775");
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.TRIGGERED);
    }

    @Test
    void nothingIsWidenedIntoAWeekendOrAHolidayButTheDayIsNoted() {
        Overnight policy =
                new Overnight(
                        true,
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        true,
                        List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        List.of(LocalDate.of(2013, 11, 28)));
        // Boundaries of Tuesday 26th, Wednesday 27th, the holiday, Friday 29th, Saturday, Sunday.
        Desk desk = holding(policy, stop("700")).tick(MIDNIGHT.plus(DAY.multipliedBy(5)));

        assertThat(desk.said(PlanEvent.Widened.class))
                .extracting(PlanEvent.Widened::date)
                .containsExactly(
                        LocalDate.of(2013, 11, 26),
                        LocalDate.of(2013, 11, 27),
                        LocalDate.of(2013, 11, 29));
        assertThat(stopOf(desk)).isEqualTo("670");
        assertThat(desk.plan("p-a").night().date()).contains(LocalDate.of(2013, 12, 1));
    }

    @Test
    void aPlanMayHaveNightsOfItsOwn() {
        NightTerms own =
                new NightTerms(
                        Optional.of(new BigDecimal("40")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new BigDecimal("0.04")),
                        Optional.empty(),
                        Optional.empty());
        Desk desk =
                Desk.open(widening("10", "0.2"))
                        .enterLong("a", "1", "800", terms().stop("780").night(own))
                        .enterLong("b", "1", "800", stop("780"))
                        .tick(MIDNIGHT);

        assertThat(stopOf(desk)).isEqualTo("768");
        assertThat(desk.plan("p-b").levels().stop()).contains(Price.of("770"));
    }

    @Test
    void aPlanMayBeWidenedThoughThePortfolioIsNot() {
        NightTerms own =
                new NightTerms(
                        Optional.of(BigDecimal.TEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        PlanTerms asked = terms().stop("780").widenOvernight(true).night(own);
        assertThat(stopOf(holding(Overnight.KEEP, asked).tick(MIDNIGHT))).isEqualTo("770");
    }

    @Test
    void stepsAreWidenedAndRestoredLikeTargets() {
        Desk desk =
                holding(RESTORING, terms().stop("700").steps("850", "860"))
                        .mark("850")
                        .tick(MIDNIGHT);
        assertThat(desk.plan("p-a").targetSteps())
                .extracting(TargetStep::price)
                .containsExactly(Price.of("870"));

        desk.mark(MIDNIGHT.plusSeconds(1), "800");
        assertThat(desk.plan("p-a").targetSteps())
                .extracting(TargetStep::price)
                .containsExactly(Price.of("860"));
    }

    @Test
    void severalNightsWithoutAnOpenAreUndoneTogether() {
        Desk desk = holding(RESTORING, stop("780")).tick(MIDNIGHT.plus(DAY));
        assertThat(stopOf(desk)).isEqualTo("760");

        desk.mark(MIDNIGHT.plus(DAY), "800");
        assertThat(stopOf(desk)).isEqualTo("780");
    }

    @Test
    void levelsThatSomebodyChangedSinceAreNotRestored() {
        Desk desk = holding(RESTORING, stop("780")).tick(MIDNIGHT);
        desk.update("p-a", desk.plan("p-a").version(), stop("765"))
                .mark(MIDNIGHT.plusSeconds(10), "800");

        assertThat(stopOf(desk)).isEqualTo("765");
    }

    @Test
    void plansAreSnapshottedAsTheyStoodAtEachBoundaryOfEachTimezone() {
        Desk desk =
                Desk.open(widening("10", "0.2"), SYDNEY, ZoneId.of("UTC"))
                        .enterLong("a", "1", "800", stop("780"));
        desk.tick(Instant.parse("2013-11-26T00:00:00Z"));

        assertThat(desk.said(PlanEvent.Snapshotted.class))
                .extracting(PlanEvent.Snapshotted::occurredAt)
                .containsExactly(MIDNIGHT, Instant.parse("2013-11-26T00:00:00Z"));
        assertThat(desk.said(PlanEvent.Snapshotted.class).getFirst().plans().getFirst().stopPrice())
                .contains(Price.of("780"));
        assertThat(desk.said(PlanEvent.Snapshotted.class).getLast().plans().getFirst().stopPrice())
                .contains(Price.of("770"));
    }

    @Test
    void aRestartSaysArmedPlansAgainAndChangesNothingElse() {
        Desk desk = holding(widening("10", "0.2"), stop("780")).tick(MIDNIGHT);
        PlanBook before = desk.book;
        desk.restart();

        PlanEvent.Armed armed = desk.last(PlanEvent.Armed.class);
        assertThat(armed.rearmed()).isTrue();
        assertThat(armed.plan())
                .isEqualTo(
                        before.plans()
                                .get(armed.plan().planId())
                                .published(Optional.of(NOON), Optional.of("restart")));
        assertThat(desk.book).isEqualTo(before);
        desk.tick(MIDNIGHT.plusSeconds(1));
        assertThat(desk.said(PlanEvent.Widened.class)).hasSize(1);
    }

    @Test
    void aLevelThatWasCrossedWhileTheServiceWasAwayTriggersAtOnceAndSaysSo() {
        Desk desk = holding(Overnight.KEEP, stop("780")).restart();
        desk.mark(NOON.plus(DAY.multipliedBy(3)), "600");

        assertThat(desk.last(PlanEvent.Triggered.class).gapped()).isTrue();
    }

    @Test
    void aPolicyMayLeaveReArmingToSomebodysWord() {
        Overnight byHand =
                new Overnight(
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        false);
        Desk desk = holding(byHand, stop("780")).restart().mark("700");
        assertThat(desk.said(PlanEvent.Triggered.class)).isEmpty();
        assertThat(desk.plan("p-a").status()).isEqualTo(PlanStatus.OPEN);

        desk.update("p-a", desk.plan("p-a").version(), stop("780"));
        assertThat(desk.last(PlanEvent.Armed.class).rearmed()).isTrue();
        assertThat(desk.said(PlanEvent.Triggered.class)).hasSize(1);
    }
}
