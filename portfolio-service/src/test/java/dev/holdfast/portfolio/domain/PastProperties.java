package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.Side;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * However late a fill comes, is corrected or withdrawn, and however little the state keeps: the
 * ledger, and every day of it, are what they would have been in order.
 */
class PastProperties {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(6));
    private static final ObjectMapper STATES = EventCodec.stateMapper();

    private static Desk desk(CostBasis basis) {
        Desk desk = new Desk("USD", basis, Desk.SHORT, "UTC", "Asia/Tokyo");
        for (String day : List.of("2023-12-25", "2023-12-28", "2023-12-31")) {
            desk.at(day + "T00:00:00Z").mark("EUR/USD", "1.1").mark("BNB/USD", "7");
            desk.mark("BTC/USD", "50").mark("ETH/EUR", "20");
        }
        return desk.deposit("1000", "USD").deposit("300", "EUR").close();
    }

    private static List<Event> records(Desk desk, Random random, int count) {
        List<Event> records = new ArrayList<>();
        List<TradeEvent.Synced> fills = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Some are from before the first record of the portfolio.
            long minute = random.nextInt(8 * 24 * 60) - 3 * 24 * 60;
            desk.trading(random.nextBoolean() ? "BTC/USD" : "ETH/EUR")
                    .as("v" + random.nextInt(3), "r-" + random.nextInt(2))
                    .ofOrder("o-" + random.nextInt(1 + count / 2))
                    .at(START.plusSeconds(60 * minute).toString());
            TradeEvent.Synced fill =
                    desk.fill(
                            random.nextBoolean() ? Side.BUY : Side.SELL,
                            "" + (1 + random.nextInt(7)),
                            BigDecimal.valueOf(1 + random.nextInt(9999), 2).toPlainString(),
                            random.nextBoolean() ? "0.13 USD" : "0.01 BNB");
            records.add(fill);
            fills.add(fill);
            if (random.nextInt(3) == 0) {
                records.add(random.nextBoolean() ? moved(i, fill) : charged(i, fill));
            }
        }
        Collections.shuffle(records, random);
        for (TradeEvent.Synced fill : fills) {
            if (random.nextInt(4) == 0) {
                records.add(
                        1 + records.indexOf(fill),
                        Desk.correction(fill, "3", "33.33", random.nextInt(3) == 0));
            }
        }
        return records;
    }

    private static Event moved(int number, TradeEvent.Synced like) {
        return new CashEvent.Moved(
                like.portfolioId(),
                like.runId(),
                "m-" + number,
                number % 2 == 0 ? MovementKind.DEPOSIT : MovementKind.WITHDRAWAL,
                new BigDecimal(1 + number),
                Currency.of(number % 3 == 0 ? "EUR" : "USD"),
                Optional.empty(),
                Optional.empty(),
                like.occurredAt());
    }

    private static Event charged(int number, TradeEvent.Synced like) {
        return new CostEvent.Incurred(
                like.portfolioId(),
                like.runId(),
                like.botVersion(),
                "f-" + number,
                CostCategory.FUNDING,
                new BigDecimal("0.25"),
                Currency.of(number % 3 == 0 ? "EUR" : "USD"),
                Optional.empty(),
                Optional.empty(),
                like.occurredAt());
    }

    @Property(tries = 25)
    void lateCorrectedAndWithdrawnFillsLeaveTheLedgerAndItsDaysAsInOrder(
            @ForAll CostBasis basis,
            @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll @IntRange(max = 1_000_000) int seed)
            throws Exception {
        Random random = new Random(seed);
        Desk live = desk(basis);
        List<Event> records = records(live, random, count);
        // Half comes while days pass, the other half after them.
        int half = records.size() / 2;
        for (int i = 0; i < records.size(); ) {
            int size = Math.min(1 + random.nextInt(4), records.size() - i);
            live.batch(records.subList(i, i + size));
            i += size;
            if (i <= half) {
                Instant to = START.plus(Duration.ofDays(6).multipliedBy(i).dividedBy(half + 1));
                live.tick(to.toString()).confirmed(to.toString()).close();
            }
            restarted(live);
        }
        live.tick(END.toString()).confirmed(END.toString()).close();

        Desk inOrder = desk(basis);
        inOrder.batch(
                records.stream()
                        .sorted(Comparator.comparing(Event::occurredAt))
                        .sorted(Comparator.comparing(TradeEvent.Corrected.class::isInstance))
                        .toList());
        inOrder.tick(END.toString()).confirmed(END.toString()).close();

        assertSame(live.ledger(), inOrder.ledger());
        assertThat(days(live))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(days(inOrder));
        assertThat(live.state.drawdown().seen())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(inOrder.state.drawdown().seen());
        live.shelf.days.forEach(
                (at, day) -> assertSame(day.ledger(), inOrder.shelf.days.get(at).ledger()));
    }

    private static void assertSame(Ledger one, Ledger other) {
        assertThat(one)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(other);
    }

    /** The figures of each day, as they were stated last. */
    private static Map<Instant, Object> days(Desk desk) {
        Map<Instant, Object> days = new TreeMap<>();
        for (EquityEvent event : desk.said(EquityEvent.class)) {
            boolean boundary =
                    switch (event) {
                        case EquityEvent.Snapshotted e -> !e.boundary().isEmpty();
                        case EquityEvent.Restated e -> true;
                    };
            if (boundary) {
                var stats = event.stats();
                days.put(
                        event.at(),
                        List.of(
                                stats.equity(),
                                stats.netPnl(),
                                stats.realizedPnl(),
                                stats.fees(),
                                stats.otherCosts(),
                                stats.contributed(),
                                stats.drawdown(),
                                stats.maxDrawdown(),
                                stats.totalTrades(),
                                stats.totalOrders(),
                                stats.wins(),
                                stats.losses()));
            }
        }
        return days;
    }

    /** The state is written and read again, as over a restart. */
    private static void restarted(Desk desk) throws Exception {
        desk.state = STATES.readValue(STATES.writeValueAsBytes(desk.state), PortfolioState.class);
        assertThat(desk.state.journal().orElseThrow().past()).isEqualTo(Past.NONE);
    }
}
