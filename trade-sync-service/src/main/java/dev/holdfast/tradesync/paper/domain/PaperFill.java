package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;

import java.time.Instant;

/**
 * A fill at the paper venue.
 *
 * @param id counted over all accounts, in the order in which fills happened
 */
public record PaperFill(
        long id,
        long orderId,
        PortfolioId account,
        ClientOrderId clientOrderId,
        Symbol symbol,
        Side side,
        Quantity quantity,
        Price price,
        Money fee,
        Liquidity liquidity,
        Instant at) {}
