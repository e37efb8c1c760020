package dev.holdfast.tradesync.sync;

import static dev.holdfast.tradesync.domain.Syncs.BTC_USD;
import static dev.holdfast.tradesync.domain.Syncs.START;
import static dev.holdfast.tradesync.domain.Syncs.approved;
import static dev.holdfast.tradesync.domain.Syncs.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.AssignmentRule;
import dev.holdfast.contracts.event.PortfolioEvent.ForeignFills;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.Told.Telling;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueOrder;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One account at a venue, on which two portfolios and a person trade. */
class SharedAccountTest {

    private static final PortfolioId TREND = PortfolioId.of("swing-trend");

    private final StubVenue venue = new StubVenue(HistoryOrder.OLDEST_FIRST, 10, 2);
    private final MemoryLedger swing = new MemoryLedger(portfolio(Syncs.SWING, "swing-", HOLDS));
    private final MemoryLedger trend =
            new MemoryLedger(portfolio(TREND, "swing-trend-", HOLDS), swing);

    private static final AccountPolicy HOLDS = AccountPolicy.HOLDS;
    private static final AccountPolicy BOOKS =
            new AccountPolicy(ForeignFills.BOOK, List.of(), Optional.empty());

    @Test
    void eachPortfolioBooksItsOwnFillsAndThePersonsWaitForBoth() {
        venue.fills.add(named(fill("1", "o-1", "1", 10), "swing-1"));
        venue.fills.add(named(fill("2", "o-2", "1", 20), "swing-trend-1"));
        venue.fills.add(fill("3", "by-hand", "1", 30));
        sync(swing);
        sync(trend);

        assertThat(booked(swing)).containsExactly("1");
        assertThat(booked(trend)).containsExactly("2");
        assertThat(held(swing)).containsExactly("3");
        assertThat(held(trend)).containsExactly("3");
    }

    @Test
    void aFillWithoutItsClientOrderIdBelongsToWhoeverPlacedTheOrder() {
        accept(trend, "swing-trend-1", "o-2");
        venue.fills.add(fill("2", "o-2", "1", 20));
        sync(swing);
        sync(trend);

        assertThat(booked(swing)).isEmpty();
        assertThat(held(swing)).isEmpty();
        assertThat(booked(trend)).containsExactly("2");
    }

    @Test
    void whileAnAnswerIsAwaitedAFillThatCouldBeTheOrdersIsNotTakenByAnybodyElse() {
        configure(swing, Syncs.SWING, "swing-", 2, BOOKS);
        trend.state =
                OrderLife.approved(trend.state, approved("swing-trend-1", Side.BUY, "1")).state();
        venue.fills.add(fill("2", "o-2", "1", 20));
        sync(swing);
        assertThat(booked(swing)).isEmpty();
        assertThat(held(swing)).containsExactly("2");

        accept(trend, "swing-trend-1", "o-2");
        sync(swing);
        sync(trend);

        assertThat(booked(swing)).isEmpty();
        assertThat(held(swing)).isEmpty();
        assertThat(booked(trend)).containsExactly("2");
    }

    @Test
    void anOwnFillThatCameBeforeItsOrdersAnswerIsBookedWithTheAnswer() {
        swing.state = OrderLife.approved(swing.state, approved("swing-1", Side.BUY, "1")).state();
        venue.fills.add(fill("1", "o-1", "1", 20));
        sync(swing);
        assertThat(booked(swing)).isEmpty();

        accept(swing, "swing-1", "o-1");
        venue.now = venue.now.plus(Duration.ofHours(1));
        sync(swing);

        assertThat(swing.events)
                .filteredOn(TradeEvent.Synced.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Synced.class,
                        trade -> {
                            assertThat(trade.origin()).isEqualTo(Origin.PLATFORM);
                            assertThat(trade.runId()).isEqualTo(Syncs.RUN);
                        });
        assertThat(swing.state.orders()).isEmpty();
        assertThat(held(swing)).isEmpty();
    }

    @Test
    void aRuleAssignsFillsBySymbolAndTime() {
        AssignmentRule rule =
                new AssignmentRule(
                        Optional.of(BTC_USD),
                        Optional.empty(),
                        Optional.of(START.plusSeconds(20)),
                        Optional.of(START.plusSeconds(30)));
        configure(
                swing,
                Syncs.SWING,
                "swing-",
                2,
                new AccountPolicy(ForeignFills.HOLD, List.of(rule), Optional.empty()));
        venue.fills.add(fill("1", "by-hand", "1", 19));
        venue.fills.add(fill("2", "by-hand", "1", 20));
        venue.fills.add(fill("3", "by-hand", "1", 30));
        sync(swing);

        assertThat(booked(swing)).containsExactly("2");
        assertThat(held(swing)).containsExactly("1", "3");
    }

    @Test
    void aRuleThatIsAddedLaterTakesWhatWaits() {
        venue.fills.add(fill("1", "by-hand", "1", 19));
        sync(swing);
        assertThat(held(swing)).containsExactly("1");

        configure(swing, Syncs.SWING, "swing-", 2, BOOKS);
        sync(swing);
        assertThat(booked(swing)).containsExactly("1");
        assertThat(held(swing)).isEmpty();
    }

    @Test
    void anOperatorAssignsAFillOnceAndItIsGoneForTheOther() {
        venue.fills.add(fill("3", "by-hand", "1", 30));
        sync(swing);
        sync(trend);

        assign(swing, "3");
        assign(trend, "3");
        sync(swing);
        sync(trend);
        sync(swing);

        assertThat(booked(swing)).containsExactly("3");
        assertThat(booked(trend)).isEmpty();
        assertThat(held(trend)).isEmpty();
        assertThat(swing.state.assigned()).isEmpty();
        assertThat(trend.state.assigned()).isEmpty();
    }

    @Test
    void anAssignmentThatComesBeforeTheFillWaitsForIt() {
        assign(swing, "3");
        venue.fills.add(fill("3", "by-hand", "1", 30));
        sync(swing);

        assertThat(booked(swing)).containsExactly("3");
        assertThat(swing.state.assigned()).isEmpty();
    }

    @Test
    void anAssignedFillIsCorrectedLikeAnyOther() {
        venue.fills.add(fill("3", "by-hand", "1", 30));
        assign(swing, "3");
        sync(swing);
        venue.fills.set(0, fill("3", "by-hand", "0.9", 30));
        sync(swing);

        assertThat(swing.events)
                .filteredOn(TradeEvent.Corrected.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        TradeEvent.Corrected.class,
                        event -> {
                            assertThat(event.quantity()).isEqualTo(Quantity.of("0.9"));
                            assertThat(event.origin()).isEqualTo(Origin.EXTERNAL);
                        });
    }

    @Test
    void aFillThatWaitsIsNotSaidAgainWithEachSync() {
        venue.fills.add(fill("3", "by-hand", "1", 30));
        sync(swing);
        int said = swing.events.size();
        sync(swing);
        sync(swing);

        assertThat(swing.events).hasSize(said);
    }

    @Property(tries = 300)
    void killedAnywhereEveryFillIsOneOfTheTwoPortfoliosOrWaitsForBoth(
            @ForAll @IntRange(max = 80) int first,
            @ForAll @IntRange(max = 80) int second,
            @ForAll boolean bothBook,
            @ForAll long seed) {
        StubVenue shared = new StubVenue(HistoryOrder.OLDEST_FIRST, 4, 1);
        AccountPolicy policy = bothBook ? BOOKS : HOLDS;
        MemoryLedger one = new MemoryLedger(portfolio(Syncs.SWING, "swing-", policy));
        MemoryLedger two = new MemoryLedger(portfolio(TREND, "swing-trend-", policy), one);
        Random random = new Random(seed);
        for (int i = 1; i <= 30; i++) {
            VenueFill fill = fill(Integer.toString(i), "order-" + i, "1", i * 60);
            shared.fills.add(
                    switch (i % 3) {
                        case 0 -> named(fill, "swing-" + i);
                        case 1 -> named(fill, "swing-trend-" + i);
                        default -> fill;
                    });
        }
        List<MemoryLedger> turns = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            turns.addAll(List.of(one, two));
        }
        Collections.shuffle(turns, random);
        Crashes[] deaths = {Crashes.at(first), Crashes.at(second)};
        for (int i = 0; i < turns.size(); i++) {
            Crashes crashes = i < deaths.length ? deaths[i] : Crashes.never();
            turns.get(i).crashes = crashes;
            shared.crashes = crashes;
            try {
                new AccountSync(turns.get(i), Duration.ofMinutes(5), Duration.ofSeconds(30))
                        .sync(turns.get(i).state.portfolio(), shared, Telling.WITH_THE_CLOCK, true);
            } catch (Crashes.Crash theNextGoesOn) {
                continue;
            }
        }

        List<String> all = Stream.concat(booked(one).stream(), booked(two).stream()).toList();
        assertThat(all).doesNotHaveDuplicates();
        assertThat(booked(one)).contains("3", "30").doesNotContain("1", "28");
        assertThat(booked(two)).contains("1", "28").doesNotContain("3", "30");
        assertThat(all).hasSize(bothBook ? 30 : 20);
        assertThat(held(one)).hasSize(bothBook ? 0 : 10);
    }

    private void sync(MemoryLedger ledger) {
        new AccountSync(ledger, Duration.ofMinutes(5), Duration.ofSeconds(30))
                .sync(ledger.state.portfolio(), venue, Telling.WITH_THE_CLOCK, true);
    }

    private static PortfolioSync portfolio(PortfolioId id, String prefix, AccountPolicy policy) {
        return PortfolioSync.initial(id)
                .configured(Syncs.configured(id, 1, TradingMode.PAPER, prefix, policy));
    }

    private static void configure(
            MemoryLedger ledger, PortfolioId id, String prefix, long version, AccountPolicy to) {
        ledger.state =
                ledger.state.configured(
                        Syncs.configured(id, version, TradingMode.PAPER, prefix, to));
    }

    private static void accept(MemoryLedger ledger, String clientOrderId, String orderId) {
        ClientOrderId id = ClientOrderId.of(clientOrderId);
        if (!ledger.state.orders().containsKey(id)) {
            ledger.state =
                    OrderLife.approved(ledger.state, approved(clientOrderId, Side.BUY, "1"))
                            .state();
        }
        ledger.update(
                ledger.state.portfolio(),
                state ->
                        OrderLife.accepted(
                                state,
                                id,
                                new VenueOrder(
                                        OrderId.of(orderId),
                                        Optional.of(id),
                                        BTC_USD,
                                        Side.BUY,
                                        OrderStatus.OPEN,
                                        Quantity.of("1"),
                                        Quantity.ZERO,
                                        Optional.empty(),
                                        Optional.empty(),
                                        START)));
    }

    private static void assign(MemoryLedger ledger, String tradeId) {
        ledger.state =
                ledger.state.assign(
                        new TradeEvent.FillKey(
                                ledger.state.portfolio(),
                                Syncs.BITSTAMP,
                                Symbol.of("BTC/USD"),
                                OrderId.of("by-hand"),
                                TradeId.of(tradeId)));
    }

    private static VenueFill named(VenueFill fill, String clientOrderId) {
        return new VenueFill(
                fill.symbol(),
                fill.tradeId(),
                fill.orderId(),
                Optional.of(ClientOrderId.of(clientOrderId)),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.fees(),
                fill.liquidity(),
                fill.venueSequence(),
                fill.occurredAt());
    }

    /** What readers of the topic take to be waiting. */
    private static Set<String> heldOnTheTopic(MemoryLedger ledger) {
        Set<String> waiting = new TreeSet<>();
        for (Event event : ledger.events) {
            switch (event) {
                case VenueEvent.TradeHeld held -> waiting.add(held.tradeId().value());
                case VenueEvent.TradeReleased released ->
                        waiting.remove(released.tradeId().value());
                default -> {
                    // Of fills that wait, nothing else speaks.
                }
            }
        }
        return waiting;
    }

    private static List<String> booked(MemoryLedger ledger) {
        return ledger.events.stream()
                .filter(TradeEvent.Synced.class::isInstance)
                .map(event -> ((TradeEvent.Synced) event).tradeId().value())
                .toList();
    }

    private static List<String> held(MemoryLedger ledger) {
        assertThat(heldOnTheTopic(ledger))
                .containsExactlyInAnyOrderElementsOf(
                        ledger.held.keySet().stream().map(key -> key.tradeId().value()).toList());
        return ledger.held.keySet().stream().map(key -> key.tradeId().value()).toList();
    }
}
