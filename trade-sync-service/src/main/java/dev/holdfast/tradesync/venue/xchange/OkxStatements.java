package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What OKX booked: fills and bills, newest first, no further back than three months. */
final class OkxStatements implements Dialect.Statements {

    private static final String A_TRANSFER = "1";

    private final OkxApi api;

    OkxStatements(OkxApi api) {
        this.api = api;
    }

    /** Newest first, by the id of its bill; no further back than three months. */
    @Override
    public TradePage trades(TradeQuery query) throws IOException {
        List<OkxApi.Fill> rows =
                api.fills(
                                Okx.SPOT,
                                query.page().orElse(null),
                                query.since().map(Instant::toEpochMilli).orElse(null),
                                Okx.PAGE)
                        .orThrow();
        return new TradePage(
                rows.stream().map(OkxStatements::fill).toList(),
                rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().billId()));
    }

    /** A fee is told as what it did to the balance: below zero where it was paid. */
    private static VenueFill fill(OkxApi.Fill row) {
        return new VenueFill(
                OkxWords.symbol(row.instrument()),
                TradeId.of(row.tradeId()),
                OrderId.of(row.orderId()),
                Answers.clientId(row.clientOrderId()),
                OkxWords.side(row.side()),
                new Quantity(row.quantity()),
                new Price(row.price()),
                Answers.fees(
                        row.fee() == null ? null : row.fee().negate(),
                        row.feeCurrency(),
                        row.tradeId()),
                switch (String.valueOf(row.liquidity())) {
                    case "M" -> Liquidity.MAKER;
                    case "T" -> Liquidity.TAKER;
                    default -> Liquidity.UNKNOWN;
                },
                Optional.ofNullable(row.billId()).filter(id -> id.matches("\\d+")),
                Instant.ofEpochMilli(row.atMs()));
    }

    /**
     * Transfers between the trading account, which is the one that is watched, and the others: what
     * is deposited at OKX comes to the trading account by one of them.
     */
    @Override
    public Movements movements(Optional<Instant> since, Optional<String> page) throws IOException {
        List<OkxApi.Bill> rows =
                api.bills(
                                A_TRANSFER,
                                since.map(Instant::toEpochMilli).orElse(null),
                                page.orElse(null),
                                Okx.PAGE)
                        .orThrow();
        return new Movements(
                rows.stream().map(OkxStatements::movement).toList(),
                rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().billId()));
    }

    private static VenueMovement movement(OkxApi.Bill bill) {
        return new VenueMovement(
                bill.billId(),
                bill.change().signum() < 0 ? MovementKind.TRANSFER_OUT : MovementKind.TRANSFER_IN,
                new Money(bill.change().abs(), Currency.of(bill.currency())),
                "transfer between accounts at OKX",
                Instant.ofEpochMilli(bill.atMs()));
    }
}
