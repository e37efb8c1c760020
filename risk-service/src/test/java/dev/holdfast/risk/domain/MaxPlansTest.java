package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.ETH;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.NOON;
import static dev.holdfast.risk.domain.Swing.approved;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PlanEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PlanId;
import dev.holdfast.contracts.value.PlanStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;

/** An entry whose plan would be one too many is not made. */
class MaxPlansTest {

    private static RiskState most(int plans, boolean replaceOldest) {
        PortfolioEvent.Configured plain = Swing.configuration(limits().build(), 1);
        RiskState known =
                Switching.configured(
                        RiskState.unknown(Swing.ID),
                        new PortfolioEvent.Configured(
                                plain.portfolioId(),
                                plain.runId(),
                                plain.version(),
                                plain.name(),
                                plain.baseCurrency(),
                                plain.timezone(),
                                plain.reportingTimezones(),
                                plain.costBasis(),
                                plain.venue(),
                                plain.mode(),
                                plain.clientOrderPrefix(),
                                plain.limits(),
                                plain.overnight(),
                                plain.accountPolicy(),
                                Optional.of(policy(plans, replaceOldest)),
                                plain.occurredAt()));
        return Booking.moved(known, Swing.deposit("10000"), MARKET);
    }

    private static PortfolioEvent.PlanPolicy policy(int plans, boolean replaceOldest) {
        return new PortfolioEvent.PlanPolicy(
                Optional.of(plans),
                replaceOldest,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Swing.IntentBuilder guarded(String id) {
        return buy(id, "0.1").guarded("900", "1200");
    }

    private static RiskState opened(RiskState state, String id, Symbol symbol, String... entry) {
        return Booking.planned(
                state,
                new PlanEvent.Opened(
                        Swing.ID, RunId.NONE, plan(id, symbol, entry), Optional.empty(), NOON));
    }

    private static RiskState closed(RiskState state, String id) {
        return Booking.planned(
                state,
                new PlanEvent.Closed(Swing.ID, RunId.NONE, plan(id, BTC), "POSITION_CLOSED", NOON));
    }

    private static PlanEvent.Plan plan(String id, Symbol symbol, String... entry) {
        return new PlanEvent.Plan(
                PlanId.of(id),
                1,
                PlanStatus.OPEN,
                symbol,
                Side.BUY,
                Optional.empty(),
                entry.length == 0 ? Optional.empty() : Optional.of(ClientOrderId.of(entry[0])),
                Quantity.of("0.1"),
                Quantity.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty());
    }

    private static void assertRefused(RiskState state, OrderIntentEvent.Intended intent) {
        assertThat(Gate.decide(state, intent, false, MARKET).event())
                .isInstanceOfSatisfying(
                        RiskEvent.Rejected.class,
                        no -> {
                            assertThat(no.reasons()).containsExactly("MAX_PLANS");
                            assertThat(no.suggestedQuantity()).isEmpty();
                        });
    }

    @Test
    void anEntryWhosePlanWouldBeOneTooManyIsRefused() {
        RiskState full = opened(most(1, false), "by-hand", BTC);

        assertRefused(full, guarded("a").build());
        assertThat(Headroom.of(full, MARKET))
                .filteredOn(item -> item.check().equals("MAX_PLANS"))
                .allSatisfy(item -> assertThat(item.left()).contains(BigDecimal.ZERO));
    }

    @Test
    void entriesThatAreAskedForAtOnceBringNoMorePlansThanFit() {
        RiskState one = approved(most(1, false), guarded("a"));

        assertRefused(one, guarded("b").build());
        // Its plan is opened: it counts once, not twice.
        RiskState two = approved(most(2, false), guarded("a"));
        approved(opened(two, "p-a", BTC, "a"), guarded("b"));
    }

    @Test
    void aPlanThatIsClosedMakesRoom() {
        RiskState full = opened(approved(most(1, false), guarded("a")), "p-a", BTC, "a");

        assertRefused(full, guarded("b").build());
        approved(closed(full, "p-a"), guarded("b"));
    }

    @Test
    void plansOfOtherSymbolsAndOrdersWithoutAPlanDoNotCount() {
        RiskState full = opened(most(1, false), "p-x", BTC);

        approved(full, guarded("a").of(ETH).guarded("90", "120"));
        approved(full, buy("b", "0.1"));
        assertThat(decide(full, buy("c", "0.1")).event().toString()).doesNotContain("MAX_PLANS");
    }

    @Test
    void whereTheOldestMakesRoomTheNextIsNotRefused() {
        approved(opened(most(1, true), "p-x", BTC), guarded("a"));
    }

    @Test
    void aStateFromBeforePlansWereCountedIsRead() throws Exception {
        RiskState state = most(1, false);
        var mapper = EventCodec.stateMapper();
        String old =
                mapper.writeValueAsString(state)
                        .replace(",\"standing_plans\":{}", "")
                        .replace(",\"awaited_plans\":{}", "");
        assertThat(old).doesNotContain("_plans");
        assertThat(mapper.readValue(old, RiskState.class)).isEqualTo(state);
    }
}
