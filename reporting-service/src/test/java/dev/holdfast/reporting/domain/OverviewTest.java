package dev.holdfast.reporting.domain;

import static dev.holdfast.reporting.domain.Sample.BTC;
import static dev.holdfast.reporting.domain.Sample.SWING;
import static dev.holdfast.reporting.domain.Sample.SYDNEY;
import static dev.holdfast.reporting.domain.Sample.accepted;
import static dev.holdfast.reporting.domain.Sample.approved;
import static dev.holdfast.reporting.domain.Sample.armed;
import static dev.holdfast.reporting.domain.Sample.at;
import static dev.holdfast.reporting.domain.Sample.configured;
import static dev.holdfast.reporting.domain.Sample.market;
import static dev.holdfast.reporting.domain.Sample.money;
import static dev.holdfast.reporting.domain.Sample.partly;
import static dev.holdfast.reporting.domain.Sample.snapshot;
import static dev.holdfast.reporting.domain.Sample.suspended;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.DayEvent.Day;
import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.contracts.event.PortfolioStateEvent.Stats;
import dev.holdfast.contracts.event.PortfolioStateEvent.Valued;
import dev.holdfast.contracts.event.ReconciliationEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.market.Market;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingState;
import dev.holdfast.reporting.domain.Sample.Ledger;
import dev.holdfast.reporting.domain.entry.Entry;
import dev.holdfast.reporting.domain.entry.Extended;
import dev.holdfast.reporting.domain.entry.Part;
import dev.holdfast.reporting.domain.live.Attention;
import dev.holdfast.reporting.domain.live.Headroom;
import dev.holdfast.reporting.domain.live.OrderLine;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class OverviewTest {

    private static final Market FRESH =
            market("810", "2013-11-25T03:00:00Z", "2013-11-25T03:00:10Z");

    private final List<Entry> kept = new ArrayList<>();
    private ReportingState state = ReportingState.initial(SWING);

    @Test
    void headroomCountsPositionsAndWhatOpenOrdersStillReserve() {
        given(
                configured("2013-11-25T00:00:00Z", caps("2000", "1800"), SYDNEY),
                valued("900"),
                approved("c-1", "2", "800", "2013-11-25T03:00:00Z"),
                accepted("c-1", "2", "2013-11-25T03:00:01Z"),
                partly("c-1", "2", "0.5", "2013-11-25T03:00:02Z"));
        afterBatch(FRESH);

        Headroom.Gauge total = gauge("MAX_TOTAL_EXPOSURE");
        assertThat(total.reserved()).isEqualByComparingTo("600");
        assertThat(total.used().orElseThrow()).isEqualByComparingTo("1500");
        assertThat(total.left().orElseThrow()).isEqualByComparingTo("500");
        assertThat(total.share().orElseThrow()).isEqualByComparingTo("0.75");
        assertThat(gauge("MAX_SYMBOL_EXPOSURE").symbol()).contains(BTC);
        assertThat(gauge("DRAWDOWN").limit()).isEmpty();
    }

    @Test
    void aCapThatIsUsedTo90PercentNeedsAttention() {
        given(configured("2013-11-25T00:00:00Z", caps("1000", "2000"), SYDNEY), valued("905"));
        afterBatch(FRESH);
        assertThat(attention("CAP_NEARLY_USED").level()).isEqualTo("warn");

        given(valued("1001"));
        afterBatch(FRESH);
        assertThat(attention("CAP_NEARLY_USED").level()).isEqualTo("bad");
    }

    @Test
    void anArmedPlanWhoseSymbolHasNoFreshMarkIsUnwatched() {
        given(
                configured("2013-11-25T00:00:00Z", Limits.NONE, SYDNEY),
                armed("p-1", 2, "780", "2013-11-25T02:10:00Z"));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("PLAN_UNWATCHED");

        afterBatch(market("810", "2013-11-25T03:00:00Z", "2013-11-25T03:01:01Z"));
        assertThat(attention("PLAN_UNWATCHED").planId().orElseThrow().value()).isEqualTo("p-1");
        assertThat(unwatchedInPlans()).isTrue();

        afterBatch(market("811", "2013-11-25T03:02:00Z", "2013-11-25T03:02:01Z"));
        assertThat(codes()).doesNotContain("PLAN_UNWATCHED");
        assertThat(unwatchedInPlans()).isFalse();
    }

    @Test
    void aPositionWithoutAnArmedPlanIsNoted() {
        given(configured("2013-11-25T00:00:00Z", Limits.NONE, SYDNEY), valued("900"));
        afterBatch(FRESH);
        assertThat(attention("POSITION_UNGUARDED").symbol()).contains(BTC);

        given(armed("p-1", 2, "780", "2013-11-25T02:10:00Z"));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("POSITION_UNGUARDED");
    }

    @Test
    void aPlanThatWaitsForConfirmationGuardsNothingAndSaysSo() {
        given(
                configured("2013-11-25T00:00:00Z", Limits.NONE, SYDNEY),
                valued("900"),
                suspended("p-1", 3, "780", "2013-11-25T02:10:00Z"));
        afterBatch(FRESH);
        assertThat(attention("PLAN_WAITS").level()).isEqualTo("bad");
        assertThat(attention("PLAN_WAITS").planId().orElseThrow().value()).isEqualTo("p-1");
        assertThat(codes()).contains("POSITION_UNGUARDED");

        given(armed("p-1", 4, "780", "2013-11-25T02:20:00Z"));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("PLAN_WAITS", "POSITION_UNGUARDED");
    }

    @Test
    void anOrderThatNothingIsHeardOfIsRaisedUntilItsVenueSpeaksOfItOrListsIt() {
        given(
                approved("c-1", "2", "200", "2013-11-25T02:00:00Z"),
                approved("c-2", "1", "100", "2013-11-25T02:00:00Z"),
                accepted("c-2", "1", "2013-11-25T02:00:01Z"),
                unresolved("c-1", "2013-11-25T02:00:00Z"),
                unresolved("c-2", "2013-11-25T02:00:01Z"));
        afterBatch(FRESH);
        assertThat(codes()).as("nobody has looked yet").doesNotContain("ORDER_UNHEARD_OF");

        given(observed(List.of(), "2013-11-25T02:20:00Z"));
        afterBatch(FRESH);
        assertThat(attention("ORDER_UNHEARD_OF").detail()).startsWith("BUY 2 BTC/USD");
        assertThat(codes().stream().filter("ORDER_UNHEARD_OF"::equals)).hasSize(2);
        assertThat(((List<?>) last(Part.OPEN_ORDERS)))
                .extracting(order -> ((OrderLine) order).unheardSince().orElseThrow())
                .containsExactly(at("2013-11-25T02:00:00Z"), at("2013-11-25T02:00:01Z"));

        given(
                accepted("c-1", "2", "2013-11-25T02:30:00Z"),
                observed(state.standing().now().ordersAtVenue(), "2013-11-25T02:31:00Z"));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("ORDER_UNHEARD_OF");
        given(unresolved("c-1", "2013-11-25T02:00:00Z"), unresolved("c-2", "2013-11-25T02:00:01Z"));
        afterBatch(FRESH);
        assertThat(codes()).as("what was said before it spoke").doesNotContain("ORDER_UNHEARD_OF");
    }

    @Test
    void aFillThatIsNobodysIsShownUntilItIsAssigned() {
        given(
                held("t-2", "2", "2013-11-25T02:10:00Z"),
                held("t-1", "1", "2013-11-25T02:00:00Z"),
                held("t-1", "1.5", "2013-11-25T02:00:00Z"));
        afterBatch(FRESH);
        assertThat(attention("TRADE_HELD").title())
                .isEqualTo("2 fills on the account are nobody's");
        assertThat(attention("TRADE_HELD").detail())
                .isEqualTo("bitstamp t-1, SELL 1.5 BTC/USD; bitstamp t-2, SELL 2 BTC/USD");

        given(released("t-1"), released("t-2"));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("TRADE_HELD");
        assertThat((List<?>) last(Part.HELD_FILLS)).isEmpty();
    }

    @Test
    void aVenueSaysByNameWhatItSuffersFromAndWhatEndsIt() {
        given(degraded("KEY_REJECTED", "EAPI:Invalid key"));
        afterBatch(FRESH);
        assertThat(attention("VENUE_DEGRADED").title()).isEqualTo("bitstamp rejects the key");
        assertThat(attention("VENUE_DEGRADED").detail())
                .isEqualTo(
                        "It is unknown, revoked or expired: set a new one and restart."
                                + " KEY_REJECTED EAPI:Invalid key");

        given(degraded("NEVER_HEARD_OF", "What?"));
        afterBatch(FRESH);
        assertThat(attention("VENUE_DEGRADED").title()).isEqualTo("bitstamp is degraded");
        assertThat(attention("VENUE_DEGRADED").detail()).isEqualTo("NEVER_HEARD_OF What?");
    }

    @Test
    void aHaltThatStopsExitsTooIsCriticalAndOneThatDoesNotIsAWarning() {
        given(halted(true));
        afterBatch(FRESH);
        assertThat(attention("TRADING_HALTED").level()).isEqualTo("warn");

        given(halted(false));
        afterBatch(FRESH);
        assertThat(attention("TRADING_HALTED").level()).isEqualTo("bad");
        assertThat(attention("TRADING_HALTED").title()).contains("stops are inactive");
    }

    @Test
    void aDegradedVenueAMismatchAndADeadLetterNeedAttentionTheWorstFirst() {
        given(
                new ReconciliationEvent.Mismatched(
                        SWING,
                        RunId.NONE,
                        Sample.BITSTAMP,
                        List.of(
                                new ReconciliationEvent.Item(
                                        Currency.of("BTC"),
                                        new BigDecimal("3.5"),
                                        new BigDecimal("3.4"),
                                        new BigDecimal("-0.1"),
                                        "MISSING_FILL"),
                                new ReconciliationEvent.Item(
                                        Currency.of("USD"),
                                        new BigDecimal("10.01"),
                                        new BigDecimal("10"),
                                        new BigDecimal("-0.01"),
                                        "NONE",
                                        money("0.05"))),
                        at("2013-11-25T03:00:00Z"),
                        at("2013-11-25T03:00:00Z")),
                degraded("MAINTENANCE", "The venue answers with a page."));
        state =
                Reporting.unapplied(
                                state,
                                new Entry.Unapplied(
                                        "trades.v1",
                                        3,
                                        88213,
                                        "fees[0].currency",
                                        "is missing",
                                        at("2013-11-25T03:00:00Z")))
                        .state();
        afterBatch(FRESH);
        assertThat(codes())
                .startsWith("VENUE_DEGRADED")
                .contains("DEAD_LETTER", "RECONCILIATION_MISMATCH");
        assertThat(attention("RECONCILIATION_MISMATCH").detail())
                .isEqualTo("BTC at bitstamp: -0.1, likely missing fill");
        assertThat(attention("DEAD_LETTER").detail())
                .isEqualTo("trades.v1/3@88213, fees[0].currency: is missing");

        given(
                new VenueEvent.Recovered(
                        SWING, RunId.NONE, Sample.BITSTAMP, at("2013-11-25T03:10:00Z")));
        afterBatch(FRESH);
        assertThat(codes()).doesNotContain("VENUE_DEGRADED");
    }

    @Test
    void aPartIsSaidOnlyWhenItChanges() {
        given(configured("2013-11-25T00:00:00Z", caps("1000", "2000"), SYDNEY), valued("905"));
        afterBatch(FRESH);
        long sequence = state.sequence();
        kept.clear();
        afterBatch(FRESH);
        assertThat(kept).isEmpty();
        assertThat(state.sequence()).isEqualTo(sequence);
    }

    @Test
    void theVenuesTimeIsShownInStepsOfASecondWithTheMarksOfWhatConcernsThePortfolio() {
        given(
                configured("2013-11-25T00:00:00Z", Limits.NONE, SYDNEY),
                armed("p-1", 2, "780", "2013-11-25T02:10:00Z"));
        kept.clear();
        take(Reporting.onMarket(state, FRESH));
        take(
                Reporting.onMarket(
                        state, market("812", "2013-11-25T03:00:10Z", "2013-11-25T03:00:10.900Z")));
        take(
                Reporting.onMarket(
                        state, market("813", "2013-11-25T03:00:11Z", "2013-11-25T03:00:11Z")));
        assertThat(kept)
                .extracting(entry -> ((Overview.Clock) ((Entry.PartChanged) entry).body()))
                .extracting(clock -> clock.marks().getFirst().price().toString())
                .containsExactly("810", "813");
    }

    @Test
    void whatAPositionMadeTodayIsCountedFromTheBoundary() {
        given(
                configured("2013-11-24T00:00:00Z", Limits.NONE, SYDNEY),
                new EquityEvent.Snapshotted(
                        SWING,
                        RunId.NONE,
                        at("2013-11-25T13:00:00Z"),
                        List.of("Australia/Sydney"),
                        false,
                        new Ledger("10000", "0", "10", "0", "0").stats("2013-11-25T13:00:00Z", 1),
                        List.of(Sample.position("1", "810")),
                        at("2013-11-25T13:00:00Z")),
                valued("810"));
        Extended position = (Extended) ((List<?>) last(Part.POSITIONS)).getFirst();
        assertThat(position.more()).containsEntry("today_pnl_base", Optional.of(BigDecimal.ZERO));
    }

    @Test
    void theOpenDayIsTheDifferenceSinceTheLastBoundary() {
        given(
                configured("2013-11-24T00:00:00Z", Limits.NONE, SYDNEY),
                snapshot(
                        new Ledger("10000", "0", "10", "0", "0").stats("2013-11-25T13:00:00Z", 1),
                        "Australia/Sydney"),
                new Valued(
                        SWING,
                        RunId.NONE,
                        new Ledger("10000", "0", "35", "2", "0").stats("2013-11-25T15:00:00Z", 2),
                        List.of(),
                        List.of(),
                        List.of(),
                        at("2013-11-25T15:00:00Z")));
        Extended today = (Extended) last(Part.TODAY);
        Day day = (Day) today.fields();
        assertThat(day.date()).isEqualTo("2013-11-26");
        assertThat(day.netPnl()).contains(new BigDecimal("23"));
        assertThat(day.trades()).isEqualTo(1);
        assertThat(today.more()).containsEntry("open", true);
    }

    private void given(Event... events) {
        for (Event event : events) {
            take(Reporting.on(state, event, false, Instant.EPOCH));
        }
    }

    private void afterBatch(Market market) {
        take(Reporting.afterBatch(state, market));
    }

    private void take(Report report) {
        state = report.state();
        kept.addAll(report.entries());
    }

    private Object last(Part part) {
        return kept.stream()
                .filter(Entry.PartChanged.class::isInstance)
                .map(Entry.PartChanged.class::cast)
                .filter(changed -> changed.part() == part)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .body();
    }

    private boolean unwatchedInPlans() {
        Extended plan = (Extended) ((List<?>) last(Part.PLANS)).getFirst();
        return (boolean) plan.more().get("unwatched");
    }

    private Headroom.Gauge gauge(String cap) {
        return state.shown().headroom().stream()
                .filter(gauge -> gauge.cap().equals(cap))
                .findFirst()
                .orElseThrow();
    }

    private List<String> codes() {
        return state.shown().attention().stream().map(Attention.Item::code).toList();
    }

    private Attention.Item attention(String code) {
        return state.shown().attention().stream()
                .filter(item -> item.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static Event degraded(String code, String reason) {
        return new VenueEvent.Degraded(
                SWING, RunId.NONE, Sample.BITSTAMP, code, reason, at("2013-11-25T03:00:00Z"));
    }

    private static Event observed(List<VenueEvent.OpenOrder> orders, String asOf) {
        return new VenueEvent.AccountObserved(
                SWING, RunId.NONE, Sample.BITSTAMP, List.of(), orders, at(asOf), at(asOf));
    }

    private static Event held(String trade, String quantity, String at) {
        return new VenueEvent.TradeHeld(
                SWING,
                RunId.NONE,
                Sample.BITSTAMP,
                TradeId.of(trade),
                OrderId.of("o-" + trade),
                Optional.empty(),
                BTC,
                Side.SELL,
                Quantity.of(quantity),
                Price.of("810"),
                at(at),
                at(at));
    }

    private static Event released(String trade) {
        return new VenueEvent.TradeReleased(
                SWING,
                RunId.NONE,
                Sample.BITSTAMP,
                TradeId.of(trade),
                OrderId.of("o-" + trade),
                BTC,
                at("2013-11-25T02:30:00Z"),
                at("2013-11-25T02:30:00Z"));
    }

    private static Event unresolved(String id, String heardAt) {
        return new RiskEvent.ReservationUnresolved(
                SWING,
                RunId.NONE,
                ClientOrderId.of(id),
                BTC,
                Side.BUY,
                Quantity.of("1"),
                at(heardAt),
                1,
                at("2013-11-25T02:16:00Z"));
    }

    private static Event halted(boolean allowExits) {
        return new RiskEvent.TradingStateChanged(
                SWING,
                RunId.NONE,
                TradingState.ACTIVE,
                TradingState.HALTED,
                allowExits,
                "OPERATOR ada",
                "maintenance",
                at("2013-11-25T03:00:00Z"));
    }

    private static Event valued(String exposure) {
        Stats stats = new Ledger("10000", "0", "10", "0", "0").stats("2013-11-25T13:00:10Z", 1);
        Stats exposed =
                new Stats(
                        stats.baseCurrency(),
                        stats.asOf(),
                        stats.equity(),
                        stats.contributed(),
                        stats.cash(),
                        stats.realizedPnl(),
                        stats.unrealizedPnl(),
                        stats.fxPnl(),
                        stats.grossPnl(),
                        stats.fees(),
                        stats.llmCost(),
                        stats.otherCosts(),
                        stats.netPnl(),
                        money(exposure),
                        money(exposure),
                        1,
                        1,
                        1,
                        0,
                        0,
                        0,
                        stats.drawdown(),
                        stats.maxDrawdown(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        return new Valued(
                SWING,
                RunId.NONE,
                exposed,
                List.of(Sample.position("1", exposure)),
                List.of(),
                List.of(),
                stats.asOf());
    }

    private static Limits caps(String total, String symbol) {
        return new Limits(
                Optional.empty(),
                Optional.empty(),
                money(total),
                money(symbol),
                Optional.of(4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                false);
    }
}
