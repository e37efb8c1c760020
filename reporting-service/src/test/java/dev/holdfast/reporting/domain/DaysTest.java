package dev.holdfast.reporting.domain;

import static dev.holdfast.reporting.domain.Sample.SWING;
import static dev.holdfast.reporting.domain.Sample.SYDNEY;
import static dev.holdfast.reporting.domain.Sample.at;
import static dev.holdfast.reporting.domain.Sample.configured;
import static dev.holdfast.reporting.domain.Sample.restated;
import static dev.holdfast.reporting.domain.Sample.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.DayEvent;
import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.reporting.domain.Sample.Ledger;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class DaysTest {

    private static final String SYD = "Australia/Sydney";

    private final List<Event> said = new ArrayList<>();
    private ReportingState state = ReportingState.initial(SWING);

    @Test
    void aDayIsTheDifferenceOfTheFiguresAtItsTwoBoundaries() {
        given(
                configured("2013-11-24T20:00:00Z", Limits.NONE, SYDNEY),
                deposit("2013-11-24T20:00:00Z"),
                boundary(new Ledger("10000", "0", "50", "5", "0.5"), "2013-11-25T13:00:00Z", 1),
                boundary(new Ledger("10500", "120", "30", "8", "0.9"), "2013-11-26T13:00:00Z", 3));

        Day day = day("2013-11-26");
        assertThat(day.startEquity()).contains(new BigDecimal("10044.5"));
        assertThat(day.endEquity()).contains(new BigDecimal("10641.1"));
        assertThat(day.cashFlows()).contains(new BigDecimal("500"));
        assertThat(day.realizedPnl()).contains(new BigDecimal("120"));
        assertThat(day.unrealizedPnlChange()).contains(new BigDecimal("-20"));
        assertThat(day.grossPnl()).contains(new BigDecimal("100"));
        assertThat(day.fees()).contains(new BigDecimal("3"));
        assertThat(day.llmCost()).contains(new BigDecimal("0.4"));
        assertThat(day.netPnl()).contains(new BigDecimal("96.6"));
        assertThat(day.unexplained()).contains(BigDecimal.ZERO);
        assertThat(day.trades()).isEqualTo(2);
        assertThat(day.roundTrips()).as("neither won nor lost, and closed").isEqualTo(1);
        assertThat(day.version()).isEqualTo(1);
        assertThat(day.provisional()).isFalse();
    }

    @Test
    void theFirstDayBeginsWithThePortfolioAndCountsItsFirstDepositAsACashFlow() {
        given(
                configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY),
                deposit("2013-11-24T23:30:00Z"),
                boundary(new Ledger("10000", "0", "50", "5", "0.5"), "2013-11-25T13:00:00Z", 1));

        Day day = day("2013-11-25");
        assertThat(day.startsAt()).isEqualTo("2013-11-24T23:00:00Z");
        assertThat(day.startEquity()).contains(BigDecimal.ZERO);
        assertThat(day.cashFlows()).contains(new BigDecimal("10000"));
        assertThat(day.netPnl()).contains(new BigDecimal("44.5"));
        assertThat(day.unexplained()).contains(BigDecimal.ZERO);
    }

    @Test
    void aDayThatWasOverBeforeThePortfolioBeganIsNoDayOfIt() {
        given(
                configured("2013-11-25T13:00:00Z", Limits.NONE, SYDNEY),
                boundary(new Ledger("0", "0", "0", "0", "0"), "2013-11-25T13:00:00Z", 0));
        assertThat(said).isEmpty();

        given(boundary(new Ledger("10000", "0", "1", "0", "0"), "2013-11-26T13:00:00Z", 1));
        assertThat(said.stream().filter(DayEvent.Closed.class::isInstance)).hasSize(1);
        assertThat(day("2013-11-26").startsAt()).isEqualTo("2013-11-25T13:00:00Z");
    }

    @Test
    void aDayWithoutATradeIsReportedWithWhatItsMarksDid() {
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                boundary(new Ledger("10000", "0", "20", "5", "0"), "2013-11-26T13:00:00Z", 1));
        Day day = day("2013-11-26");
        assertThat(day.trades()).isZero();
        assertThat(day.netPnl()).contains(new BigDecimal("-30"));
        assertThat(day.unexplained()).contains(BigDecimal.ZERO);
    }

    @Test
    void theDayOfAutumnHas25HoursAndTheDayOfSpring23() {
        given(
                boundary(new Ledger("1", "0", "0", "0", "0"), "2014-04-05T13:00:00Z", 0),
                boundary(new Ledger("1", "0", "0", "0", "0"), "2014-04-06T14:00:00Z", 0),
                boundary(new Ledger("1", "0", "0", "0", "0"), "2014-10-04T14:00:00Z", 0),
                boundary(new Ledger("1", "0", "0", "0", "0"), "2014-10-05T13:00:00Z", 0));
        assertThat(day("2014-04-06").endsAt()).isEqualTo("2014-04-06T14:00:00Z");
        assertThat(day("2014-10-05").startsAt()).isEqualTo("2014-10-04T14:00:00Z");
        assertThat(day("2014-10-05").endsAt()).isEqualTo("2014-10-05T13:00:00Z");
    }

    @Test
    void aBoundaryCanEndTheDayOfSeveralTimezones() {
        ZoneId brisbane = ZoneId.of("Australia/Brisbane");
        given(
                configured("2014-05-01T00:00:00Z", Limits.NONE, SYDNEY, brisbane),
                snapshot(
                        new Ledger("1", "0", "0", "0", "0").stats("2014-06-01T14:00:00Z", 0),
                        SYD,
                        "Australia/Brisbane"),
                snapshot(
                        new Ledger("1", "0", "2", "0", "0").stats("2014-06-02T14:00:00Z", 0),
                        "AEST",
                        "Australia/Brisbane"));
        assertThat(closed())
                .filteredOn(day -> day.date().toString().equals("2014-06-02"))
                .extracting(Day::timezone)
                .containsExactlyInAnyOrder(SYDNEY, brisbane);
    }

    @Test
    void whatCannotBeValuedIsUnknownAndSaysWhy() {
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                snapshot(Sample.unvalued("2013-11-26T13:00:00Z"), SYD));
        Day day = day("2013-11-26");
        assertThat(day.endEquity()).isEmpty();
        assertThat(day.netPnl()).isEmpty();
        assertThat(day.unexplained()).isEmpty();
        assertThat(day.fees()).contains(new BigDecimal("-4"));
        assertThat(day.missing())
                .extracting(m -> m.symbol().orElseThrow().toString())
                .containsExactly("X/USD");
    }

    @Test
    void aLateFillRestatesTheDayBeforeAndTheDayAfterTheBoundary() {
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                boundary(new Ledger("10000", "0", "60", "5", "0"), "2013-11-26T13:00:00Z", 1),
                boundary(new Ledger("10000", "0", "90", "5", "0"), "2013-11-27T13:00:00Z", 1));
        said.clear();
        given(
                restated(
                        new Ledger("10000", "0", "40", "7", "0").stats("2013-11-26T13:00:00Z", 2),
                        "fill 2011894",
                        SYD));

        assertThat(said)
                .filteredOn(DayEvent.Restated.class::isInstance)
                .extracting(event -> ((DayEvent.Restated) event).day().date().toString())
                .containsExactly("2013-11-26", "2013-11-27");
        assertThat(day("2013-11-26").version()).isEqualTo(2);
        assertThat(day("2013-11-26").netPnl()).contains(new BigDecimal("-12"));
        assertThat(day("2013-11-26").trades()).isEqualTo(1);
        assertThat(day("2013-11-27").netPnl()).contains(new BigDecimal("52"));
        assertThat(day("2013-11-27").unexplained()).contains(BigDecimal.ZERO);
        assertThat(((DayEvent.Restated) said.getFirst()).cause()).contains("fill 2011894");
    }

    @Test
    void aRestatementThatChangesNothingSaysNothing() {
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                boundary(new Ledger("10000", "0", "60", "5", "0"), "2013-11-26T13:00:00Z", 1));
        said.clear();
        given(
                restated(
                        new Ledger("10000", "0", "60", "5", "0").stats("2013-11-26T13:00:00Z", 1),
                        "fill 1",
                        SYD));
        assertThat(said).noneMatch(DayEvent.Restated.class::isInstance);
    }

    @Test
    void aBoundaryThatWasMissedLeavesItsDaysUnknownUntilItIsCaughtUp() {
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                boundary(new Ledger("10000", "0", "90", "5", "0"), "2013-11-27T13:00:00Z", 1));
        assertThat(day("2013-11-27").netPnl()).isEmpty();
        assertThat(day("2013-11-27").missing()).extracting("what").containsExactly("snapshot");

        given(boundary(new Ledger("10000", "0", "60", "5", "0"), "2013-11-26T13:00:00Z", 1));
        assertThat(day("2013-11-26").netPnl()).contains(new BigDecimal("10"));
        assertThat(day("2013-11-27").netPnl()).contains(new BigDecimal("30"));
        assertThat(day("2013-11-27").version()).isEqualTo(2);
    }

    @Test
    void aProvisionalDayIsConfirmedBySyncUnderTheSameVersion() {
        EquityEvent.Snapshotted sure =
                boundary(new Ledger("10000", "0", "60", "5", "0"), "2013-11-26T13:00:00Z", 1);
        given(
                boundary(new Ledger("10000", "0", "50", "5", "0"), "2013-11-25T13:00:00Z", 1),
                new EquityEvent.Snapshotted(
                        SWING,
                        RunId.NONE,
                        sure.at(),
                        sure.boundary(),
                        true,
                        sure.stats(),
                        List.of(),
                        sure.occurredAt()),
                valued(new Ledger("10000", "0", "60", "5", "0"), "2013-11-26T13:00:01Z"));
        assertThat(day("2013-11-26").provisional()).isTrue();

        given(
                new VenueEvent.SyncCompleted(
                        SWING,
                        RunId.NONE,
                        Sample.BITSTAMP,
                        at("2013-11-26T13:05:00Z"),
                        0,
                        at("2013-11-26T13:05:00Z")));
        assertThat(day("2013-11-26").provisional()).isFalse();
        assertThat(day("2013-11-26").version()).isEqualTo(1);
    }

    @Test
    void drawdownIsTheDeepestFallOfNetPnlWithinTheDayAndFreeOfCashFlows() {
        given(
                boundary(new Ledger("10000", "0", "50", "0", "0"), "2013-11-25T13:00:00Z", 1),
                interval(new Ledger("10000", "0", "80", "0", "0"), "2013-11-25T15:00:00Z"),
                interval(new Ledger("4000", "0", "20", "0", "0"), "2013-11-25T16:00:00Z"),
                boundary(new Ledger("4000", "0", "70", "0", "0"), "2013-11-26T13:00:00Z", 1));
        assertThat(day("2013-11-26").maxDrawdown()).contains(new BigDecimal("60"));
    }

    @Test
    void stateIsTheSameAfterItWasWrittenAndRead() throws Exception {
        given(
                configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY, ZoneId.of("UTC")),
                deposit("2013-11-24T23:30:00Z"),
                Sample.approved("c-1", "1", "800", "2013-11-25T02:00:00Z"),
                Sample.accepted("c-1", "1", "2013-11-25T02:00:01Z"),
                Sample.armed("p-1", 2, "780", "2013-11-25T02:10:00Z"),
                boundary(new Ledger("10000", "0", "50", "5", "0.5"), "2013-11-25T13:00:00Z", 1),
                valued(new Ledger("10000", "0", "50", "5", "0.5"), "2013-11-25T13:00:10Z"));
        String json = EventCodec.mapper().writeValueAsString(state);
        assertThat(EventCodec.mapper().readValue(json, ReportingState.class)).isEqualTo(state);
    }

    private void given(Event... events) {
        for (Event event : events) {
            Report report = Reporting.on(state, event, false, Instant.EPOCH);
            state = report.state();
            said.addAll(report.events());
        }
    }

    private List<Day> closed() {
        return said.stream()
                .filter(DayEvent.Closed.class::isInstance)
                .map(event -> ((DayEvent.Closed) event).day())
                .toList();
    }

    /** The newest statement of the day in Sydney. */
    private Day day(String date) {
        return said.stream()
                .flatMap(
                        event ->
                                switch (event) {
                                    case DayEvent.Closed closed -> List.of(closed.day()).stream();
                                    case DayEvent.Restated restated ->
                                            List.of(restated.day()).stream();
                                    default -> List.<Day>of().stream();
                                })
                .filter(day -> day.date().toString().equals(date) && day.timezone().equals(SYDNEY))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static EquityEvent.Snapshotted boundary(Ledger ledger, String at, long trades) {
        return snapshot(ledger.stats(at, trades), SYD);
    }

    private static EquityEvent.Snapshotted interval(Ledger ledger, String at) {
        return snapshot(ledger.stats(at, 1));
    }

    private static Event valued(Ledger ledger, String at) {
        return new dev.holdfast.contracts.event.PortfolioStateEvent.Valued(
                SWING,
                RunId.NONE,
                ledger.stats(at, 1),
                List.of(Sample.position("1", "810")),
                List.of(),
                List.of(),
                at(at));
    }

    private static CashEvent.Moved deposit(String at) {
        return new CashEvent.Moved(
                SWING,
                RunId.NONE,
                "m-1",
                MovementKind.DEPOSIT,
                new BigDecimal("10000"),
                Sample.USD,
                Optional.empty(),
                Optional.empty(),
                at(at));
    }
}
