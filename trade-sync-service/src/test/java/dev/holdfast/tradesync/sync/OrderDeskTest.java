package dev.holdfast.tradesync.sync;

import static dev.holdfast.tradesync.domain.Syncs.SWING;
import static dev.holdfast.tradesync.domain.Syncs.approved;
import static dev.holdfast.tradesync.domain.Syncs.configured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.tradesync.domain.Capabilities.HistoryOrder;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderLife;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Syncs;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class OrderDeskTest {

    private static final OrderDesk.Terms PAPER_ONLY =
            new OrderDesk.Terms(false, Duration.ofSeconds(5), Duration.ofMinutes(5));
    private static final OrderDesk.Terms LIVE_TOO =
            new OrderDesk.Terms(true, Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final StubVenue venue = new StubVenue(HistoryOrder.OLDEST_FIRST, 100, 0);

    @Property(tries = 200)
    void killedBetweenAskingSendingAnswerAndCommitEachOrderIsPlacedOnce(
            @ForAll @IntRange(max = 12) int first, @ForAll @IntRange(max = 12) int second) {
        StubVenue forgetful = new StubVenue(HistoryOrder.OLDEST_FIRST, 100, 0);
        MemoryLedger ledger = new MemoryLedger(pending(configured(), "swing-1", "swing-2"));

        for (Crashes crashes : List.of(Crashes.at(first), Crashes.at(second), Crashes.never())) {
            ledger.crashes = crashes;
            forgetful.crashes = crashes;
            try {
                new OrderDesk(ledger, PAPER_ONLY).work(ledger.state, forgetful, true);
            } catch (Crashes.Crash theNextGoesOn) {
                continue;
            }
        }

        assertThat(forgetful.placed)
                .extracting(order -> order.clientOrderId().value())
                .containsExactlyInAnyOrder("swing-1", "swing-2");
        assertThat(ledger.events).hasSize(2).allMatch(OrderEvent.Accepted.class::isInstance);
    }

    @Test
    void aLivePortfolioTradesOnlyWhereLiveTradingIsSwitchedOn() {
        PortfolioSync live =
                PortfolioSync.initial(SWING).configured(Syncs.configured(1, TradingMode.LIVE));
        MemoryLedger ledger = new MemoryLedger(pending(live, "swing-1"));
        OrderDesk desk = new OrderDesk(ledger, PAPER_ONLY);

        assertThat(desk.sends(live.account().orElseThrow())).isFalse();
        assertThat(new OrderDesk(ledger, LIVE_TOO).sends(live.account().orElseThrow())).isTrue();

        desk.refuseAll(ledger.state, live.account().orElseThrow());
        assertThat(ledger.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Refused.class,
                        event -> assertThat(event.code()).isEqualTo("LIVE_DISABLED"));
    }

    @Test
    void anOrderForAVenueThatNobodyServesIsRefused() {
        MemoryLedger ledger = new MemoryLedger(pending(configured(), "swing-1"));
        new OrderDesk(ledger, PAPER_ONLY)
                .refuseAll(ledger.state, ledger.state.account().orElseThrow());

        assertThat(ledger.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Refused.class,
                        event -> assertThat(event.code()).isEqualTo("VENUE_NOT_SERVED"));
    }

    @Test
    void anOrderThatWasCancelledBeforeItWasSentIsNeverSent() {
        PortfolioSync state = pending(configured(), "swing-1");
        MemoryLedger ledger =
                new MemoryLedger(
                        OrderLife.cancelAsked(
                                        state, state.orders().keySet().iterator().next(), "no more")
                                .state());
        new OrderDesk(ledger, PAPER_ONLY).work(ledger.state, venue, true);

        assertThat(venue.placed).isEmpty();
        assertThat(ledger.events).singleElement().isInstanceOf(OrderEvent.Cancelled.class);
    }

    @Test
    void aRealVenueIsGivenTimeToKnowAnOrderBeforeItIsSentAgain() {
        StubVenue slow = new StubVenue(HistoryOrder.OLDEST_FIRST, 100, 0);
        slow.mode = TradingMode.LIVE;
        slow.now = Syncs.START;
        PortfolioSync live =
                PortfolioSync.initial(SWING).configured(Syncs.configured(1, TradingMode.LIVE));
        MemoryLedger ledger = new MemoryLedger(pending(live, "swing-1"));
        OrderDesk desk = new OrderDesk(ledger, LIVE_TOO);
        slow.crashes = Crashes.at(1);
        assertThatThrownBy(() -> desk.work(ledger.state, slow, true))
                .isInstanceOf(Crashes.Crash.class);
        slow.crashes = Crashes.never();
        List<NewOrder> taken = List.copyOf(slow.placed);
        assertThat(taken).hasSize(1);

        slow.placed.clear();
        OrderDesk.Done done = desk.work(ledger.state, slow, true);
        assertThat(done.unanswered()).isTrue();
        assertThat(slow.placed).isEmpty();

        slow.placed.addAll(taken);
        desk.work(ledger.state, slow, true);
        assertThat(slow.placed).hasSize(1);
        assertThat(ledger.events).singleElement().isInstanceOf(OrderEvent.Accepted.class);
    }

    @Test
    void anOrderThatARealVenueStillDoesNotKnowAfterThatIsSentAgain() {
        StubVenue slow = new StubVenue(HistoryOrder.OLDEST_FIRST, 100, 0);
        slow.mode = TradingMode.LIVE;
        slow.now = Syncs.START;
        PortfolioSync live =
                PortfolioSync.initial(SWING).configured(Syncs.configured(1, TradingMode.LIVE));
        MemoryLedger ledger = new MemoryLedger(pending(live, "swing-1"));
        OrderDesk desk = new OrderDesk(ledger, LIVE_TOO);
        slow.crashes = Crashes.at(0);
        assertThatThrownBy(() -> desk.work(ledger.state, slow, true))
                .isInstanceOf(Crashes.Crash.class);
        slow.crashes = Crashes.never();

        ledger.now = ledger.now.plusSeconds(5);
        desk.work(ledger.state, slow, true);
        assertThat(slow.placed).hasSize(1);
    }

    @Test
    void anEntryThatCouldNotBeSentInTimeIsRefused() {
        StubVenue late = new StubVenue(HistoryOrder.OLDEST_FIRST, 100, 0);
        late.mode = TradingMode.LIVE;
        late.now = Syncs.START.plusSeconds(301);
        PortfolioSync live =
                PortfolioSync.initial(SWING).configured(Syncs.configured(1, TradingMode.LIVE));
        MemoryLedger ledger = new MemoryLedger(pending(live, "swing-1"));
        new OrderDesk(ledger, LIVE_TOO).work(ledger.state, late, true);

        assertThat(late.placed).isEmpty();
        assertThat(ledger.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        OrderEvent.Refused.class,
                        event -> assertThat(event.code()).isEqualTo("APPROVAL_TOO_OLD"));
    }

    @Test
    void whileAVenueFailsNewOrdersWait() {
        MemoryLedger ledger = new MemoryLedger(pending(configured(), "swing-1"));
        OrderDesk desk = new OrderDesk(ledger, PAPER_ONLY);
        desk.work(ledger.state, venue, false);
        assertThat(venue.placed).isEmpty();
        assertThat(ledger.events).isEmpty();

        desk.work(ledger.state, venue, true);
        assertThat(venue.placed).hasSize(1);
    }

    private static PortfolioSync pending(PortfolioSync state, String... ids) {
        PortfolioSync pending = state;
        for (String id : ids) {
            pending = OrderLife.approved(pending, approved(id, Side.BUY, "1")).state();
        }
        return pending;
    }
}
