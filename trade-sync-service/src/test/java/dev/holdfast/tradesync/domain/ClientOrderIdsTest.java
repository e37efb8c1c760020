package dev.holdfast.tradesync.domain;

import static dev.holdfast.tradesync.domain.Syncs.SWING;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;

import org.junit.jupiter.api.Test;

class ClientOrderIdsTest {

    private static final ClientOrderIds SHORT = new ClientOrderIds("[a-z0-9-]{1,18}");
    private static final ClientOrderId ID = ClientOrderId.of("swing-v2-00017");

    @Test
    void anIdThatTheVenueTakesGoesOutAsItIs() {
        assertThat(SHORT.atVenue(SWING, "swing-", ID)).isEqualTo(ID);
    }

    @Test
    void anIdThatIsTooLongGoesOutAsTheSameHexDigitsEachTime() {
        ClientOrderId tooLong = ClientOrderId.of("swing-p-swing-v2-00017-x3");

        assertThat(SHORT.atVenue(SWING, "swing-", tooLong).value())
                .matches("[0-9a-f]{32}")
                .isEqualTo(SHORT.atVenue(SWING, "swing-", tooLong).value());
    }

    @Test
    void twoPortfoliosOfOneAccountMayUseTheSameId() {
        ClientOrderId plain = ClientOrderId.of("1");

        assertThat(SHORT.atVenue(SWING, "swing-", plain))
                .isNotEqualTo(SHORT.atVenue(PortfolioId.of("scalp"), "scalp-", plain));
    }

    @Test
    void aVenueThatTakesAnyIdIsGivenOurs() {
        ClientOrderId odd = ClientOrderId.of("Größe 1/2 — yes");

        assertThat(ClientOrderIds.ANY.atVenue(SWING, "", odd)).isEqualTo(odd);
    }
}
