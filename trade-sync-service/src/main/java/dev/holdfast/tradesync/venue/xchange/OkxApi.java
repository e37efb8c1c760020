package dev.holdfast.tradesync.venue.xchange;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.knowm.xchange.okex.dto.OkexException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What OKX's API tells and XChange's classes leave out: fills (XChange tells orders that were
 * filled whole), and orders by their client id. Numbers are text and may be empty. See <a
 * href="https://www.okx.com/docs-v5/en/">okx.com/docs-v5</a>.
 */
@Path("/api/v5")
@Produces(MediaType.APPLICATION_JSON)
interface OkxApi {

    @GET
    @Path("/public/time")
    Answer<Time> time() throws IOException, OkexException;

    @GET
    @Path("/public/instruments")
    Answer<Rules> instruments(@QueryParam("instType") String type)
            throws IOException, OkexException;

    @GET
    @Path("/account/balance")
    Answer<Account> balance() throws IOException, OkexException;

    @GET
    @Path("/trade/orders-pending")
    Answer<Order> openOrders(@QueryParam("instType") String type, @QueryParam("after") String after)
            throws IOException, OkexException;

    @GET
    @Path("/trade/order")
    Answer<Order> order(
            @QueryParam("instId") String instrument,
            @QueryParam("ordId") String orderId,
            @QueryParam("clOrdId") String clientOrderId)
            throws IOException, OkexException;

    @GET
    @Path("/trade/fills-history")
    Answer<Fill> fills(
            @QueryParam("instType") String type,
            @QueryParam("after") String after,
            @QueryParam("begin") Long beginMs,
            @QueryParam("limit") int limit)
            throws IOException, OkexException;

    @POST
    @Path("/trade/order")
    @Consumes(MediaType.APPLICATION_JSON)
    Answer<Done> place(Map<String, String> order) throws IOException, OkexException;

    @POST
    @Path("/trade/cancel-order")
    @Consumes(MediaType.APPLICATION_JSON)
    Answer<Done> cancel(Map<String, String> order) throws IOException, OkexException;

    @GET
    @Path("/account/bills-archive")
    Answer<Bill> bills(
            @QueryParam("type") String type,
            @QueryParam("begin") Long beginMs,
            @QueryParam("after") String after,
            @QueryParam("limit") int limit)
            throws IOException, OkexException;

    /** OKX answers most errors with 200 and a code; those of one order stand in its row. */
    record Answer<T>(String code, String msg, List<T> data) {

        List<T> orThrow() {
            if (!"0".equals(code)) {
                throw new OkexException(msg, Integer.parseInt(code));
            }
            return data;
        }
    }

    record Time(long ts) {}

    record Rules(
            @JsonProperty("instId") String instrument,
            @JsonProperty("baseCcy") String base,
            @JsonProperty("quoteCcy") String quote,
            @JsonProperty("tickSz") BigDecimal tick,
            @JsonProperty("lotSz") BigDecimal lot,
            @JsonProperty("minSz") BigDecimal least) {}

    record Account(List<Held> details) {}

    record Held(
            @JsonProperty("ccy") String currency,
            @JsonProperty("cashBal") String total,
            @JsonProperty("availBal") String available) {}

    record Order(
            @JsonProperty("instId") String instrument,
            @JsonProperty("ordId") String orderId,
            @JsonProperty("clOrdId") String clientOrderId,
            String side,
            String state,
            @JsonProperty("px") String price,
            @JsonProperty("sz") BigDecimal quantity,
            @JsonProperty("accFillSz") String filled,
            @JsonProperty("cancelSourceReason") String reason,
            @JsonProperty("uTime") long changedMs) {}

    record Fill(
            @JsonProperty("instId") String instrument,
            String tradeId,
            @JsonProperty("ordId") String orderId,
            @JsonProperty("clOrdId") String clientOrderId,
            String billId,
            String side,
            @JsonProperty("fillPx") BigDecimal price,
            @JsonProperty("fillSz") BigDecimal quantity,
            BigDecimal fee,
            @JsonProperty("feeCcy") String feeCurrency,
            @JsonProperty("execType") String liquidity,
            @JsonProperty("ts") long atMs) {}

    record Bill(
            String billId,
            @JsonProperty("ccy") String currency,
            @JsonProperty("balChg") BigDecimal change,
            @JsonProperty("ts") long atMs) {}

    record Done(
            @JsonProperty("ordId") String orderId,
            @JsonProperty("sCode") String code,
            @JsonProperty("sMsg") String message) {}
}
