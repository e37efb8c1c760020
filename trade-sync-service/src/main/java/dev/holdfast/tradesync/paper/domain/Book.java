package dev.holdfast.tradesync.paper.domain;

import dev.holdfast.contracts.value.PortfolioId;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The paper venue's open orders and the accounts behind them.
 *
 * @param orders by their id
 * @param nextFill the id of the next fill
 */
public record Book(
        Map<Long, PaperOrder> orders, Map<PortfolioId, PaperAccount> accounts, long nextFill) {

    public Book {
        orders = Collections.unmodifiableMap(new TreeMap<>(orders));
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
    }
}
