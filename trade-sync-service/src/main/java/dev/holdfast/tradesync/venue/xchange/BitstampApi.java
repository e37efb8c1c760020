package dev.holdfast.tradesync.venue.xchange;

import com.fasterxml.jackson.annotation.JsonProperty;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.knowm.xchange.bitstamp.dto.BitstampException;

import si.mazi.rescu.HttpResponseAware;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What Bitstamp's API tells and XChange's classes leave out: client order ids, which are its only
 * guard against an order that is sent twice; rows of any currency; and the time, which stands in
 * the headers alone. See <a href="https://www.bitstamp.net/api/">bitstamp.net/api</a>.
 */
@Path("api/v2")
@Produces(MediaType.APPLICATION_JSON)
interface BitstampApi {

    @GET
    @Path("ticker/{pair}/")
    Dated ticker(@PathParam("pair") String pair) throws IOException, BitstampException;

    @POST
    @Path("account_balances/")
    List<Balance> balances() throws IOException, BitstampException;

    @POST
    @Path("open_orders/all/")
    List<OpenOrder> openOrders() throws IOException, BitstampException;

    @POST
    @Path("{side}/{kind}{pair}/")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Placed place(
            @PathParam("side") String side,
            @PathParam("kind") String kind,
            @PathParam("pair") String pair,
            @FormParam("amount") String amount,
            @FormParam("price") String price,
            @FormParam("client_order_id") String clientOrderId,
            @FormParam("ioc_order") String immediateOrCancel,
            @FormParam("fok_order") String fillOrKill)
            throws IOException, BitstampException;

    @POST
    @Path("order_status/")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Status status(
            @FormParam("id") String orderId, @FormParam("client_order_id") String clientOrderId)
            throws IOException, BitstampException;

    @POST
    @Path("cancel_order/")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Placed cancel(@FormParam("id") String orderId) throws IOException, BitstampException;

    /** Each row names its currencies in its fields, so it is read as text. */
    @POST
    @Path("user_transactions/")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    List<Map<String, String>> transactions(
            @FormParam("limit") Integer limit,
            @FormParam("sort") String sort,
            @FormParam("since_timestamp") Long sinceSeconds,
            @FormParam("since_id") String sinceId)
            throws IOException, BitstampException;

    /** Whatever was answered, with the time in its header. */
    final class Dated implements HttpResponseAware {

        private Map<String, List<String>> headers = Map.of();

        @Override
        public void setResponseHeaders(Map<String, List<String>> headers) {
            this.headers = headers;
        }

        @Override
        public Map<String, List<String>> getResponseHeaders() {
            return headers;
        }
    }

    record Balance(String currency, BigDecimal total, BigDecimal available) {}

    record OpenOrder(
            String id,
            String datetime,
            String type,
            BigDecimal price,
            BigDecimal amount,
            @JsonProperty("amount_at_create") BigDecimal placed,
            @JsonProperty("currency_pair") String pair,
            @JsonProperty("client_order_id") String clientOrderId) {}

    record Placed(String id) {}

    record Status(
            String id,
            String datetime,
            String type,
            String status,
            String market,
            @JsonProperty("amount_remaining") BigDecimal remaining,
            @JsonProperty("client_order_id") String clientOrderId,
            List<Map<String, String>> transactions) {}
}
