package dev.holdfast.tradesync.sync;

import static dev.holdfast.tradesync.domain.Syncs.BTC_USD;
import static dev.holdfast.tradesync.domain.Syncs.START;
import static dev.holdfast.tradesync.domain.Syncs.SWING;
import static dev.holdfast.tradesync.domain.Syncs.configured;
import static dev.holdfast.tradesync.domain.Syncs.fill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.tradesync.domain.Capabilities.AccountScope;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.Capabilities.HistoryScope;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.domain.Told.Telling;
import dev.holdfast.tradesync.domain.VenueMovement;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class AccountSyncTest {

    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final MemoryLedger ledger = new MemoryLedger(configured());

    @Property(tries = 200)
    void everyFillIsBookedOnceHoweverTheVenuePages(
            @ForAll boolean newestFirst,
            @ForAll HistoryScope scope,
            @ForAll @IntRange(min = 1, max = 40) int pageSize,
            @ForAll @IntRange(max = 5) int repeated,
            @ForAll @IntRange(max = 100) int fills) {
        StubVenue venue = venue(newestFirst, pageSize, repeated, fills);
        venue.scope = scope;
        MemoryLedger booked = new MemoryLedger(configured());

        sync(booked, venue);
        sync(booked, venue);

        assertThat(tradeIds(booked)).doesNotHaveDuplicates().hasSize(fills);
    }

    @Property(tries = 200)
    void killedAnywhereItGoesOnAndEveryFillIsBookedOnce(
            @ForAll boolean newestFirst,
            @ForAll @IntRange(max = 60) int first,
            @ForAll @IntRange(max = 60) int second) {
        StubVenue venue = venue(newestFirst, 7, 2, 50);
        MemoryLedger booked = new MemoryLedger(configured());

        for (Crashes crashes : List.of(Crashes.at(first), Crashes.at(second), Crashes.never())) {
            booked.crashes = crashes;
            venue.crashes = crashes;
            try {
                sync(booked, venue);
            } catch (Crashes.Crash theNextGoesOn) {
                continue;
            }
        }

        assertThat(tradeIds(booked)).doesNotHaveDuplicates().hasSize(50);
        assertThat(booked.state.cursors().get(BTC_USD).tradeId()).isEqualTo(TradeId.of("50"));
    }

    @Test
    void aSyncStartsBeforeItsCursorAndFindsWhatTheVenueShowedLate() {
        StubVenue venue = venue(false, 100, 0, 0);
        venue.fills.add(fill("2", "9", "1", 600));
        sync(ledger, venue);
        venue.fills.add(fill("1", "9", "1", 590));
        sync(ledger, venue);

        assertThat(tradeIds(ledger)).containsExactly(TradeId.of("2"), TradeId.of("1"));
        assertThat(ledger.state.cursors().get(BTC_USD).tradeId()).isEqualTo(TradeId.of("2"));
    }

    @Test
    void itsEndSaysThroughWhenFillsAreKnownAndShowsTheAccount() {
        StubVenue venue = venue(false, 100, 0, 3);
        sync(ledger, venue);

        assertThat(ledger.events)
                .filteredOn(VenueEvent.SyncCompleted.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        VenueEvent.SyncCompleted.class,
                        end -> {
                            assertThat(end.through()).isEqualTo(venue.now);
                            assertThat(end.newTrades()).isEqualTo(3);
                        });
        assertThat(ledger.events).last().isInstanceOf(VenueEvent.AccountObserved.class);
    }

    @Test
    void anAccountThatWentOnMeanwhileIsNotShownAndAnotherSyncIsDue() {
        StubVenue venue = venue(false, 100, 0, 3);
        venue.now = START;

        assertThat(accountSync(ledger).sync(SWING, venue, Telling.WITH_THE_CLOCK, true)).isTrue();
        assertThat(ledger.events).noneMatch(VenueEvent.AccountObserved.class::isInstance);
    }

    @Property(tries = 20)
    void afterAWeeksOutageAllFillsArriveInOrderOnTheirOwnDays(@ForAll boolean newestFirst) {
        StubVenue venue = venue(newestFirst, 13, 2, 5);
        MemoryLedger back = new MemoryLedger(configured());
        sync(back, venue);
        int hours = 7 * 24;
        for (int hour = 1; hour <= hours; hour++) {
            venue.fills.add(fill("week-" + hour, "o-" + hour % 11, "1", 300 + hour * 3600));
        }
        sync(back, venue);

        List<TradeEvent.Synced> week =
                back.events.stream()
                        .filter(TradeEvent.Synced.class::isInstance)
                        .map(TradeEvent.Synced.class::cast)
                        .skip(5)
                        .toList();
        assertThat(week).hasSize(hours);
        assertThat(week).extracting(TradeEvent.Synced::occurredAt).isSorted();
        assertThat(
                        week.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                trade ->
                                                        trade.occurredAt()
                                                                .atZone(ZoneOffset.UTC)
                                                                .toLocalDate(),
                                                TreeMap::new,
                                                Collectors.counting()))
                                .values())
                .containsExactly(23L, 24L, 24L, 24L, 24L, 24L, 24L, 1L);
    }

    @Test
    void anIdleSyncSaysNothing() {
        StubVenue venue = venue(false, 100, 0, 3);
        sync(ledger, venue);
        int said = ledger.events.size();
        sync(ledger, venue);

        assertThat(ledger.events).hasSize(said);

        accountSync(ledger).sync(SWING, venue, Telling.ALWAYS, true);
        assertThat(ledger.events).hasSizeGreaterThan(said);
    }

    @Test
    void anAccountInWhichNothingHappensIsToldNowAndThenAndWhenADayMayBegin() {
        StubVenue venue = venue(false, 100, 0, 3);
        AccountSync accounts = accountSync(ledger);
        venue.now = Instant.parse("2013-11-25T13:14:00Z");
        look(accounts, venue, 0);
        assertThat(ends()).isEqualTo(1);

        // Again, so that whoever compares it with a ledger sees a difference a second time.
        look(accounts, venue, 5);
        assertThat(ends()).isEqualTo(2);

        look(accounts, venue, 5);
        look(accounts, venue, 24);
        assertThat(ends()).isEqualTo(2);
        look(accounts, venue, 1);
        assertThat(ends()).isEqualTo(3);

        look(accounts, venue, 24);
        assertThat(ends()).isEqualTo(3);
        look(accounts, venue, 1);
        assertThat(ends()).as("at the quarter hour").isEqualTo(4);
    }

    @Test
    void anAccountThatChangedOrThatSomebodyElseToldOfIsToldAtOnce() {
        StubVenue venue = venue(false, 100, 0, 3);
        AccountSync accounts = accountSync(ledger);
        look(accounts, venue, 0);
        look(accounts, venue, 1);
        look(accounts, venue, 1);
        assertThat(ends()).isEqualTo(2);

        venue.place(SWING, limit("by-hand"));
        look(accounts, venue, 1);
        assertThat(ends()).isEqualTo(3);
        look(accounts, venue, 1);
        assertThat(ends()).isEqualTo(4);

        venue.now = venue.now.plusSeconds(1);
        sync(ledger, venue);
        assertThat(ends()).isEqualTo(5);
        look(accounts, venue, 1);
        assertThat(ends()).isEqualTo(6);
    }

    private static NewOrder limit(String id) {
        return new NewOrder(
                ClientOrderId.of(id),
                BTC_USD,
                Side.BUY,
                OrderType.LIMIT,
                Quantity.of("1"),
                Optional.of(Price.of("700")),
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty());
    }

    private void look(AccountSync accounts, StubVenue venue, int seconds) {
        venue.now = venue.now.plusSeconds(seconds);
        accounts.sync(SWING, venue, Telling.WHEN_DUE, true);
    }

    private long ends() {
        return ledger.events.stream().filter(VenueEvent.SyncCompleted.class::isInstance).count();
    }

    @Test
    void aDepositIsBookedOnceWhereNobodyElseUsesTheAccount() {
        StubVenue venue = venue(false, 100, 0, 0);
        venue.accounts = AccountScope.SHARED;
        venue.movements.add(deposit("stub-1"));
        sync(ledger, venue);
        venue.movements.add(deposit("stub-2"));
        sync(ledger, venue);

        assertThat(ledger.events)
                .filteredOn(CashEvent.Moved.class::isInstance)
                .extracting(event -> ((CashEvent.Moved) event).movementId())
                .containsExactly("stub-1", "stub-2");
    }

    @Test
    void whoseADepositToASharedAccountIsNobodyGuesses() {
        MemoryLedger shared =
                new MemoryLedger(
                        PortfolioSync.initial(SWING)
                                .configured(
                                        Syncs.configured(
                                                SWING,
                                                1,
                                                TradingMode.PAPER,
                                                "swing-",
                                                AccountPolicy.HOLDS)));
        StubVenue venue = venue(false, 100, 0, 0);
        venue.accounts = AccountScope.SHARED;
        venue.movements.add(deposit("stub-1"));

        sync(shared, venue);

        assertThat(shared.events).noneMatch(CashEvent.Moved.class::isInstance);
    }

    private static VenueMovement deposit(String id) {
        return new VenueMovement(
                id, MovementKind.DEPOSIT, Money.of("100", "USD"), "deposit", START);
    }

    private static void sync(MemoryLedger ledger, StubVenue venue) {
        accountSync(ledger).sync(SWING, venue, Telling.WITH_THE_CLOCK, true);
    }

    private static AccountSync accountSync(MemoryLedger ledger) {
        return new AccountSync(ledger, OVERLAP, QUIET);
    }

    private static StubVenue venue(boolean newestFirst, int pageSize, int repeated, int fills) {
        StubVenue venue =
                new StubVenue(
                        newestFirst ? HistoryOrder.NEWEST_FIRST : HistoryOrder.OLDEST_FIRST,
                        pageSize,
                        repeated);
        IntStream.rangeClosed(1, fills)
                .forEach(
                        i ->
                                venue.fills.add(
                                        fill(
                                                Integer.toString(i),
                                                "order-" + i % 7,
                                                "0." + (1 + i % 9),
                                                i * 60)));
        return venue;
    }

    private static List<TradeId> tradeIds(MemoryLedger ledger) {
        return ledger.events.stream()
                .filter(TradeEvent.Synced.class::isInstance)
                .map(event -> ((TradeEvent.Synced) event).tradeId())
                .toList();
    }
}
