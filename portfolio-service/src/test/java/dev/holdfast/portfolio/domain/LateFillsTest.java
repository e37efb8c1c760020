package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Side;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class LateFillsTest {

    private static final int MANY = 100_000;
    private static final int BATCH = 500;

    /** A fill every ten seconds, bought and sold in turn. */
    private static List<TradeEvent.Synced> fills(Desk desk) {
        List<TradeEvent.Synced> fills = new ArrayList<>(MANY);
        Instant began = Instant.parse("2024-01-01T00:00:00Z");
        for (int i = 0; i < MANY; i++) {
            desk.at(began.plusSeconds(10L * i).toString());
            fills.add(
                    desk.fill(
                            i % 2 == 0 ? Side.BUY : Side.SELL,
                            i % 2 == 0 ? "2" : "1.5",
                            BigDecimal.valueOf(10_000 + i % 97, 2).toPlainString()));
        }
        return fills;
    }

    @Test
    void aLateFillAmongAHundredThousandIsFoldedFromTheSpotBeforeItAndTheStateStaysSmall()
            throws Exception {
        Desk desk = new Desk("USD", CostBasis.AVERAGE);
        List<TradeEvent.Synced> fills = fills(desk);
        TradeEvent.Synced late = fills.get(MANY - 1_500);
        TradeEvent.Synced wrong = fills.get(MANY - 3_500);
        int early = 0;
        for (int i = 0; i < MANY; i += BATCH) {
            List<Event> batch = new ArrayList<>(fills.subList(i, i + BATCH));
            batch.remove(late);
            desk.batch(batch).confirmed(batch.getLast().occurredAt().toString()).close();
            early = i == 40 * BATCH ? bytes(desk) : early;
        }
        assertThat(bytes(desk)).isLessThan(early * 11 / 10);
        assertThat(desk.shelf.fetchedFills).as("in order, nothing is fetched").isZero();

        desk.batch(late);
        assertThat(desk.shelf.fetchedFills).isLessThan(2_700);
        desk.batch(Desk.correction(wrong, "7", "99", false));
        assertThat(desk.shelf.fetchedFills).isLessThan(2_700 + 4_700);

        LedgerFold inOrder =
                new LedgerFold(Ledger.empty(desk.ledger().baseCurrency(), CostBasis.AVERAGE));
        for (TradeEvent fill : fills) {
            TradeEvent is = fill == wrong ? Desk.correction(wrong, "7", "99", false) : fill;
            inOrder.fill(FillRates.one(is.fill()).booked(is));
        }
        assertThat(desk.position())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(inOrder.done().position(desk.position().symbol()));
    }

    private static int bytes(Desk desk) throws Exception {
        return EventCodec.stateMapper().writeValueAsBytes(desk.state).length;
    }

    @Test
    void aFillOfLongAgoRestatesEveryDaySinceAtThePricesOfThose() {
        Desk desk = new Desk("USD").at("2024-01-01T10:00:00Z").deposit("1000", "USD");
        TradeEvent.Synced late = desk.at("2024-01-01T11:00:00Z").fill(Side.BUY, "1", "90");
        desk.trading("ETH/USD");
        Instant day = Instant.parse("2024-01-02T00:00:00Z");
        for (int i = 0; i < 100; i++) {
            Instant at = day.plusSeconds(86_400L * i);
            desk.at(at.minusSeconds(3_600).toString()).mark("BTC/USD", "" + (100 + i));
            desk.buy("1", "1").mark("ETH/USD", "1");
            desk.tick(at.plusSeconds(60).toString()).confirmed(at.plusSeconds(60).toString());
            desk.close();
        }
        int before = desk.said(EquityEvent.Snapshotted.class).size();
        desk.batch(late);
        List<EquityEvent.Restated> restated = desk.said(EquityEvent.Restated.class);
        assertThat(restated).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(restated.get(i).at()).isEqualTo(day.plusSeconds(86_400L * i));
            assertThat(restated.get(i).stats().equity().orElseThrow())
                    .isEqualByComparingTo("" + (1010 + i));
        }
        assertThat(desk.said(EquityEvent.Snapshotted.class)).hasSize(before);
    }
}
