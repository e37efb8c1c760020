package dev.holdfast.risk.domain;

import static dev.holdfast.risk.domain.Swing.BTC;
import static dev.holdfast.risk.domain.Swing.ETH;
import static dev.holdfast.risk.domain.Swing.MARKET;
import static dev.holdfast.risk.domain.Swing.approved;
import static dev.holdfast.risk.domain.Swing.buy;
import static dev.holdfast.risk.domain.Swing.decide;
import static dev.holdfast.risk.domain.Swing.holding;
import static dev.holdfast.risk.domain.Swing.limits;
import static dev.holdfast.risk.domain.Swing.sell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Verdict;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Symbols that move together, and limits for a bot version, a symbol or a side. */
class ScopedLimitsTest {

    private static PortfolioEvent.ScopedLimits of(
            String version, Symbol symbol, Side side, String value, String exposure) {
        return new PortfolioEvent.ScopedLimits(
                Optional.ofNullable(version).map(BotVersion::of),
                Optional.ofNullable(symbol),
                Optional.ofNullable(side),
                Optional.ofNullable(value).map(BigDecimal::new),
                Optional.ofNullable(exposure).map(BigDecimal::new),
                Optional.empty(),
                Optional.empty());
    }

    private static PortfolioEvent.ScopedLimits counts(String version, int open, int rate) {
        return new PortfolioEvent.ScopedLimits(
                Optional.of(BotVersion.of(version)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(open),
                Optional.of(rate));
    }

    private static List<String> reasons(Gate.Decision decision) {
        return decision.event() instanceof RiskEvent.Rejected rejected
                ? rejected.reasons()
                : List.of();
    }

    private static RiskEvent.Check check(Gate.Decision decision, Reason reason) {
        List<RiskEvent.Check> checks =
                switch (decision.event()) {
                    case RiskEvent.Rejected rejected -> rejected.checks();
                    case RiskEvent.Approved approved -> approved.checks();
                    default -> List.of();
                };
        return checks.stream()
                .filter(one -> one.check().equals(reason.name()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatMovesTogetherIsCappedTogether() {
        RiskState state = Swing.with(limits().bucket("majors", "3000", BTC, ETH));
        RiskState held = holding(state, buy("a", "2"));
        Gate.Decision refused = decide(held, buy("b", "11").of(ETH));
        assertThat(reasons(refused)).containsExactly("CORRELATION_BUCKET");
        RiskEvent.Check check = check(refused, Reason.CORRELATION_BUCKET);
        assertThat(check.scope()).contains("bucket=majors");
        assertThat(check.observed()).contains("3100");
        assertThat(check.limit()).contains("3000");
        assertThat(check.currency()).contains("USD");
        assertThat(((RiskEvent.Rejected) refused.event()).suggestedQuantity())
                .contains(Quantity.of("10"));
        assertThat(reasons(decide(held, buy("c", "10").of(ETH)))).isEmpty();
    }

    @Test
    void aSymbolOutsideTheBucketIsNotHeldAgainstIt() {
        RiskState state = Swing.with(limits().bucket("alone", "1000", ETH));
        assertThat(reasons(decide(state, buy("a", "5")))).isEmpty();
    }

    @Test
    void aBotVersionHasItsOwnOrderValue() {
        RiskState state = Swing.with(limits().scoped(of("v2", null, null, "500", null)));
        assertThat(reasons(decide(state, buy("a", "1").by("v1")))).isEmpty();
        Gate.Decision refused = decide(state, buy("b", "1").by("v2"));
        assertThat(reasons(refused)).containsExactly("MAX_ORDER_VALUE");
        assertThat(check(refused, Reason.MAX_ORDER_VALUE).scope()).contains("bot_version=v2");
    }

    @Test
    void whatABotVersionHoldsAndHasPendingIsCappedByItself() {
        RiskState state = Swing.with(limits().scoped(of("v2", null, null, null, "2000")));
        state = holding(state, buy("a", "3").by("v1"));
        state = holding(state, buy("b", "1").by("v2"));
        state = approved(state, buy("c", "0.5").by("v2"));
        Gate.Decision refused = decide(state, buy("d", "0.6").by("v2"));
        assertThat(reasons(refused)).containsExactly("MAX_SCOPED_EXPOSURE");
        assertThat(check(refused, Reason.MAX_SCOPED_EXPOSURE).observed()).contains("2100");
        assertThat(((RiskEvent.Rejected) refused.event()).suggestedQuantity())
                .contains(Quantity.of("0.5"));
        assertThat(reasons(decide(state, buy("e", "0.6").by("v1")))).isEmpty();
    }

    @Test
    void anExitThatNamesNoVersionComesOffTheLargestShare() {
        RiskState state = Swing.with(limits().scoped(of("v2", null, null, null, "2000")));
        state = holding(state, buy("a", "1").by("v1"));
        state = holding(state, buy("b", "2").by("v2"));
        assertThat(reasons(decide(state, buy("c", "0.5").by("v2"))))
                .containsExactly("MAX_SCOPED_EXPOSURE");
        state = holding(state, sell("x", "1.5").ofAPlan());
        assertThat(state.holdings().shares().of(BTC, BotVersion.of("v2")))
                .isEqualByComparingTo("0.5");
        assertThat(state.holdings().shares().of(BTC, BotVersion.of("v1")))
                .isEqualByComparingTo("1");
        assertThat(reasons(decide(state, buy("d", "1.5").by("v2")))).isEmpty();
    }

    @Test
    void aPositionThatTurnsOverBelongsToWhoTurnedIt() {
        RiskState state = Swing.with(limits().shortsAllowed());
        state = holding(state, buy("a", "1").by("v1"));
        state = holding(state, sell("b", "3").by("v2"));
        assertThat(state.holdings().shares().of(BTC, BotVersion.of("v1"))).isZero();
        assertThat(state.holdings().shares().of(BTC, BotVersion.of("v2")))
                .isEqualByComparingTo("-2");
    }

    @Test
    void aSideOfASymbolIsCappedByItself() {
        RiskState state =
                Swing.with(limits().shortsAllowed().scoped(of(null, BTC, Side.SELL, null, "1000")));
        assertThat(reasons(decide(state, buy("a", "5")))).isEmpty();
        assertThat(reasons(decide(state, sell("b", "1")))).isEmpty();
        Gate.Decision refused = decide(state, sell("c", "1.1"));
        assertThat(reasons(refused)).containsExactly("MAX_SCOPED_EXPOSURE");
        assertThat(check(refused, Reason.MAX_SCOPED_EXPOSURE).scope())
                .contains("symbol=BTC/USD side=SELL");
        assertThat(reasons(decide(state, sell("d", "20").of(ETH)))).isEmpty();
    }

    @Test
    void aSellThatOffsetsALongIsNoShortOfItsSide() {
        RiskState state =
                holding(
                        Swing.with(
                                limits().shortsAllowed()
                                        .scoped(of(null, BTC, Side.SELL, null, "1000"))),
                        buy("a", "2"));
        assertThat(reasons(decide(state, sell("b", "3")))).isEmpty();
        assertThat(reasons(decide(state, sell("c", "3.5")))).containsExactly("MAX_SCOPED_EXPOSURE");
    }

    @Test
    void aBotVersionHasItsOwnCountOfOrders() {
        RiskState state = Swing.with(limits().scoped(counts("v2", 1, 2)));
        state = approved(state, buy("a", "0.1").by("v2"));
        assertThat(reasons(decide(state, buy("b", "0.1").by("v2"))))
                .containsExactly("MAX_OPEN_ORDERS");
        state = Swing.fill(state, buy("a", "0.1").by("v2").build(), "0.1");
        state = holding(state, buy("c", "0.1").by("v2"));
        assertThat(reasons(decide(state, buy("d", "0.1").by("v2")))).containsExactly("ORDER_RATE");
        assertThat(reasons(decide(state, buy("e", "0.1").by("v1")))).isEmpty();
    }

    @Test
    void anOrderThatAsksForItIsResizedToTheLargestThatPasses() {
        RiskState state = Swing.with(limits().maxTotalExposure("3000").maxOrderValue("5000"));
        state = approved(state, buy("a", "2"));
        Gate.Decision resized = decide(state, buy("b", "4").resizable());
        assertThat(resized.event())
                .isInstanceOfSatisfying(
                        RiskEvent.Approved.class,
                        approved -> {
                            assertThat(approved.order().quantity()).isEqualTo(Quantity.of("1"));
                            assertThat(approved.requestedQuantity()).contains(Quantity.of("4"));
                            assertThat(approved.exposureAfter()).isEqualByComparingTo("3000");
                            assertThat(approved.checks())
                                    .noneMatch(one -> one.verdict() == Verdict.REJECT);
                        });
        assertThat(Exposure.of(resized.state(), MARKET).total().orElseThrow())
                .isEqualByComparingTo("3000");
    }

    @Test
    void anOrderThatFitsIsNotResized() {
        RiskState state = Swing.with(limits().maxTotalExposure("3000"));
        assertThat(decide(state, buy("a", "1").resizable()).event())
                .isInstanceOfSatisfying(
                        RiskEvent.Approved.class,
                        approved -> assertThat(approved.requestedQuantity()).isEmpty());
    }

    @Test
    void whatIsWrongInMoreThanItsSizeIsRefusedAllTheSame() {
        RiskState state = Swing.with(limits().maxTotalExposure("3000").only(ETH));
        assertThat(reasons(decide(state, buy("a", "4").resizable())))
                .contains("SYMBOL_ALLOWED", "MAX_TOTAL_EXPOSURE");
        RiskState full = holding(Swing.with(limits().maxTotalExposure("3000")), buy("b", "3"));
        assertThat(reasons(decide(full, buy("c", "1").resizable())))
                .containsExactly("MAX_TOTAL_EXPOSURE");
    }

    @Test
    void aResizedOrderThatWouldBeTooSmallIsRefused() {
        RiskState state =
                holding(
                        Swing.with(limits().maxTotalExposure("3000").minOrderValue("500")),
                        buy("a", "2.9"));
        assertThat(reasons(decide(state, buy("b", "1").resizable())))
                .containsExactly("MAX_TOTAL_EXPOSURE");
    }

    @Test
    void nineTenthsOfABucketAndOfAScopeAreWarnedOf() {
        RiskState state =
                approved(
                        Swing.with(
                                limits().bucket("majors", "2000", BTC, ETH)
                                        .scoped(of("v1", null, null, null, "2000"))),
                        buy("a", "1.8"));
        assertThat(Warnings.review(state, MARKET).warnings())
                .extracting(RiskEvent.LimitWarned::check)
                .containsExactlyInAnyOrder("CORRELATION_BUCKET", "MAX_SCOPED_EXPOSURE");
    }

    @Test
    void theHeadroomOfABucketAndOfAScopeIsSaid() {
        RiskState state =
                approved(
                        Swing.with(
                                limits().bucket("majors", "2000", BTC, ETH)
                                        .scoped(of("v1", null, null, null, "1500"))),
                        buy("a", "1"));
        assertThat(Headroom.of(state, MARKET))
                .anySatisfy(
                        item -> {
                            assertThat(item.check()).isEqualTo("CORRELATION_BUCKET");
                            assertThat(item.scope()).contains("bucket=majors");
                            assertThat(item.left().orElseThrow()).isEqualByComparingTo("1000");
                        })
                .anySatisfy(
                        item -> {
                            assertThat(item.check()).isEqualTo("MAX_SCOPED_EXPOSURE");
                            assertThat(item.scope()).contains("bot_version=v1");
                            assertThat(item.left().orElseThrow()).isEqualByComparingTo("500");
                        });
    }
}
