package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.event.VenueEvent.Balance;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.domain.Capabilities;
import dev.holdfast.tradesync.domain.Instrument;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueMovement;
import dev.holdfast.tradesync.domain.VenueOrder;

import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.Ticker;

import si.mazi.rescu.ClientConfig;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

    protected final Access access;

    protected final Exchange exchange;

    protected Dialect(Access access, Class<? extends Exchange> exchange) {
        this.access = access;
        this.exchange = ExchangeFactory.INSTANCE.createExchange(specification(exchange));
    }

    protected ExchangeSpecification specification(Class<? extends Exchange> exchange) {
        return access.specification(exchange);
    }

    /** The exchange's answers to what XChange does not ask, over XChange's HTTP. */
    protected <T> T asking(Class<T> api) {
        return asking(api, config -> {});
    }

    /**
     * @param signs adds what stands in each signed question: key, signature, number, time
     */
    protected <T> T asking(Class<T> api, Consumer<ClientConfig> signs) {
        return ExchangeRestProxyBuilder.forInterface(api, exchange.getExchangeSpecification())
                .clientConfigCustomizer(signs::accept)
                .build();
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

    abstract Orders orders();

    abstract Statements statements();

    /** The orders of the account. */
    interface Orders {

        List<VenueOrder> open() throws IOException;

        /** The id under which the exchange took the order. */
        OrderId place(NewOrder order) throws IOException;

        Optional<VenueOrder> find(OrderQuery query) throws IOException;

        void cancel(Symbol symbol, OrderId orderId) throws IOException;
    }

    /** What was booked on the account. */
    interface Statements {

        TradePage trades(TradeQuery query) throws IOException;

        /**
         * A page of what came to the account or left it without a trade, once that is done. Rows
         * from before what was asked for do no harm.
         *
         * @param since empty for all that there ever was
         * @param page what the page before named as its next; empty for the first
         */
        Movements movements(Optional<Instant> since, Optional<String> page) throws IOException;

        /**
         * @param next the dialect's own mark of the page after this one; empty on the last
         */
        record Movements(List<VenueMovement> rows, Optional<String> next) {}
    }

    Ticker ticker(Symbol symbol) throws IOException {
        return exchange.getMarketDataService().getTicker(pair(symbol));
    }

    static CurrencyPair pair(Symbol symbol) {
        return new CurrencyPair(symbol.base(), symbol.quote().value());
    }
}
