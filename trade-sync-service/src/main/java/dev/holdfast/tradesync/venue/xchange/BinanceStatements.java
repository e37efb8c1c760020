package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.Cursor;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;

import org.knowm.xchange.binance.dto.trade.BinanceTrade;
import org.knowm.xchange.binance.service.BinanceTradeServiceRaw;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What Binance booked: trades of a symbol, oldest first by id, and what came and went. */
final class BinanceStatements implements Dialect.Statements {

    private static final Duration LONGEST_SPAN = Duration.ofHours(24);
    private static final Duration LONGEST_OF_MOVEMENTS = Duration.ofDays(90);
    private static final Instant FOUNDED = Instant.parse("2017-07-01T00:00:00Z");
    private static final int DEPOSITED = 1;
    private static final int WITHDRAWN = 6;

    private final BinanceSigned signed;
    private final BinanceTradeServiceRaw trading;

    BinanceStatements(BinanceSigned signed, BinanceTradeServiceRaw trading) {
        this.signed = signed;
        this.trading = trading;
    }

    /**
     * By id, oldest first, which has no age; a span of time, which may be a day at most, only for
     * the overlap before the cursor.
     */
    @Override
    public TradePage trades(TradeQuery query) throws IOException {
        Symbol symbol = query.symbol().orElseThrow();
        if (query.page().isEmpty() && query.from().isPresent()) {
            Cursor cursor = query.from().get();
            Duration overlap =
                    query.overlap().compareTo(LONGEST_SPAN) > 0 ? LONGEST_SPAN : query.overlap();
            List<VenueFill> before =
                    page(
                            symbol,
                            cursor.since(overlap).toEpochMilli(),
                            cursor.at().toEpochMilli(),
                            null);
            String next =
                    before.size() < Binance.PAGE ? cursor.tradeId().value() : id(before.getFirst());
            return new TradePage(before, Optional.of(next));
        }
        List<VenueFill> fills =
                page(symbol, null, null, query.page().map(Long::parseLong).orElse(0L));
        return new TradePage(
                fills,
                fills.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Long.toString(Long.parseLong(id(fills.getLast())) + 1)));
    }

    private static String id(VenueFill fill) {
        return fill.tradeId().value();
    }

    private List<VenueFill> page(Symbol symbol, Long start, Long end, Long fromId)
            throws IOException {
        return trading
                .myTradesAllProducts(Dialect.pair(symbol), null, start, end, fromId, Binance.PAGE)
                .stream()
                .map(trade -> fill(symbol, trade))
                .sorted(Comparator.comparing(fill -> Long.parseLong(id(fill))))
                .toList();
    }

    private static VenueFill fill(Symbol symbol, BinanceTrade trade) {
        String id = Long.toString(trade.id);
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(Long.toString(trade.orderId)),
                Optional.empty(),
                trade.isBuyer ? Side.BUY : Side.SELL,
                new Quantity(trade.qty),
                new Price(trade.price),
                Answers.fees(trade.commission, trade.commissionAsset, id),
                trade.isMaker ? Liquidity.MAKER : Liquidity.TAKER,
                Optional.of(id),
                Instant.ofEpochMilli(trade.time));
    }

    /**
     * A span that the exchange admits is a page; what is on its way is not told before it is done.
     */
    @Override
    public Movements movements(Optional<Instant> since, Optional<String> page) throws IOException {
        Instant from =
                page.map(ms -> Instant.ofEpochMilli(Long.parseLong(ms)))
                        .or(() -> since)
                        .orElse(FOUNDED);
        Instant to = from.plus(LONGEST_OF_MOVEMENTS);
        List<VenueMovement> movements = new ArrayList<>();
        for (BinanceWalletApi.Deposit row : signed.deposits(from, to)) {
            if (row.status() == DEPOSITED) {
                movements.add(
                        Answers.movement(
                                "deposit-" + row.id(),
                                row.amount(),
                                row.coin(),
                                "deposit",
                                Instant.ofEpochMilli(row.insertTime())));
            }
        }
        for (BinanceWalletApi.Withdrawal row : signed.withdrawals(from, to)) {
            if (row.status() == WITHDRAWN) {
                movements.add(
                        Answers.movement(
                                "withdrawal-" + row.id(),
                                row.amount().add(Answers.orZero(row.fee())).negate(),
                                row.coin(),
                                "withdrawal",
                                instant(row.applyTime())));
            }
        }
        return new Movements(
                movements,
                to.isAfter(Instant.now())
                        ? Optional.empty()
                        : Optional.of(Long.toString(to.toEpochMilli())));
    }

    /** {@code 2024-02-29 23:59:59}, UTC. */
    private static Instant instant(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }
}
