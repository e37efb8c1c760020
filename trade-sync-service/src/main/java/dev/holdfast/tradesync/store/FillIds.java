package dev.holdfast.tradesync.store;

import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.VenueFill;

import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Fills as parameters of a query: portfolio, venue, symbols, orders and trades. */
final class FillIds {

    private FillIds() {}

    static Tuple of(PortfolioSync state, List<VenueFill> fills) {
        return Tuple.tuple()
                .addString(state.portfolio().value())
                .addString(state.account().orElseThrow().venue().value())
                .addArrayOfString(each(fills, fill -> fill.symbol().toString()))
                .addArrayOfString(each(fills, fill -> fill.orderId().value()))
                .addArrayOfString(each(fills, fill -> fill.tradeId().value()));
    }

    static String[] each(Collection<VenueFill> fills, Function<VenueFill, String> field) {
        return fills.stream().map(field).toArray(String[]::new);
    }

    static String[] distinct(Collection<VenueFill> fills, Function<VenueFill, String> field) {
        return fills.stream().map(field).distinct().toArray(String[]::new);
    }
}
