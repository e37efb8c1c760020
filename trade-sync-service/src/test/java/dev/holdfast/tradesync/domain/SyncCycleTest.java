package dev.holdfast.tradesync.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.VenueEvent;

import org.junit.jupiter.api.Test;

class SyncCycleTest {

    @Test
    void aVenueThatFailsIsToldOnceAndAgainWhenItFailsWithSomethingElse() {
        SyncResult told = failing(Syncs.configured(), "MAINTENANCE");
        assertThat(told.events()).hasSize(1);
        assertThat(failing(told.state(), "MAINTENANCE").silent()).isTrue();

        SyncResult other = failing(told.state(), "KEY_REJECTED");
        assertThat(other.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        VenueEvent.Degraded.class,
                        event -> assertThat(event.code()).isEqualTo("KEY_REJECTED"));

        SyncResult well = SyncCycle.recovered(other.state(), Syncs.START);
        assertThat(well.events()).singleElement().isInstanceOf(VenueEvent.Recovered.class);
        assertThat(SyncCycle.recovered(well.state(), Syncs.START).silent()).isTrue();
        assertThat(failing(well.state(), "KEY_REJECTED").events()).hasSize(1);
    }

    private static SyncResult failing(PortfolioSync state, String code) {
        return SyncCycle.degraded(state, code, "as it said", Syncs.START);
    }
}
