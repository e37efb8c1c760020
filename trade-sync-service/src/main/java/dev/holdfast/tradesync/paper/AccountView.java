package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.paper.domain.PaperAccount;
import dev.holdfast.tradesync.paper.domain.PaperOrder;
import dev.holdfast.tradesync.paper.domain.PaperPosition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An account of the paper venue as REST shows it: what the ledger is compared with.
 *
 * @param realizedPnl of all positions, in the quote currency, free of fees
 * @param fills how many there were
 */
public record AccountView(
        PortfolioId portfolioId,
        Instant asOf,
        Instant openedAt,
        Map<Currency, BigDecimal> deposits,
        Map<Currency, BigDecimal> balances,
        List<Position> positions,
        BigDecimal realizedPnl,
        Map<Currency, BigDecimal> fees,
        long fills,
        List<OpenOrder> openOrders) {

    record Position(Symbol symbol, BigDecimal quantity, BigDecimal cost, BigDecimal realizedPnl) {}

    record OpenOrder(
            String orderId,
            ClientOrderId clientOrderId,
            Symbol symbol,
            Side side,
            Quantity quantity,
            Quantity filledQuantity,
            Optional<Price> limitPrice,
            OrderStatus status) {}

    static AccountView of(PaperAccount account, List<PaperOrder> open, Instant asOf) {
        return new AccountView(
                account.portfolio(),
                asOf,
                account.openedAt(),
                account.deposits(),
                account.balances(),
                account.positions().entrySet().stream()
                        .map(
                                held ->
                                        new Position(
                                                held.getKey(),
                                                held.getValue().quantity(),
                                                Decimals.published(held.getValue().cost()),
                                                Decimals.published(held.getValue().realizedPnl())))
                        .toList(),
                Decimals.published(
                        account.positions().values().stream()
                                .map(PaperPosition::realizedPnl)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)),
                account.fees(),
                account.fills(),
                open.stream()
                        .map(
                                order ->
                                        new OpenOrder(
                                                Long.toString(order.id()),
                                                order.clientOrderId(),
                                                order.symbol(),
                                                order.side(),
                                                order.quantity(),
                                                order.filled(),
                                                order.limitPrice(),
                                                order.status()))
                        .toList());
    }
}
