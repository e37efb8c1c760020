package dev.holdfast.tradesync.domain;

import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.BotVersion;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words for the tests of orders and fills. */
public final class Syncs {

    public static final PortfolioId SWING = PortfolioId.of("swing");
    public static final Venue BITSTAMP = Venue.of("bitstamp");
    public static final Symbol BTC_USD = Symbol.of("BTC/USD");
    public static final RunId RUN = RunId.of("r-7");
    public static final Instant START = Instant.parse("2013-11-25T00:00:00Z");

    /** Of a portfolio that alone trades on its account. */
    public static final PortfolioEvent.AccountPolicy ALONE =
            new PortfolioEvent.AccountPolicy(
                    PortfolioEvent.ForeignFills.BOOK, List.of(), Optional.empty());

    private Syncs() {}

    public static Known known(
            Map<TradeEvent.FillKey, Known.Booked> fills, Map<OrderId, OrderTags> orders) {
        return new Known(
                fills, orders, Map.of(), Known.Neighbours.NONE, Set.of(), Set.of(), List.of());
    }

    public static PortfolioEvent.Configured configured(long version, TradingMode mode) {
        return configured(SWING, version, mode, "swing-", ALONE);
    }

    public static PortfolioEvent.Configured configured(
            PortfolioId portfolio,
            long version,
            TradingMode mode,
            String prefix,
            PortfolioEvent.AccountPolicy policy) {
        return configured(portfolio, BITSTAMP, version, mode, prefix, policy);
    }

    public static PortfolioEvent.Configured configured(
            PortfolioId portfolio,
            Venue venue,
            long version,
            TradingMode mode,
            String prefix,
            PortfolioEvent.AccountPolicy policy) {
        return new PortfolioEvent.Configured(
                portfolio,
                RunId.NONE,
                version,
                "Swing",
                Currency.of("USD"),
                ZoneId.of("Australia/Sydney"),
                List.of(),
                CostBasis.AVERAGE,
                venue,
                mode,
                prefix,
                PortfolioEvent.Limits.NONE,
                PortfolioEvent.Overnight.KEEP,
                Optional.of(policy),
                Optional.empty(),
                START);
    }

    public static PortfolioSync configured() {
        return PortfolioSync.initial(SWING).configured(configured(1, TradingMode.PAPER));
    }

    public static RiskEvent.Approved approved(String id, Side side, String quantity) {
        return approved(id, BTC_USD, side, OrderType.MARKET, quantity, Optional.empty());
    }

    public static RiskEvent.Approved approved(
            String id,
            Symbol symbol,
            Side side,
            OrderType type,
            String quantity,
            Optional<Price> limit) {
        return approved(id, symbol, side, type, quantity, limit, Optional.empty());
    }

    public static RiskEvent.Approved approved(
            String id,
            Symbol symbol,
            Side side,
            OrderType type,
            String quantity,
            Optional<Price> limit,
            Optional<Price> stop) {
        OrderIntentEvent.Intended order =
                new OrderIntentEvent.Intended(
                        SWING,
                        RUN,
                        Optional.of(BotVersion.of("v2")),
                        ClientOrderId.of(id),
                        symbol,
                        side,
                        type,
                        Quantity.of(quantity),
                        limit,
                        stop,
                        TimeInForce.GTC,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("breakout"),
                        Optional.empty(),
                        Optional.empty(),
                        START);
        return new RiskEvent.Approved(
                SWING,
                RUN,
                Optional.of(BotVersion.of("v2")),
                ClientOrderId.of(id),
                order,
                List.of(),
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                1,
                START);
    }

    public static VenueFill fill(String tradeId, String orderId, String quantity, int second) {
        return new VenueFill(
                BTC_USD,
                TradeId.of(tradeId),
                OrderId.of(orderId),
                Optional.empty(),
                Side.BUY,
                Quantity.of(quantity),
                Price.of("800"),
                List.of(Money.of("0.5", "USD")),
                Liquidity.TAKER,
                Optional.empty(),
                START.plusSeconds(second));
    }
}
