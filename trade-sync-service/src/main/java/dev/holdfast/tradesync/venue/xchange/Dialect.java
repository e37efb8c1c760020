package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueOrder;

import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.Ticker;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One exchange as XChange speaks to it, with what is peculiar about it. Methods throw what XChange
 * throws: {@link XChangeVenue} names it. An exchange answers in its own names; a dialect translates
 * them and refuses what it cannot.
 */
abstract class Dialect {

    static {
        // The JDK sends a POST again when its connection breaks: an order would go out twice. It
        // looks here once, when HTTP is first used.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private static final int MOST_OF_A_CURRENCY_NAME = 12;

    protected final Access access;
    protected final Exchange exchange;

    protected Dialect(Access access, Class<? extends Exchange> exchange) {
        this.access = access;
        this.exchange = ExchangeFactory.INSTANCE.createExchange(specification(exchange));
    }

    protected org.knowm.xchange.ExchangeSpecification specification(
            Class<? extends Exchange> exchange) {
        return access.specification(exchange);
    }

    abstract Capabilities capabilities();

    /** How much may be asked at once, in the units of {@link #weight}. */
    abstract int burst();

    /** How long one unit takes to come back. */
    abstract Duration perUnit();

    abstract int weight(Question question);

    /** Whether each signed request must bear a higher number than all that came before it. */
    boolean signsInOrder() {
        return false;
    }

    /** What this exchange means by an error of its own; empty for what is common to all. */
    abstract Optional<Meaning> meaning(Throwable error);

    abstract Instant serverTime() throws IOException;

    /** The step of {@link #serverTime}. */
    Duration timeResolution() {
        return Duration.ofMillis(1);
    }

    abstract Map<Symbol, Instrument> instruments() throws IOException;

    abstract List<Balance> balances() throws IOException;

    abstract List<VenueOrder> openOrders() throws IOException;

    /** The id under which the exchange took the order. */
    abstract OrderId place(NewOrder order) throws IOException;

    abstract Optional<VenueOrder> find(OrderQuery query) throws IOException;

    abstract void cancel(Symbol symbol, OrderId orderId) throws IOException;

    abstract TradePage trades(TradeQuery query) throws IOException;

    Ticker ticker(Symbol symbol) throws IOException {
        return exchange.getMarketDataService().getTicker(pair(symbol));
    }

    protected static CurrencyPair pair(Symbol symbol) {
        return new CurrencyPair(symbol.base(), symbol.quote().value());
    }

    protected static Symbol symbol(CurrencyPair pair) {
        return Symbol.of(
                pair.getBase().getCurrencyCode() + "/" + pair.getCounter().getCurrencyCode());
    }

    /** Balances that are zero are left out, and so are names that are no currency on the wire. */
    protected static List<Balance> balances(
            Map<String, BigDecimal> totals, Map<String, BigDecimal> available) {
        List<Balance> balances = new ArrayList<>();
        totals.forEach(
                (currency, total) -> {
                    if (total.signum() != 0
                            && currency.matches("[A-Z0-9.]{1," + MOST_OF_A_CURRENCY_NAME + "}")) {
                        balances.add(
                                new Balance(
                                        Currency.of(currency),
                                        total,
                                        available.getOrDefault(currency, total)));
                    }
                });
        return balances;
    }

    /**
     * A fee, where there is one. One without its currency cannot be booked and is never guessed.
     */
    protected static List<Money> fees(BigDecimal amount, String currency, String fill) {
        if (amount == null || amount.signum() == 0) {
            return List.of();
        }
        if (currency == null || currency.isBlank()) {
            throw new IllegalArgumentException(
                    "The fee of fill " + fill + " is " + amount + " of no currency.");
        }
        return List.of(new Money(amount, Currency.of(currency)));
    }

    /** An order that is on its way: open, or filled in part. */
    protected static OrderStatus open(Quantity filled) {
        return filled.isZero() ? OrderStatus.OPEN : OrderStatus.PARTIALLY_FILLED;
    }

    /** A step of so many decimals. */
    protected static BigDecimal step(int decimals) {
        return BigDecimal.ONE.movePointLeft(decimals);
    }

    protected static BigDecimal orZero(BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }
}
