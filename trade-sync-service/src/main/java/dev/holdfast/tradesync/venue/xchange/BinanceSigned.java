package dev.holdfast.tradesync.venue.xchange;

import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Signed questions; Binance wants the signature to stand last in each. */
record BinanceSigned(
        BinanceApi api,
        BinanceWalletApi wallet,
        SynchronizedValueFactory<Long> timestamps,
        ParamsDigest signature) {

    BinanceApi.Account account() throws IOException {
        return api.account(timestamps, signature);
    }

    List<BinanceApi.Order> openOrders() throws IOException {
        return api.openOrders(timestamps, signature);
    }

    BinanceApi.Order order(String symbol, String orderId, String clientOrderId) throws IOException {
        return api.order(symbol, orderId, clientOrderId, timestamps, signature);
    }

    List<BinanceWalletApi.Deposit> deposits(Instant from, Instant to) throws IOException {
        return wallet.deposits(from.toEpochMilli(), to.toEpochMilli() - 1, timestamps, signature);
    }

    List<BinanceWalletApi.Withdrawal> withdrawals(Instant from, Instant to) throws IOException {
        return wallet.withdrawals(
                from.toEpochMilli(), to.toEpochMilli() - 1, timestamps, signature);
    }
}
