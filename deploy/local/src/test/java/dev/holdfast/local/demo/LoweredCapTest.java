package dev.holdfast.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.contracts.value.Verdict;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One unit costs 1000; the cap goes from 6000 to 3000. */
class LoweredCapTest {

    private static final Instant NOON = Instant.parse("2013-11-28T12:00:00Z");
    private static final List<PortfolioEvent.Configured> VERSIONS =
            List.of(version(1, "6000"), version(2, "3000"));

    private static PortfolioEvent.Configured version(int number, String cap) {
        String json =
                """
                {"type":"portfolio.configured","portfolio_id":"swing","run_id":"-","version":%d,
                 "name":"Swing","base_currency":"USD","timezone":"Australia/Sydney",
                 "cost_basis":"AVERAGE","venue":"bitstamp","mode":"PAPER",
                 "client_order_prefix":"swing-",
                 "limits":{"max_total_exposure":"%s","allow_short":false,"exclude_baseline":false},
                 "overnight":{"widen":false,"restore_after_open":false,
                 "may_give_up_breakeven":false,"rearm_on_restart":true},"occurred_at":"%s"}
                """
                        .formatted(number, cap, NOON.plusSeconds(number));
        return switch (EventCodec.decode(Topic.PORTFOLIOS, json.getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> (PortfolioEvent.Configured) known.event();
            case EventCodec.Decoded other -> throw new AssertionError(other.toString());
        };
    }

    private static Optional<LoweredCap> after(RiskEvent... decisions) {
        return LoweredCap.of(
                VERSIONS,
                Stream.of(decisions).map(decision -> new Published<>(decision, NOON)).toList(),
                List.of(),
                List.of());
    }

    private static OrderIntentEvent.Intended buy(String id, String quantity) {
        return new OrderIntentEvent.Intended(
                DemoPortfolio.ID,
                RunId.of("r-1"),
                Optional.empty(),
                ClientOrderId.of(id),
                Symbol.of("BTC/USD"),
                Side.BUY,
                OrderType.MARKET,
                Quantity.of(quantity),
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOON);
    }

    private static RiskEvent approved(
            String id, String quantity, String before, String after, long version) {
        OrderIntentEvent.Intended order = buy(id, quantity);
        BigDecimal value = order.quantity().value().multiply(new BigDecimal("1000"));
        return new RiskEvent.Approved(
                order.portfolioId(),
                order.runId(),
                order.botVersion(),
                order.clientOrderId(),
                order,
                List.of(check("MAX_ORDER_VALUE", Verdict.PASS, value.toPlainString(), "9000")),
                value,
                new BigDecimal(before),
                new BigDecimal(after),
                version,
                NOON);
    }

    private static RiskEvent refused(String id, String before, String after, String limit) {
        OrderIntentEvent.Intended order = buy(id, "1");
        return new RiskEvent.Rejected(
                order.portfolioId(),
                order.runId(),
                order.botVersion(),
                order.clientOrderId(),
                List.of("MAX_TOTAL_EXPOSURE"),
                List.of(check("MAX_TOTAL_EXPOSURE", Verdict.REJECT, after, limit)),
                Optional.of(new BigDecimal(before)),
                Optional.of(new BigDecimal(after)),
                Optional.empty(),
                2,
                Optional.of(order),
                NOON);
    }

    private static RiskEvent.Check check(
            String name, Verdict verdict, String observed, String limit) {
        return new RiskEvent.Check(
                name,
                verdict,
                Optional.of(observed),
                Optional.of(limit),
                Optional.of("USD"),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void whatIsHeldAboveTheNewCapIsKeptAndNothingIsEnteredOnTopOfIt() {
        assertThat(after(approved("a", "4", "0", "4000", 1))).isEmpty();
        assertThat(after(approved("a", "4", "0", "4000", 1), refused("b", "4000", "5000", "3000")))
                .hasValueSatisfying(
                        cap -> {
                            assertThat(cap.breaches()).isEmpty();
                            assertThat(cap.exposureThen()).isEqualByComparingTo("4000");
                            assertThat(cap.refused()).isEqualTo(1);
                        });
    }

    @Test
    void anEntryAboveTheNewCapIsABreachThoughItsDecisionClaimsOtherwise() {
        assertThat(after(approved("a", "4", "0", "4000", 1), approved("b", "1", "1000", "2000", 2)))
                .hasValueSatisfying(
                        cap -> assertThat(cap.breaches()).containsExactly("b made it 5000"));
    }

    @Test
    void aDecisionByTheOldCapAfterOneByTheNewIsABreach() {
        assertThat(
                        after(
                                refused("a", "4000", "5000", "3000"),
                                approved("b", "1", "4000", "5000", 1)))
                .hasValueSatisfying(
                        cap ->
                                assertThat(cap.breaches())
                                        .containsExactly("b was decided by version 1"));
    }

    @Test
    void aSaleCountsOnceItWasPublishedBeforeTheEntryWhateverItsTimeInTheMarket() {
        assertThat(afterASaleOfThree(NOON.minusMillis(1)).breaches()).isEmpty();
        assertThat(afterASaleOfThree(NOON.plusMillis(1)).breaches())
                .containsExactly("b made it 5000");
    }

    private static LoweredCap afterASaleOfThree(Instant published) {
        TradeEvent.Synced sale =
                new TradeEvent.Synced(
                        DemoPortfolio.ID,
                        RunId.NONE,
                        Optional.empty(),
                        Venue.of("bitstamp"),
                        TradeId.of("1"),
                        OrderId.of("o-1"),
                        Optional.empty(),
                        Symbol.of("BTC/USD"),
                        Side.SELL,
                        Quantity.of("3"),
                        Price.of("1000"),
                        List.of(),
                        Liquidity.TAKER,
                        Origin.PLATFORM,
                        Optional.empty(),
                        Optional.empty(),
                        NOON.plus(Duration.ofHours(5)),
                        NOON);
        return LoweredCap.of(
                        VERSIONS,
                        List.of(
                                new Published<>(approved("a", "4", "0", "4000", 1), NOON),
                                new Published<>(approved("b", "1", "1000", "2000", 2), NOON)),
                        List.of(new Published<>(sale, published)),
                        List.of())
                .orElseThrow();
    }
}
