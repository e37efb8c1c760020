package dev.holdfast.tradesync.imports.domain;

import dev.holdfast.contracts.value.InvalidValue;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whose export a file is. */
public enum ExportFormat {
    /** Kraken, History, Export, Trades. */
    KRAKEN(List.of(List.of("txid", "ordertxid", "pair", "time", "type", "price", "fee", "vol"))) {
        @Override
        Optional<ExportedTrade> trade(Csv.Row row, Map<String, String> columns) {
            return Optional.of(
                    new ExportedTrade(
                            row.cell("txid"),
                            row.cell("ordertxid"),
                            Optional.empty(),
                            need(row, "pair"),
                            need(row, "type"),
                            need(row, "vol"),
                            need(row, "price"),
                            row.cell("fee"),
                            Optional.empty(),
                            Optional.empty(),
                            need(row, "time")));
        }
    },
    /** Binance, Spot, Trade History, Export; its rows carry no ids. */
    BINANCE(
            List.of(
                    List.of("date(utc)", "pair", "side", "price", "executed", "fee"),
                    List.of("date(utc)", "market", "type", "price", "amount", "fee", "fee coin"))) {
        @Override
        Optional<ExportedTrade> trade(Csv.Row row, Map<String, String> columns) {
            boolean older = row.cell("market").isPresent();
            Amount fee = Amount.of(need(row, "fee"));
            return Optional.of(
                    new ExportedTrade(
                            row.cell("trade id"),
                            row.cell("order id").or(() -> row.cell("orderno")),
                            Optional.empty(),
                            need(row, older ? "market" : "pair"),
                            need(row, older ? "type" : "side"),
                            Amount.of(need(row, older ? "amount" : "executed")).number(),
                            need(row, "price"),
                            Optional.of(fee.number()),
                            row.cell("fee coin").or(fee::currency),
                            Optional.empty(),
                            need(row, "date(utc)")));
        }
    },
    /** Bitstamp, Transactions, Export: with ids, and the older one without. */
    BITSTAMP(
            List.of(
                    List.of(
                            "id",
                            "type",
                            "subtype",
                            "datetime",
                            "amount",
                            "amount currency",
                            "rate",
                            "rate currency",
                            "fee",
                            "order id"),
                    List.of("type", "datetime", "amount", "rate", "fee", "sub type"))) {
        @Override
        Optional<ExportedTrade> trade(Csv.Row row, Map<String, String> columns) {
            if (!need(row, "type").equalsIgnoreCase("Market")) {
                return Optional.empty();
            }
            Amount amount = Amount.of(need(row, "amount"));
            Amount rate = Amount.of(need(row, "rate"));
            Optional<Amount> fee = row.cell("fee").map(Amount::of);
            return Optional.of(
                    new ExportedTrade(
                            row.cell("id"),
                            row.cell("order id"),
                            Optional.empty(),
                            currency(row, "amount currency", amount)
                                    + "/"
                                    + currency(row, "rate currency", rate),
                            row.cell("subtype").orElseGet(() -> need(row, "sub type")),
                            amount.number(),
                            rate.number(),
                            fee.map(Amount::number),
                            row.cell("fee currency").or(() -> fee.flatMap(Amount::currency)),
                            Optional.empty(),
                            need(row, "datetime")));
        }

        private String currency(Csv.Row row, String column, Amount amount) {
            return row.cell(column)
                    .or(amount::currency)
                    .orElseThrow(() -> new InvalidValue(column + " is missing"));
        }
    },
    /** Any file with a header; {@code columns} says which field is called how in it. */
    GENERIC(List.of(List.of("occurred_at", "symbol", "side", "quantity", "price"))) {
        @Override
        Optional<ExportedTrade> trade(Csv.Row row, Map<String, String> columns) {
            return Optional.of(
                    new ExportedTrade(
                            row.cell(column("trade_id", columns)),
                            row.cell(column("order_id", columns)),
                            row.cell(column("client_order_id", columns)),
                            need(row, column("symbol", columns)),
                            need(row, column("side", columns)),
                            need(row, column("quantity", columns)),
                            need(row, column("price", columns)),
                            row.cell(column("fee", columns)),
                            row.cell(column("fee_currency", columns)),
                            row.cell(column("liquidity", columns)),
                            need(row, column("occurred_at", columns))));
        }
    };

    /** Fields of a generic file that {@code columns} may name. */
    public static final List<String> FIELDS =
            List.of(
                    "trade_id",
                    "order_id",
                    "client_order_id",
                    "symbol",
                    "side",
                    "quantity",
                    "price",
                    "fee",
                    "fee_currency",
                    "liquidity",
                    "occurred_at");

    private final List<List<String>> headers;

    ExportFormat(List<List<String>> headers) {
        this.headers = headers;
    }

    /** Empty where the row is no trade. */
    abstract Optional<ExportedTrade> trade(Csv.Row row, Map<String, String> columns);

    /**
     * Columns that the header needs and lacks, for the header of this format that it is nearest.
     */
    List<String> missing(List<String> header, Map<String, String> columns) {
        return headers.stream()
                .map(
                        needed ->
                                needed.stream()
                                        .map(field -> column(field, columns))
                                        .filter(column -> !header.contains(column))
                                        .toList())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static String column(String field, Map<String, String> columns) {
        return columns.getOrDefault(field, field).toLowerCase(Locale.ROOT);
    }

    private static String need(Csv.Row row, String column) {
        return row.cell(column).orElseThrow(() -> new InvalidValue(column + " is missing"));
    }

    /** A number with its currency behind it, as in 0.01BTC or 3500.00 USD. */
    private record Amount(String number, Optional<String> currency) {

        private static final Pattern SHAPE =
                Pattern.compile("([-+0-9.,]+(?:[eE][-+]?[0-9]+)?)\\s*([A-Za-z0-9]*)");

        private static Amount of(String text) {
            Matcher matcher = SHAPE.matcher(text.strip());
            if (!matcher.matches()) {
                throw new InvalidValue("'" + text + "' is no amount such as 0.01 or 0.01BTC");
            }
            return new Amount(
                    matcher.group(1),
                    Stream.of(matcher.group(2)).filter(name -> !name.isEmpty()).findFirst());
        }
    }
}
