package dev.holdfast.reporting.domain;

import static dev.holdfast.reporting.domain.Sample.SWING;
import static dev.holdfast.reporting.domain.Sample.SYDNEY;
import static dev.holdfast.reporting.domain.Sample.accepted;
import static dev.holdfast.reporting.domain.Sample.approved;
import static dev.holdfast.reporting.domain.Sample.armed;
import static dev.holdfast.reporting.domain.Sample.at;
import static dev.holdfast.reporting.domain.Sample.configured;
import static dev.holdfast.reporting.domain.Sample.filled;
import static dev.holdfast.reporting.domain.Sample.partly;
import static dev.holdfast.reporting.domain.Sample.plan;
import static dev.holdfast.reporting.domain.Sample.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.DayEvent.EndOfDayCaptured;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.reporting.domain.Sample.Ledger;
import dev.holdfast.reporting.domain.entry.Entry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class StandingTest {

    private static final String BOUNDARY = "2013-11-25T13:00:00Z";

    private final List<Event> said = new ArrayList<>();
    private final List<Entry> kept = new ArrayList<>();
    private ReportingState state = ReportingState.initial(SWING);

    @Test
    void anEndOfDayHoldsTheOrdersAndPlansThatStoodAtTheBoundary() {
        given(
                configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY),
                approved("c-1", "2", "1600", "2013-11-25T02:00:00Z"),
                accepted("c-1", "2", "2013-11-25T02:00:01Z"),
                partly("c-1", "2", "0.5", "2013-11-25T02:00:02Z"),
                armed("p-1", 2, "780", "2013-11-25T02:10:00Z"),
                boundary());

        EndOfDayCaptured end = end();
        assertThat(end.date()).isEqualTo("2013-11-25");
        assertThat(end.openOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.clientOrderId().orElseThrow().value()).isEqualTo("c-1");
                            assertThat(o.filledQuantity().value()).isEqualByComparingTo("0.5");
                        });
        assertThat(end.openPlans())
                .singleElement()
                .satisfies(
                        p ->
                                assertThat(p.stopPrice().orElseThrow().value())
                                        .isEqualByComparingTo("780"));
    }

    @Test
    void whatHappensAtTheBoundaryOrAfterItIsNoPartOfTheDayThatEnded() {
        given(
                configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY),
                accepted("c-1", "2", "2013-11-25T02:00:01Z"),
                armed("p-1", 2, "780", "2013-11-25T02:10:00Z"),
                new PlanEvent.Widened(
                        SWING,
                        Sample.RUN,
                        plan("p-1", 3, PlanStatus.ARMED, "770"),
                        LocalDate.parse("2013-11-26"),
                        Optional.empty(),
                        Optional.empty(),
                        at(BOUNDARY)),
                filled("c-1", "2", "2013-11-25T14:00:00Z"),
                boundary());

        assertThat(end().openOrders()).hasSize(1);
        assertThat(end().openPlans().getFirst().version()).isEqualTo(2);
        assertThat(state.standing().now().openOrders()).isEmpty();
        assertThat(state.standing().now().openPlans().getFirst().plan().version()).isEqualTo(3);
    }

    @Test
    void whatComesLateForTheBoundaryIsCapturedAgain() {
        given(
                configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY),
                accepted("c-1", "2", "2013-11-25T02:00:01Z"),
                boundary());
        assertThat(end().openOrders()).hasSize(1);

        given(filled("c-1", "2", "2013-11-25T12:59:59Z"));
        assertThat(end().openOrders()).isEmpty();
        assertThat(said.stream().filter(EndOfDayCaptured.class::isInstance)).hasSize(2);
    }

    @Test
    void anApprovalThatIsSeenAfterTheFillDoesNotOpenTheOrderAgain() {
        given(
                accepted("c-1", "2", "2013-11-25T02:00:01Z"),
                filled("c-1", "2", "2013-11-25T02:00:02Z"),
                approved("c-1", "2", "1600", "2013-11-25T02:00:00Z"));
        assertThat(state.standing().now().openOrders()).isEmpty();
    }

    @Test
    void aSnapshotOfPlansThatIsOlderThanWhatIsKnownChangesNothing() {
        given(
                armed("p-1", 4, "790", "2013-11-25T02:10:00Z"),
                new PlanEvent.Snapshotted(
                        SWING,
                        Sample.RUN,
                        List.of(plan("p-1", 3, PlanStatus.ARMED, "780")),
                        at("2013-11-25T02:09:00Z")));
        assertThat(state.standing().now().openPlans().getFirst().plan().version()).isEqualTo(4);
    }

    @Test
    void aClosedPlanLeavesTheBookAndItsLifeStays() {
        given(
                armed("p-1", 2, "780", "2013-11-25T02:10:00Z"),
                new PlanEvent.Closed(
                        SWING,
                        Sample.RUN,
                        plan("p-1", 3, PlanStatus.CLOSED, "780"),
                        "FLAT",
                        at("2013-11-25T03:00:00Z")));
        assertThat(state.standing().now().openPlans()).isEmpty();
        assertThat(kept)
                .filteredOn(Entry.PlanStep.class::isInstance)
                .extracting(entry -> ((Entry.PlanStep) entry).change())
                .containsExactly("armed", "closed");
    }

    @Test
    void aFillTellsThePlanItLeftByAlsoWhenItsOrderIsDoneAlready() {
        given(
                new TradeEvent.Synced(
                        SWING,
                        Sample.RUN,
                        Optional.empty(),
                        Sample.BITSTAMP,
                        TradeId.of("1"),
                        OrderId.of("7"),
                        Optional.of(ClientOrderId.of("p-swing-v1-00012-x3")),
                        Sample.BTC,
                        Side.SELL,
                        Quantity.of("1"),
                        Price.of("780"),
                        List.of(),
                        Liquidity.TAKER,
                        Origin.PLATFORM,
                        Optional.empty(),
                        Optional.empty(),
                        at("2013-11-25T03:00:00Z"),
                        at("2013-11-25T03:00:00Z")));
        assertThat(state.latest().fills().getFirst().planId())
                .contains(PlanId.of("p-swing-v1-00012"));
    }

    private Event boundary() {
        return snapshot(
                new Ledger("10000", "0", "1", "0", "0").stats(BOUNDARY, 1), "Australia/Sydney");
    }

    private EndOfDayCaptured end() {
        return said.stream()
                .filter(EndOfDayCaptured.class::isInstance)
                .map(EndOfDayCaptured.class::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private void given(Event... events) {
        for (Event event : events) {
            Report report = Reporting.on(state, event, false, Instant.EPOCH);
            state = report.state();
            said.addAll(report.events());
            kept.addAll(report.entries());
        }
    }
}
