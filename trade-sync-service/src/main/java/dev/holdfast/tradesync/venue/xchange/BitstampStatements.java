package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Bitstamp booked: its transactions, oldest first by id. */
final class BitstampStatements implements Dialect.Statements {

    private static final Duration TIMES_REACH = Duration.ofDays(29);
    private static final String A_TRADE = "2";
    private static final String A_DEPOSIT = "0";
    private static final String A_WITHDRAWAL = "1";

    private final BitstampApi api;

    BitstampStatements(BitstampApi api) {
        this.api = api;
    }

    /** By id, oldest first; by time only within the month that Bitstamp's times reach back. */
    @Override
    public TradePage trades(TradeQuery query) throws IOException {
        Optional<String> fromId =
                query.page().or(() -> query.from().map(cursor -> cursor.tradeId().value()));
        Optional<Instant> since =
                query.since()
                        .filter(at -> query.page().isEmpty())
                        .filter(at -> at.isAfter(Instant.now().minus(TIMES_REACH)));
        List<Map<String, String>> rows =
                api.transactions(
                        Bitstamp.PAGE,
                        "asc",
                        since.map(Instant::getEpochSecond).orElse(null),
                        since.isPresent() ? null : fromId.orElse(null));
        List<VenueFill> fills = new ArrayList<>();
        for (Map<String, String> row : rows) {
            if (A_TRADE.equals(row.get("type"))) {
                fills.add(fill(row));
            }
        }
        return new TradePage(fills, next(rows, query.page()));
    }

    /** An id is included in what is asked for by it: the last page tells its own again. */
    private static Optional<String> next(List<Map<String, String>> rows, Optional<String> page) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.getLast().get("id")).filter(id -> !page.equals(Optional.of(id)));
    }

    private static VenueFill fill(Map<String, String> row) {
        String id = row.get("id");
        Symbol symbol = symbol(row);
        BigDecimal quantity = BitstampWords.number(row, symbol.base());
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(row.get("order_id")),
                Optional.empty(),
                quantity.signum() < 0 ? Side.SELL : Side.BUY,
                new Quantity(quantity.abs()),
                new Price(new BigDecimal(row.get(price(symbol)))),
                Answers.fees(new BigDecimal(row.get("fee")), symbol.quote().value(), id),
                Liquidity.UNKNOWN,
                Optional.of(id),
                BitstampWords.instant(row.get("datetime")));
    }

    /** The price stands in a field named by the pair, beside one for each of its currencies. */
    private static Symbol symbol(Map<String, String> row) {
        return row.keySet().stream()
                .map(name -> name.split("_"))
                .filter(names -> names.length == 2)
                .filter(names -> row.containsKey(names[0]) && row.containsKey(names[1]))
                .map(names -> Symbol.of((names[0] + "/" + names[1]).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "A trade without its pair: " + row.get("id")));
    }

    private static String price(Symbol symbol) {
        return (symbol.base() + "_" + symbol.quote()).toLowerCase(Locale.ROOT);
    }

    /** Rows of another kind among the trades: from the beginning by id, lately by time. */
    @Override
    public Movements movements(Optional<Instant> since, Optional<String> page) throws IOException {
        Optional<Instant> from =
                since.filter(at -> page.isEmpty())
                        .filter(at -> at.isAfter(Instant.now().minus(TIMES_REACH)));
        List<Map<String, String>> rows =
                api.transactions(
                        Bitstamp.PAGE,
                        "asc",
                        from.map(Instant::getEpochSecond).orElse(null),
                        page.orElse(null));
        List<VenueMovement> movements = new ArrayList<>();
        for (Map<String, String> row : rows) {
            if (A_DEPOSIT.equals(row.get("type")) || A_WITHDRAWAL.equals(row.get("type"))) {
                movements.addAll(movements(row));
            }
        }
        return new Movements(movements, next(rows, page));
    }

    /** The currency is that of the only field whose amount is not zero; the fee is in it too. */
    private static List<VenueMovement> movements(Map<String, String> row) {
        return row.entrySet().stream()
                .filter(field -> field.getKey().matches("[a-z0-9]{2,12}"))
                .filter(field -> !Set.of("id", "type", "fee", "datetime").contains(field.getKey()))
                .filter(field -> field.getValue().matches("-?[0-9.]+"))
                .map(field -> Map.entry(field.getKey(), new BigDecimal(field.getValue())))
                .filter(field -> field.getValue().signum() != 0)
                .map(
                        field ->
                                Answers.movement(
                                        row.get("id"),
                                        field.getValue()
                                                .subtract(
                                                        new BigDecimal(
                                                                row.getOrDefault("fee", "0"))),
                                        field.getKey().toUpperCase(Locale.ROOT),
                                        field.getValue().signum() > 0 ? "deposit" : "withdrawal",
                                        BitstampWords.instant(row.get("datetime"))))
                .toList();
    }
}
