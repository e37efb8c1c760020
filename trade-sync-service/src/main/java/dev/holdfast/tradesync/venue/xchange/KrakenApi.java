package dev.holdfast.tradesync.venue.xchange;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.knowm.xchange.exceptions.ExchangeException;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What Kraken's API tells and XChange's classes leave out: client order ids of orders, whether a
 * fill was a maker's, what open orders hold, and the least value of an order. Key, signature and
 * nonce stand in each signed question by themselves. See <a
 * href="https://docs.kraken.com/api/">docs.kraken.com/api</a>.
 */
@Path("0")
@Produces(MediaType.APPLICATION_JSON)
interface KrakenApi {

    @GET
    @Path("public/Time")
    Answer<Time> time() throws IOException;

    @GET
    @Path("public/AssetPairs")
    Answer<Map<String, Pair>> assetPairs() throws IOException;

    @POST
    @Path("private/BalanceEx")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Map<String, Held>> balances() throws IOException;

    @POST
    @Path("private/OpenOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Orders> openOrders(@FormParam("cl_ord_id") String clientOrderId) throws IOException;

    @POST
    @Path("private/ClosedOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Orders> closedOrders(
            @FormParam("cl_ord_id") String clientOrderId, @FormParam("start") Long start)
            throws IOException;

    @POST
    @Path("private/QueryOrders")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Map<String, Order>> queryOrders(@FormParam("txid") String orderId) throws IOException;

    @POST
    @Path("private/TradesHistory")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Trades> trades(@FormParam("start") Long start, @FormParam("ofs") Integer offset)
            throws IOException;

    @POST
    @Path("private/Ledgers")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Answer<Ledgers> ledgers(
            @FormParam("type") String type,
            @FormParam("start") Long start,
            @FormParam("ofs") Integer offset)
            throws IOException;

    /** Kraken answers errors with 200 and a list of them beside the result. */
    record Answer<T>(List<String> error, T result) {

        T orThrow() {
            if (error != null && !error.isEmpty()) {
                throw new ExchangeException(error.toString());
            }
            if (result == null) {
                throw new IllegalArgumentException("An answer with neither errors nor a result.");
            }
            return result;
        }
    }

    record Time(@JsonProperty("unixtime") long seconds) {}

    record Pair(
            String altname,
            String wsname,
            @JsonProperty("pair_decimals") int priceDecimals,
            @JsonProperty("lot_decimals") int lotDecimals,
            @JsonProperty("tick_size") BigDecimal tick,
            @JsonProperty("ordermin") BigDecimal leastQuantity,
            @JsonProperty("costmin") BigDecimal leastValue) {}

    record Held(BigDecimal balance, @JsonProperty("hold_trade") BigDecimal held) {}

    record Orders(Map<String, Order> open, Map<String, Order> closed) {}

    record Order(
            @JsonProperty("cl_ord_id") String clientOrderId,
            String status,
            String reason,
            @JsonProperty("opentm") BigDecimal opened,
            @JsonProperty("closetm") BigDecimal ended,
            @JsonProperty("vol") BigDecimal quantity,
            @JsonProperty("vol_exec") BigDecimal filled,
            @JsonProperty("descr") Description description) {}

    record Description(
            String pair,
            String type,
            @JsonProperty("ordertype") String orderType,
            BigDecimal price) {}

    record Ledgers(Map<String, Ledger> ledger, int count) {}

    record Ledger(
            @JsonProperty("refid") String reference,
            BigDecimal time,
            String type,
            String asset,
            BigDecimal amount,
            BigDecimal fee) {}

    record Trades(Map<String, Trade> trades, int count) {}

    record Trade(
            @JsonProperty("ordertxid") String orderId,
            String pair,
            BigDecimal time,
            String type,
            BigDecimal price,
            BigDecimal fee,
            @JsonProperty("vol") BigDecimal quantity,
            @JsonProperty("trade_id") String sequence,
            Boolean maker) {}
}
