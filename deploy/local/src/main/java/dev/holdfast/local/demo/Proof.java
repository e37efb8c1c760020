package dev.holdfast.local.demo;

import com.fasterxml.jackson.databind.JsonNode;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.Symbol;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The same figures from three sides that compute each for itself: the ledger, the venue's own
 * account, and the fills on {@code trades.v1} added up anew. Equal means equal to the last digit of
 * what the wire carries.
 */
record Proof(List<Item> items) {

    private static final Symbol SYMBOL = Symbol.of("BTC/USD");

    /** One figure. */
    record Item(String what, BigDecimal ledger, BigDecimal venue, BigDecimal topic) {

        boolean isEqual() {
            return ledger.compareTo(venue) == 0 && ledger.compareTo(topic) == 0;
        }
    }

    boolean isEqual() {
        return differences().isEmpty();
    }

    List<Item> differences() {
        return items.stream().filter(item -> !item.isEqual()).toList();
    }

    /** What one side says. */
    record Side(
            BigDecimal fills,
            BigDecimal quantity,
            BigDecimal cash,
            BigDecimal fees,
            BigDecimal realizedPnl) {}

    static Proof of(Side ledger, Side venue, Side topic) {
        return new Proof(
                List.of(
                        item("fills", ledger.fills(), venue.fills(), topic.fills()),
                        item(
                                SYMBOL.base() + " held",
                                ledger.quantity(),
                                venue.quantity(),
                                topic.quantity()),
                        item("cash, USD", ledger.cash(), venue.cash(), topic.cash()),
                        item("fees, USD", ledger.fees(), venue.fees(), topic.fees()),
                        item(
                                "realized PnL, USD",
                                ledger.realizedPnl(),
                                venue.realizedPnl(),
                                topic.realizedPnl())));
    }

    private static Item item(String what, BigDecimal ledger, BigDecimal venue, BigDecimal topic) {
        return new Item(
                what,
                Decimals.published(ledger),
                Decimals.published(venue),
                Decimals.published(topic));
    }

    /** portfolio-service's answers. */
    static Side ledger(JsonNode stats, JsonNode positions, JsonNode cash) {
        BigDecimal quantity = BigDecimal.ZERO;
        for (JsonNode position : positions.path("items")) {
            if (position.path("symbol").asText().equals(SYMBOL.toString())) {
                quantity = number(position, "quantity");
            }
        }
        BigDecimal atVenue = BigDecimal.ZERO;
        for (JsonNode currency : cash.path("items")) {
            if (currency.path("currency").asText().equals("USD")) {
                atVenue = number(currency, "venue");
            }
        }
        return new Side(
                BigDecimal.valueOf(stats.path("total_trades").asLong()),
                quantity,
                atVenue,
                number(stats, "fees"),
                number(stats, "realized_pnl"));
    }

    /** The paper venue's own account. */
    static Side venue(JsonNode account) {
        return new Side(
                BigDecimal.valueOf(account.path("fills").asLong()),
                number(account.path("balances"), SYMBOL.base()),
                number(account.path("balances"), "USD"),
                number(account.path("fees"), "USD"),
                number(account, "realized_pnl"));
    }

    private static BigDecimal number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? new BigDecimal(value.textValue()) : BigDecimal.ZERO;
    }

    /**
     * Adds up fills, at average cost.
     *
     * @param start cash before the first of them
     */
    static Side topic(BigDecimal start, Collection<TradeEvent.Synced> fills) {
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal cash = start;
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal realized = BigDecimal.ZERO;
        List<TradeEvent.Synced> inOrder =
                fills.stream()
                        .sorted(
                                Comparator.comparing(TradeEvent.Synced::occurredAt)
                                        .thenComparingLong(
                                                fill -> Long.parseLong(fill.tradeId().value())))
                        .toList();
        for (TradeEvent.Synced fill : inOrder) {
            BigDecimal quantity = fill.quantity().value();
            BigDecimal value = quantity.multiply(fill.price().value());
            switch (fill.side()) {
                case BUY -> {
                    held = held.add(quantity);
                    cost = cost.add(value);
                    cash = cash.subtract(value);
                }
                case SELL -> {
                    BigDecimal share =
                            quantity.compareTo(held) == 0
                                    ? cost
                                    : cost.multiply(quantity).divide(held, Decimals.DIVISION);
                    held = held.subtract(quantity);
                    cost = cost.subtract(share);
                    cash = cash.add(value);
                    realized = realized.add(value).subtract(share);
                }
            }
            for (Money fee : fill.fees()) {
                fees = fees.add(fee.amount());
                cash = cash.subtract(fee.amount());
            }
        }
        return new Side(BigDecimal.valueOf(fills.size()), held, cash, fees, realized);
    }
}
