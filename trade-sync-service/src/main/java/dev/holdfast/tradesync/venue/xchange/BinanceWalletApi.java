package dev.holdfast.tradesync.venue.xchange;

import com.fasterxml.jackson.annotation.JsonProperty;

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
 * What came to Binance and left it in crypto. See <a
 * href="https://developers.binance.com/docs/wallet">developers.binance.com/docs/wallet</a>.
 */
@Path("sapi/v1/capital")
@Produces(MediaType.APPLICATION_JSON)
interface BinanceWalletApi {

    @GET
    @Path("deposit/hisrec")
    List<Deposit> deposits(
            @QueryParam("startTime") long startMs,
            @QueryParam("endTime") long endMs,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    @GET
    @Path("withdraw/history")
    List<Withdrawal> withdrawals(
            @QueryParam("startTime") long startMs,
            @QueryParam("endTime") long endMs,
            @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
            @QueryParam("signature") ParamsDigest signature)
            throws IOException, BinanceException;

    record Deposit(String id, BigDecimal amount, String coin, int status, long insertTime) {}

    record Withdrawal(
            String id,
            BigDecimal amount,
            @JsonProperty("transactionFee") BigDecimal fee,
            String coin,
            int status,
            String applyTime) {}
}
