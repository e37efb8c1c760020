package dev.holdfast.tradesync.imports.domain;

import java.util.Optional;

/** A row of an export in the words of the file; {@code tradeId} is empty where it has none. */
record ExportedTrade(
        Optional<String> tradeId,
        Optional<String> orderId,
        Optional<String> clientOrderId,
        String pair,
        String side,
        String quantity,
        String price,
        Optional<String> fee,
        Optional<String> feeCurrency,
        Optional<String> liquidity,
        String occurredAt) {}
