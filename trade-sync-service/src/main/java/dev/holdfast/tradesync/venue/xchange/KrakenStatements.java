package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.tradesync.domain.TradePage;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.domain.VenueMovement;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Kraken booked: trades and its ledger, newest first by offset. */
final class KrakenStatements implements Dialect.Statements {

    private static final String DEPOSITS = "deposit";
    private static final String WITHDRAWALS = "withdrawal";

    private final KrakenApi api;
    private final KrakenWords words;

    KrakenStatements(KrakenApi api, KrakenWords words) {
        this.api = api;
        this.words = words;
    }

    /**
     * Newest first by offset: what comes in between moves rows on to the next page, where they
     * repeat.
     */
    @Override
    public TradePage trades(TradeQuery query) throws IOException {
        int offset = query.page().map(Integer::parseInt).orElse(0);
        KrakenApi.Trades answer =
                api.trades(query.since().map(at -> at.getEpochSecond() - 1).orElse(null), offset)
                        .orThrow();
        List<VenueFill> fills = new ArrayList<>();
        answer.trades().forEach((id, trade) -> fills.add(fill(id, trade)));
        int next = offset + answer.trades().size();
        return new TradePage(
                fills,
                answer.trades().isEmpty() || next >= answer.count()
                        ? Optional.empty()
                        : Optional.of(Integer.toString(next)));
    }

    private VenueFill fill(String id, KrakenApi.Trade trade) {
        Symbol symbol = words.known(trade.pair());
        return new VenueFill(
                symbol,
                TradeId.of(id),
                OrderId.of(trade.orderId()),
                Optional.empty(),
                KrakenWords.side(trade.type()),
                new Quantity(trade.quantity()),
                new Price(trade.price()),
                Answers.fees(trade.fee(), symbol.quote().value(), id),
                trade.maker() == null
                        ? Liquidity.UNKNOWN
                        : trade.maker() ? Liquidity.MAKER : Liquidity.TAKER,
                Optional.ofNullable(trade.sequence()).filter(text -> text.matches("\\d+")),
                KrakenWords.instant(trade.time()));
    }

    /**
     * By its ledger, which tells what was done: deposits first, then withdrawals. The fee of one is
     * part of it, as the balance has it.
     */
    @Override
    public Movements movements(Optional<Instant> since, Optional<String> page) throws IOException {
        String[] at = page.orElse(DEPOSITS + " 0").split(" ");
        int offset = Integer.parseInt(at[1]);
        KrakenApi.Ledgers answer =
                api.ledgers(at[0], since.map(Instant::getEpochSecond).orElse(null), offset)
                        .orThrow();
        List<VenueMovement> movements = new ArrayList<>();
        answer.ledger().forEach((id, row) -> movements.add(movement(id, row)));
        int next = offset + answer.ledger().size();
        if (!answer.ledger().isEmpty() && next < answer.count()) {
            return new Movements(movements, Optional.of(at[0] + " " + next));
        }
        return new Movements(
                movements,
                at[0].equals(DEPOSITS) ? Optional.of(WITHDRAWALS + " 0") : Optional.empty());
    }

    private static VenueMovement movement(String id, KrakenApi.Ledger row) {
        return Answers.movement(
                id,
                row.amount().subtract(Answers.orZero(row.fee())),
                KrakenWords.currency(row.asset()),
                row.type() + " " + row.reference(),
                KrakenWords.instant(row.time()));
    }
}
