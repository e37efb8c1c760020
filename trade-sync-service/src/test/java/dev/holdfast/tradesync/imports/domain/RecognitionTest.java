package dev.holdfast.tradesync.imports.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.Change;
import dev.holdfast.tradesync.domain.FillBooking;
import dev.holdfast.tradesync.domain.Known;
import dev.holdfast.tradesync.domain.OrderTags;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.SyncResult;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.VenueFill;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Fills that an export told without ids, and the venue itself with them. */
class RecognitionTest {

    private static final Instant MINUTE = Instant.parse("2021-01-06T14:38:00Z");

    private final PortfolioSync state = Syncs.configured();

    @Test
    void aFillThatWasImportedWithoutIdsIsNotBookedAgainWhenTheVenueTellsItWithThem() {
        VenueFill row = fill("row-1", "row-1", MINUTE.plusSeconds(7));
        VenueFill told = fill("T-1", "O-1", MINUTE.plusSeconds(7).plusMillis(123));

        SyncResult first = sync(List.of(told), imported(row, Optional.empty()));
        assertThat(first.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Corrected.class,
                        exact -> {
                            assertThat(exact.tradeId()).isEqualTo(row.tradeId());
                            assertThat(exact.occurredAt()).isEqualTo(told.occurredAt());
                        });
        Known.Name name = new Known.Name(told.orderId(), told.tradeId());
        assertThat(first.changes())
                .contains(new Change.FillNamed(row.key(Syncs.SWING, Syncs.BITSTAMP), name));

        VenueFill exact = fill("row-1", "row-1", told.occurredAt());
        assertThat(sync(List.of(told), imported(exact, Optional.of(name))).silent()).isTrue();
    }

    @Test
    void aFillThatTheVenueCorrectsLaterIsTheImportedOneStill() {
        VenueFill row = fill("row-1", "row-1", MINUTE);
        Known.Name name = new Known.Name(OrderId.of("O-1"), TradeId.of("T-1"));
        VenueFill corrected =
                new VenueFill(
                        row.symbol(),
                        name.tradeId(),
                        name.orderId(),
                        Optional.empty(),
                        row.side(),
                        Quantity.of("0.4"),
                        row.price(),
                        row.fees(),
                        row.liquidity(),
                        Optional.empty(),
                        row.occurredAt());

        assertThat(sync(List.of(corrected), imported(row, Optional.of(name))).events())
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Corrected.class,
                        event -> assertThat(event.tradeId()).isEqualTo(row.tradeId()));
    }

    @Test
    void twoFillsThatAreAlikeStayTwo() {
        Known.Twin row = imported(fill("row-1", "row-1", MINUTE), Optional.empty());
        List<Event> events =
                sync(List.of(fill("T-1", "O-1", MINUTE), fill("T-2", "O-1", MINUTE)), row).events();

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Synced.class,
                        other -> assertThat(other.tradeId()).isEqualTo(TradeId.of("T-2")));
    }

    @ParameterizedTest
    @CsvSource({
        "2021-01-06T14:38:00Z, 2021-01-06T14:38:59.9Z, true",
        "2021-01-06T14:38:00Z, 2021-01-06T14:39:00Z, false",
        "2021-01-06T14:38:07Z, 2021-01-06T14:38:07.9Z, true",
        "2021-01-06T14:38:07Z, 2021-01-06T14:38:08Z, false",
        "2021-01-06T14:38:07.12Z, 2021-01-06T14:38:07.1205Z, true",
        "2021-01-06T14:38:07.12Z, 2021-01-06T14:38:07.121Z, false",
        "2021-01-06T14:38:07Z, 2021-01-06T14:38:06.9Z, false",
    })
    void theTimeAgreesAsFarAsTheExportWritesIt(Instant row, Instant exact, boolean one) {
        assertThat(
                        FillBooking.newTrades(
                                sync(
                                                List.of(fill("T-1", "O-1", exact)),
                                                imported(
                                                        fill("row-1", "row-1", row),
                                                        Optional.empty()))
                                        .events()))
                .isEqualTo(one ? 0 : 1);
    }

    @Test
    void anExportThatNamesTheFillAndNotItsOrderIsKnownByTheFill() {
        Known.Twin orderless = imported(fill("T-1", "T-1", MINUTE), Optional.empty());

        assertThat(sync(List.of(fill("T-1", "O-1", MINUTE)), orderless).events()).isEmpty();
        assertThat(sync(List.of(fill("T-2", "O-1", MINUTE)), orderless).events()).hasSize(1);
    }

    @Test
    void whatTheVenueHasToldIsKnownWhenAnExportTellsItWithoutIds() {
        VenueFill told = fill("T-1", "O-1", MINUTE.plusMillis(300));
        List<VenueFill> rows =
                List.of(fill("row-1", "row-1", MINUTE), fill("row-2", "row-2", MINUTE));
        Known known = knowing(List.of(imported(told, Optional.empty())));
        Set<TradeEvent.FillKey> wanted = ImportBooking.wanted(state, rows, known);

        ImportBooking.Counts counts =
                ImportBooking.book(state, rows, known.claimed(wanted, wanted), false, MINUTE)
                        .counts();

        assertThat(counts).isEqualTo(new ImportBooking.Counts(1, 1, 0, 0));
    }

    private SyncResult sync(List<VenueFill> told, Known.Twin... twins) {
        Known known = knowing(List.of(twins));
        Set<TradeEvent.FillKey> all =
                told.stream()
                        .map(fill -> fill.key(Syncs.SWING, Syncs.BITSTAMP))
                        .collect(Collectors.toSet());
        return FillBooking.book(state, told, known.claimed(all, all), MINUTE);
    }

    private static Known.Twin imported(VenueFill fill, Optional<Known.Name> name) {
        return new Known.Twin(
                new Known.Booked(
                        fill.fill(Syncs.SWING, Syncs.BITSTAMP),
                        new OrderTags(
                                Optional.empty(), RunId.NONE, Optional.empty(), Optional.empty()),
                        Origin.IMPORTED),
                name);
    }

    private static VenueFill fill(String tradeId, String orderId, Instant at) {
        return new VenueFill(
                Syncs.BTC_USD,
                TradeId.of(tradeId),
                OrderId.of(orderId),
                Optional.empty(),
                Side.BUY,
                Quantity.of("0.5"),
                Price.of("35000"),
                List.of(),
                Liquidity.UNKNOWN,
                Optional.empty(),
                at);
    }

    private static Known knowing(List<Known.Twin> twins) {
        return new Known(
                Map.of(), Map.of(), Map.of(), Known.Neighbours.NONE, Set.of(), Set.of(), twins);
    }
}
