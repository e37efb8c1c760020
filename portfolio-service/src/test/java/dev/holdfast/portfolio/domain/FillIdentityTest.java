package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Which fills are one, which are two, and which of an instant comes first. */
class FillIdentityTest {

    @Test
    void theSameFillOfASyncOfAReplayAndOfAnImportIsOne() {
        Desk desk = new Desk("USD");
        TradeEvent.Synced synced = desk.fill(Side.BUY, "1", "100", "2 USD");
        desk.book(synced);
        desk.book(like(synced, synced.symbol(), synced.orderId(), Origin.PLATFORM));
        desk.book(like(synced, synced.symbol(), synced.orderId(), Origin.IMPORTED));

        assertThat(desk.position().trades()).isEqualTo(1);
        assertThat(desk.position().quantity()).isEqualByComparingTo("1");
        assertThat(desk.stats().fees().orElseThrow()).isEqualByComparingTo("2");
    }

    @Test
    void aTradeIdStandsForOneFillOfItsOrderAndSymbolAlone() {
        Desk desk = new Desk("USD");
        TradeEvent.Synced fill = desk.fill(Side.BUY, "1", "100");
        desk.book(fill);
        desk.book(like(fill, fill.symbol(), OrderId.of("another"), Origin.PLATFORM));
        desk.book(like(fill, Symbol.of("ETH/USD"), fill.orderId(), Origin.PLATFORM));

        assertThat(desk.position().quantity()).isEqualByComparingTo("2");
        assertThat(desk.ledger().total().trades()).isEqualTo(3);
    }

    @Test
    void fillsOfOneInstantCountBySequenceThenByIdNumbersBeforeTexts() {
        Instant at = Instant.parse("2024-01-01T00:00:00Z");
        List<FillPlace> inOrder =
                List.of(
                        place(at.minusNanos(1), "9", "z"),
                        place(at, null, "9"),
                        place(at, null, "10"),
                        place(at, null, "9a"),
                        place(at, null, "a"),
                        place(at, "2", "3"),
                        place(at, "10", "1"),
                        place(at, "10", "2"));
        Random random = new Random(3);
        for (int i = 0; i < 50; i++) {
            List<FillPlace> shuffled = new ArrayList<>(inOrder);
            Collections.shuffle(shuffled, random);
            assertThat(shuffled.stream().sorted(FillOrder.PLACES))
                    .containsExactlyElementsOf(inOrder);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFillThroughZeroClosesThenOpensTheRestAtItsOwnPriceAsACycleOfItsOwn(CostBasis basis) {
        Desk desk = new Desk("USD", basis).buy("1", "100").buy("1", "120");
        desk.at("2024-01-01T01:00:00Z").sell("3", "130");

        Position turned = desk.position();
        assertThat(turned.quantity()).isEqualByComparingTo("-1");
        assertThat(turned.cost()).isEqualByComparingTo("-130");
        assertThat(turned.realized()).isEqualByComparingTo("40");
        Cycle cycle = turned.cycle().orElseThrow();
        assertThat(cycle.openedAt()).isEqualTo("2024-01-01T01:01:00Z");
        assertThat(cycle.realized()).isEqualByComparingTo("0");
        assertThat(cycle.peak()).isEqualByComparingTo("1");

        desk.buy("1", "140");
        assertThat(desk.position().flat()).isTrue();
        assertThat(desk.position().cost()).isZero();
        assertThat(desk.position().realized()).isEqualByComparingTo("30");
        assertThat(desk.position().cycle().orElseThrow().realized()).isEqualByComparingTo("-10");
        assertThat(desk.stats().wins()).isEqualTo(1);
        assertThat(desk.stats().losses()).isEqualTo(1);
    }

    private static FillPlace place(Instant at, String sequence, String tradeId) {
        return new FillPlace(
                at,
                Optional.ofNullable(sequence),
                TradeId.of(tradeId),
                OrderId.of("o-1"),
                Desk.VENUE);
    }

    /** The same trade, recorded an hour later by another run. */
    private static TradeEvent.Synced like(
            TradeEvent.Synced fill, Symbol symbol, OrderId order, Origin origin) {
        return new TradeEvent.Synced(
                fill.portfolioId(),
                RunId.of("another"),
                fill.botVersion(),
                fill.venue(),
                fill.tradeId(),
                order,
                fill.clientOrderId(),
                symbol,
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                origin,
                fill.venueSequence(),
                fill.tag(),
                fill.occurredAt(),
                fill.recordedAt().plusSeconds(3600));
    }
}
