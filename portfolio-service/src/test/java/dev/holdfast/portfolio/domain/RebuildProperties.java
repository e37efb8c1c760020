package dev.holdfast.portfolio.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.CostCategory;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Folded again from its topics a portfolio is what it is live: with money, costs and fees in other
 * currencies, corrections, late fills, transfers, adjustments and a baseline, also when the market
 * has forgotten every rate of their times.
 */
class RebuildProperties {

    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(6));

    private static final List<String> FEES =
            List.of("0.13 USD", "0.01 BNB", "-0.02 BNB", "0.2 EUR", "0.001 BTC", "0.4 XYZ");

    private static Desk desk(CostBasis basis) {
        Desk desk = new Desk("USD", basis, Desk.SHORT, "UTC", "Asia/Tokyo");
        return marked(desk, START.minus(Duration.ofDays(1)), 0);
    }

    private static Desk marked(Desk desk, Instant at, int number) {
        return desk.at(at.toString())
                .mark("EUR/USD", "1." + (10 + number))
                .mark("BNB/USD", "7." + (10 + number))
                .mark("BTC/USD", "50." + number)
                .mark("ETH/EUR", "20." + number);
    }

    private static Event fill(Desk desk, Random random, int count) {
        long minute = random.nextInt(5 * 24 * 60);
        desk.trading(random.nextBoolean() ? "BTC/USD" : "ETH/EUR")
                .as("v" + random.nextInt(3), "r-" + random.nextInt(2))
                .tagged(random.nextInt(4) == 0 ? "baseline" : "breakout")
                .ofOrder("o-" + random.nextInt(1 + count / 2))
                .at(START.plusSeconds(60 * minute).toString());
        List<String> fees = new ArrayList<>(FEES);
        Collections.shuffle(fees, random);
        return desk.fill(
                random.nextBoolean() ? Side.BUY : Side.SELL,
                "" + (1 + random.nextInt(7)),
                BigDecimal.valueOf(1 + random.nextInt(9999), 2).toPlainString(),
                fees.subList(0, random.nextInt(3)).toArray(String[]::new));
    }

    private static Event money(Random random, int number) {
        // Some within one quarter of an hour, of which the ledger keeps the sum.
        Instant at = START.plusSeconds(43_200L * random.nextInt(10) + random.nextInt(800));
        Currency currency = Currency.of(List.of("EUR", "XYZ", "USD").get(random.nextInt(3)));
        BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(500), 1);
        return switch (random.nextInt(5)) {
            case 0 -> moved("m-" + number, MovementKind.DEPOSIT, amount, currency, at);
            case 1 -> moved("m-" + number, MovementKind.TRANSFER_OUT, amount, currency, at);
            case 2 -> moved("m-" + number, MovementKind.ADJUSTMENT, amount.negate(), currency, at);
            case 3 ->
                    new CostEvent.LlmCalled(
                            Desk.SWING,
                            RunId.of("r-1"),
                            Optional.empty(),
                            "c-" + number,
                            "a-model",
                            1200,
                            180,
                            amount,
                            currency,
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            at);
            default ->
                    new CostEvent.Incurred(
                            Desk.SWING,
                            RunId.NONE,
                            Optional.empty(),
                            "f-" + number,
                            CostCategory.FUNDING,
                            amount,
                            currency,
                            Optional.empty(),
                            Optional.empty(),
                            at);
        };
    }

    private static CashEvent.Moved moved(
            String id, MovementKind kind, BigDecimal amount, Currency currency, Instant at) {
        return new CashEvent.Moved(
                Desk.SWING,
                RunId.NONE,
                id,
                kind,
                amount,
                currency,
                Optional.empty(),
                kind == MovementKind.TRANSFER_OUT
                        ? Optional.of(new BigDecimal("12.5"))
                        : Optional.empty(),
                Optional.of("as wished"),
                at);
    }

    /** The venue says something else of some fills, withdraws some, and repeats some. */
    private static List<Event> records(Desk desk, Random random, int count) {
        List<Event> fills = new ArrayList<>();
        List<Event> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fills.add(fill(desk, random, count));
            records.add(fills.getLast());
            if (random.nextBoolean()) {
                records.add(money(random, i));
            }
        }
        Collections.shuffle(records, random);
        for (Event event : fills) {
            TradeEvent.Synced fill = (TradeEvent.Synced) event;
            int after = 1 + records.indexOf(fill);
            switch (random.nextInt(8)) {
                case 0 -> records.add(after, Desk.correction(fill, "3", "33.33", true));
                case 1 -> records.add(after, Desk.correction(fill, "3", "33.33", false));
                case 2 -> records.add(after, Desk.again(fill, "2", "44.44"));
                case 3 -> records.add(after, fill);
                default -> {}
            }
        }
        return records;
    }

    @Property(tries = 40)
    void aRebuildEqualsTheLiveLedgerWhateverTheMarketHasForgotten(
            @ForAll CostBasis basis,
            @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll @IntRange(max = 1_000_000) int seed) {
        Random random = new Random(seed);
        Desk live = desk(basis);
        List<Event> records = records(live, random, count);
        int known = random.nextInt(records.size());
        for (int i = 0; i < records.size(); ) {
            int size = Math.min(1 + random.nextInt(4), records.size() - i);
            live.batch(records.subList(i, i + size));
            if (i <= known && known < i + size) {
                live.at(START.minusSeconds(3600).toString()).mark("XYZ/USD", "3").close();
            }
            i += size;
            Instant to = START.plus(Duration.ofDays(6).multipliedBy(i).dividedBy(records.size()));
            marked(live, to.minusSeconds(600), i)
                    .tick(to.toString())
                    .confirmed(to.toString())
                    .close();
            // What came before may be asked for no more.
            if (random.nextInt(3) == 0) {
                live.market.forget(to.minus(Duration.ofHours(30)));
            }
        }
        live.market.forget();

        Rebuilt rebuilt = rebuilt(live, records);

        assertThat(rebuilt.notBooked()).isEmpty();
        assertThat(rebuilt.ledger())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(live.ledger());
        assertThat(rebuilt.journal().checkpoint().positions())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(live.state.journal().orElseThrow().checkpoint().positions());
    }

    /** The topics one after the other, redeliveries removed, as the replay reads them. */
    private static Rebuilt rebuilt(Desk live, List<Event> records) {
        Rebuild rebuild = Rebuild.beside(live.state, live.shelf.bookedRates(), live.market);
        for (Class<? extends Event> topic :
                List.of(CashEvent.class, CostEvent.class, TradeEvent.class)) {
            Set<Object> contents = new HashSet<>();
            Set<TradeEvent.FillKey> ids = new HashSet<>();
            for (Event event : records) {
                if (topic.isInstance(event) && contents.add(event)) {
                    boolean conflicting =
                            event instanceof TradeEvent.Synced fill && !ids.add(fill.fill().key());
                    assertThat(rebuild.take(event, conflicting, event.occurredAt())).isTrue();
                }
            }
        }
        return rebuild.done();
    }
}
