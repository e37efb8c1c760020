package dev.holdfast.tradesync.imports.domain;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.Recognition;
import dev.holdfast.tradesync.domain.VenueFill;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an export of trades. A file with a fault in any row is refused whole. */
public final class TradeExport {

    private static final int DERIVED_BYTES = 12;
    private static final int MOST_FAULTS = 20;

    private TradeExport() {}

    /**
     * A row that is none.
     *
     * @param line in the file, from 1
     */
    public record Fault(int line, String message) {}

    /**
     * What a file holds.
     *
     * @param passedOver rows that are no trades: deposits, withdrawals
     * @param derivedIds rows without an id of the venue
     */
    public record Read(List<VenueFill> fills, List<Fault> faults, int passedOver, int derivedIds) {}

    /**
     * @param columns the file's names of fields, for {@link ExportFormat#GENERIC}
     */
    public static Read read(ExportFormat format, Map<String, String> columns, String text) {
        Csv csv = Csv.read(text);
        List<String> missing = format.missing(csv.header(), columns);
        if (!missing.isEmpty()) {
            String message =
                    "the header lacks "
                            + String.join(", ", missing)
                            + ": it has "
                            + String.join(", ", csv.header());
            return new Read(List.of(), List.of(new Fault(1, message)), 0, 0);
        }
        List<VenueFill> fills = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        Map<String, Integer> alike = new HashMap<>();
        int passedOver = 0;
        int derived = 0;
        for (Csv.Row row : csv.rows()) {
            try {
                Optional<ExportedTrade> trade = format.trade(row, columns);
                if (trade.isEmpty()) {
                    passedOver++;
                    continue;
                }
                derived += trade.get().tradeId().isEmpty() ? 1 : 0;
                fills.add(fill(trade.get(), row, alike));
            } catch (IllegalArgumentException e) {
                if (faults.size() < MOST_FAULTS) {
                    faults.add(new Fault(row.line(), e.getMessage()));
                }
            }
        }
        return new Read(fills, faults, passedOver, derived);
    }

    private static VenueFill fill(ExportedTrade trade, Csv.Row row, Map<String, Integer> alike) {
        String tradeId =
                trade.tradeId()
                        .orElseGet(
                                () -> {
                                    String digest = digest(row.cells().values().toString());
                                    int number = alike.merge(digest, 1, Integer::sum);
                                    return Recognition.DERIVED + digest + "-" + number;
                                });
        Symbol symbol = Pairs.symbol(trade.pair());
        Quantity quantity = new Quantity(decimal(trade.quantity(), "quantity"));
        Price price = new Price(decimal(trade.price(), "price"));
        if (quantity.isZero() || price.value().signum() == 0) {
            throw new InvalidValue("quantity and price must be above zero");
        }
        return new VenueFill(
                symbol,
                TradeId.of(tradeId),
                OrderId.of(trade.orderId().orElse(tradeId)),
                trade.clientOrderId().map(ClientOrderId::of),
                side(trade.side()),
                quantity,
                price,
                fees(trade, symbol),
                trade.liquidity()
                        .map(text -> Liquidity.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(Liquidity.UNKNOWN),
                Optional.empty(),
                occurredAt(trade.occurredAt()));
    }

    private static List<Money> fees(ExportedTrade trade, Symbol symbol) {
        BigDecimal amount = trade.fee().map(text -> decimal(text, "fee")).orElse(BigDecimal.ZERO);
        return amount.signum() == 0
                ? List.of()
                : List.of(
                        new Money(
                                amount,
                                trade.feeCurrency()
                                        .map(Pairs::currency)
                                        .map(Currency::of)
                                        .orElse(symbol.quote())));
    }

    private static Side side(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "buy", "b" -> Side.BUY;
            case "sell", "s" -> Side.SELL;
            default -> throw new InvalidValue("side must be buy or sell, not '" + text + "'");
        };
    }

    /** Exponents and thousands are written by some; both are numbers. */
    private static BigDecimal decimal(String text, String field) {
        try {
            BigDecimal number = new BigDecimal(text.replace(",", "").strip());
            return Decimals.parse(number.toPlainString(), field);
        } catch (NumberFormatException e) {
            throw new InvalidValue(field + " must be a number, not '" + text + "'");
        }
    }

    private static Instant occurredAt(String text) {
        return ExportTimes.read(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, DERIVED_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
