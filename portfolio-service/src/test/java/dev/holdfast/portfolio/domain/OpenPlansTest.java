package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

class OpenPlansTest {

    private static final Instant NOON = Instant.parse("2013-11-25T01:00:00Z");

    @Test
    void aSnapshotInPartsIsWholeWithItsLastPart() {
        OpenPlans plans =
                OpenPlans.NONE.after(opened("a")).after(opened("b")).after(opened("gone"));

        OpenPlans between = plans.after(part(1, 2, "a"));
        assertThat(between.open()).hasSize(3);
        OpenPlans after = between.after(part(2, 2, "b", "new"));

        assertThat(after.open()).containsOnlyKeys(PlanId.of("a"), PlanId.of("b"), PlanId.of("new"));
        assertThat(after.told()).isEmpty();
    }

    @Test
    void aWholeSnapshotClosesWhatItDoesNotName() {
        OpenPlans plans =
                OpenPlans.NONE
                        .after(opened("a"))
                        .after(opened("b"))
                        .after(
                                new PlanEvent.Snapshotted(
                                        PortfolioId.of("swing"),
                                        RunId.NONE,
                                        Stream.of("a").map(OpenPlansTest::plan).toList(),
                                        NOON));

        assertThat(plans.open()).containsOnlyKeys(PlanId.of("a"));
    }

    private static PlanEvent opened(String id) {
        return new PlanEvent.Opened(
                PortfolioId.of("swing"), RunId.NONE, plan(id), Optional.empty(), NOON);
    }

    private static PlanEvent part(int part, int parts, String... ids) {
        return new PlanEvent.Snapshotted(
                PortfolioId.of("swing"),
                RunId.NONE,
                Stream.of(ids).map(OpenPlansTest::plan).toList(),
                Optional.of(part),
                Optional.of(parts),
                NOON);
    }

    private static PlanEvent.Plan plan(String id) {
        return new PlanEvent.Plan(
                PlanId.of(id),
                1,
                PlanStatus.ARMED,
                Symbol.of("BTC/USD"),
                Side.BUY,
                Optional.empty(),
                Optional.empty(),
                Quantity.of("1"),
                Quantity.of("1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty());
    }
}
