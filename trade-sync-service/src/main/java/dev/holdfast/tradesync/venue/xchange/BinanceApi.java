package dev.holdfast.tradesync.venue.xchange;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.knowm.xchange.binance.dto.BinanceException;

import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/**
 * What Binance's API tells and XChange's classes leave out: an order by its client id alone, when
 * an order changed, and the rules of some symbols instead of all of them. See <a
 * href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api">the API</a>.
 */
@Path("api/v3")
@Produces(MediaType.APPLICATION_JSON)
interface BinanceApi {

    @GET
    @Path("time")
    Time time() throws IOException, BinanceException;

    /**
     * @param symbols a JSON array
     */
    @GET
    @Path("exchangeInfo")
    Rules rules(@QueryParam("symbols") String symbols) throws IOException, BinanceException;

    @GET
    @Path("account")
    Account account(
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("openOrders")
    List<Order> openOrders(
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("order")
    Order order(
            @QueryParam("symbol") String symbol,
            @QueryParam("orderId") String orderId,
            @QueryParam("origClientOrderId") String clientOrderId,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    record Time(long serverTime) {}

    record Rules(List<OfSymbol> symbols) {}

    record OfSymbol(String symbol, String baseAsset, String quoteAsset, List<Filter> filters) {}

    record Filter(
            String filterType,
            BigDecimal tickSize,
            BigDecimal stepSize,
            BigDecimal minQty,
            BigDecimal minNotional) {}

    record Account(List<Balance> balances) {}

    record Balance(String asset, BigDecimal free, BigDecimal locked) {}

    record Order(
            String symbol,
            String orderId,
            String clientOrderId,
            BigDecimal price,
            BigDecimal origQty,
            BigDecimal executedQty,
            String status,
            String side,
            long updateTime) {}
}
