package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class RebuildTest {

    @ParameterizedTest
    @EnumSource
    void aRebuildEqualsTheLiveLedger(CostBasis basis) {
        Desk desk = new Desk("USD", basis);
        List<Event> records = new ArrayList<>();
        Random random = new Random(7);
        desk.deposit("10000", "USD").as("v1", "r-1");
        for (int i = 0; i < 400; i++) {
            desk.trading(i % 3 == 0 ? "ETH/USD" : "BTC/USD");
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            Event fill =
                    desk.fill(
                            side,
                            "0.0" + (1 + random.nextInt(98)),
                            "" + (700 + random.nextInt(200)),
                            "0.1 USD");
            desk.book(fill).close();
            records.add(fill);
        }

        Rebuilt rebuilt = rebuilt(desk, records);

        assertThat(rebuilt.notBooked()).isEmpty();
        assertThat(rebuilt.ledger().positions()).isEqualTo(desk.ledger().positions());
        assertThat(rebuilt.ledger().total()).isEqualTo(desk.ledger().total());
        assertThat(rebuilt.ledger().slices()).isEqualTo(desk.ledger().slices());
    }

    @Test
    void aFillThatCameYearsLateIsBookedWhereItBelongs() {
        Desk desk = new Desk("USD", CostBasis.FIFO);
        TradeEvent.Synced first = desk.fill(Side.BUY, "1", "100");
        List<Event> records = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            records.add(desk.fill(Side.BUY, "1", "200"));
        }
        records.add(desk.fill(Side.SELL, "1", "300"));
        records.add(first);

        Position position = rebuilt(desk, records).ledger().position(first.symbol());

        assertThat(position.realized()).isEqualByComparingTo("200");
    }

    @Test
    void aCorrectionCountsAndACancelledFillDoesNot() {
        Desk desk = new Desk("USD", CostBasis.AVERAGE);
        TradeEvent.Synced kept = desk.fill(Side.BUY, "1", "100");
        TradeEvent.Synced gone = desk.fill(Side.BUY, "5", "100");

        Rebuilt rebuilt =
                rebuilt(
                        desk,
                        List.of(
                                kept,
                                gone,
                                Desk.correction(kept, "2", "101", false),
                                Desk.correction(gone, "5", "100", true)));

        Position position = rebuilt.ledger().position(kept.symbol());
        assertThat(position.quantity()).isEqualByComparingTo("2");
        assertThat(position.cost()).isEqualByComparingTo("202");
    }

    @Test
    void aCorrectionOfAFillThatIsOnNoTopicIsNamed() {
        Desk desk = new Desk("USD", CostBasis.AVERAGE);
        TradeEvent.Synced never = desk.fill(Side.BUY, "1", "100");

        Rebuilt rebuilt = rebuilt(desk, List.of(Desk.correction(never, "2", "101", false)));

        assertThat(rebuilt.notBooked())
                .singleElement()
                .asString()
                .contains("fill 1 of order o-1 in BTC/USD")
                .contains("corrects a fill that is unknown");
    }

    @Test
    void costsOfOneIdThatSayDifferentThingsAreCountedOnce() {
        Desk desk = new Desk("USD", CostBasis.AVERAGE);
        Rebuild rebuild = rebuild(desk);
        Event cost =
                new CostEvent.Incurred(
                        Desk.SWING,
                        RunId.NONE,
                        Optional.empty(),
                        "f-1",
                        CostCategory.DATA,
                        new BigDecimal("3"),
                        Currency.of("USD"),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.parse("2024-01-02T00:00:00Z"));

        rebuild.take(cost, false, cost.occurredAt());
        rebuild.take(cost, true, cost.occurredAt());

        Rebuilt rebuilt = rebuild.done();
        assertThat(rebuilt.ledger().total().other().value().orElseThrow())
                .isEqualByComparingTo("3");
        assertThat(rebuilt.notBooked()).singleElement().asString().contains("cost_id");
    }

    @Test
    void aRecordThatIsRefusedLiveForItsTimeIsRefusedWithTheSameWordsByARebuild() {
        Desk desk = new Desk("USD", CostBasis.AVERAGE);
        Instant written = Instant.parse("2024-01-01T12:00:00Z");
        TradeEvent.Synced kept = desk.fill(Side.BUY, "1", "100");
        TradeEvent.Synced future = desk.at("2024-01-02T12:00:00Z").fill(Side.BUY, "2", "100");
        TradeEvent.Synced ancient = desk.at("1969-12-31T00:00:00Z").fill(Side.BUY, "4", "100");
        Rebuild rebuild = rebuild(desk);

        assertThat(rebuild.take(kept, false, written)).isTrue();
        for (TradeEvent.Synced fill : List.of(future, ancient)) {
            assertThat(rebuild.take(fill, false, written)).isFalse();
            assertThatThrownBy(() -> desk.bookkeeper.book(desk.state, fill, false, written))
                    .hasMessage(rebuild.done().notBooked().getLast());
        }

        assertThat(rebuild.done().ledger().position(kept.symbol()).quantity())
                .isEqualByComparingTo("1");
        assertThat(rebuild.done().notBooked()).hasSize(2);
    }

    private static Rebuild rebuild(Desk desk) {
        return Rebuild.beside(desk.state, BookedRates.NONE, desk.market);
    }

    private static Rebuilt rebuilt(Desk desk, List<? extends Event> records) {
        Rebuild rebuild = rebuild(desk);
        records.forEach(record -> rebuild.take(record, false, record.occurredAt()));
        return rebuild.done();
    }
}
