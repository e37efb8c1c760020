package dev.holdfast.tradesync.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.stub.StubVenueServer;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Deposits and withdrawals, as each exchange tells them. */
class VenueMovementsTest {

    private static final PortfolioId SWING = PortfolioId.of("swing");

    @ParameterizedTest
    @EnumSource
    void whatCameAndWhatLeftIsToldAsTheBalanceHasItUnderIdsThatStay(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            server.book().deposit(stub.quote(), "10000").withdraw(stub.quote(), "250", "5");
            server.book().humanTrade(stub.base(), stub.quote(), true, "1", "100", Instant.now());

            List<VenueMovement> told = movements(stub, server, Optional.empty());

            assertThat(told)
                    .extracting(VenueMovement::money)
                    .containsExactlyInAnyOrder(
                            Money.of("10000", stub.quote()), Money.of("255", stub.quote()));
            assertThat(told)
                    .allSatisfy(
                            movement ->
                                    assertThat(movement.kind())
                                            .isIn(
                                                    movement.money().amount().intValue() == 255
                                                            ? List.of(
                                                                    MovementKind.WITHDRAWAL,
                                                                    MovementKind.TRANSFER_OUT)
                                                            : List.of(
                                                                    MovementKind.DEPOSIT,
                                                                    MovementKind.TRANSFER_IN)));
            assertThat(told)
                    .extracting(VenueMovement::movementId)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith(stub.name().toLowerCase(java.util.Locale.ROOT)));
            assertThat(movements(stub, server, Optional.empty()))
                    .containsExactlyInAnyOrderElementsOf(told);
            assertThat(movements(stub, server, Optional.of(Instant.now().minusSeconds(3600))))
                    .containsExactlyInAnyOrderElementsOf(told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noneIsMissingHoweverManyPagesThereAre(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            for (int i = 0; i < 120; i++) {
                server.book().deposit(stub.quote(), "1");
            }

            assertThat(
                            movements(stub, server, Optional.empty()).stream()
                                    .map(VenueMovement::movementId)
                                    .distinct())
                    .hasSize(120);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theyAreNotAskedForWithEachSync(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            server.book().deposit(stub.quote(), "1");
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            assertThat(venue.movements(SWING, Optional.empty())).isNotEmpty();
            int asked = server.requests().size();

            assertThat(venue.movements(SWING, Optional.empty())).isEmpty();

            assertThat(server.requests()).hasSize(asked);
        }
    }

    private static StubVenueServer server(Stubs stub) {
        return new StubVenueServer(
                0, stub.book().lastPrice(stub.base(), stub.quote(), "101"), stub.skin());
    }

    private static List<VenueMovement> movements(
            Stubs stub, StubVenueServer server, Optional<Instant> since) {
        return stub.venue(server, InstantSource.system()).movements(SWING, since);
    }
}
