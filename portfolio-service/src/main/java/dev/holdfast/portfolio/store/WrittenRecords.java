package dev.holdfast.portfolio.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.portfolio.domain.BookedRates;
import dev.holdfast.portfolio.domain.BookedRates.MoneyId;
import dev.holdfast.portfolio.domain.FillRates;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

import jakarta.enterprise.context.ApplicationScoped;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is written of a portfolio's records: with it a rebuild begins, and to it a swap adds. */
@ApplicationScoped
public class WrittenRecords {

    private static final String DIGESTS =
            "select venue, symbol, order_id, trade_id, md5(body) as digest from fills"
                    + " where portfolio_id = $1";

    private static final String FILL_RATES =
            "select venue, symbol, order_id, trade_id, rates from fills"
                    + " where portfolio_id = $1 and rates is not null";

    private static final String MONEY =
            """
            select 'cash.moved' as type, movement_id as id, rate from cash_movements where portfolio_id = $1
            union all
            select type, cost_id, rate from costs where portfolio_id = $1
            """;

    private static final ObjectMapper JSON = EventCodec.stateMapper();

    private final Pool pool;

    WrittenRecords(Pool pool) {
        this.pool = pool;
    }

    /** The fills: of each the digest of its record. */
    public Uni<Map<TradeEvent.FillKey, String>> fillDigests(PortfolioId portfolio) {
        return pool.preparedQuery(DIGESTS)
                .execute(Parameters.of(portfolio.value()))
                .map(
                        rows -> {
                            Map<TradeEvent.FillKey, String> digests = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            digests.put(
                                                    key(portfolio, row), row.getString("digest")));
                            return digests;
                        });
    }

    /** The movements and costs. */
    public Uni<Set<MoneyId>> money(PortfolioId portfolio) {
        return pool.preparedQuery(MONEY)
                .execute(Parameters.of(portfolio.value()))
                .map(
                        rows -> {
                            Set<MoneyId> ids = new HashSet<>();
                            rows.forEach(row -> ids.add(id(row)));
                            return ids;
                        });
    }

    /** At which rates they were booked. */
    public Uni<BookedRates> rates(PortfolioId portfolio) {
        return fillRates(portfolio)
                .chain(fills -> moneyRates(portfolio).map(money -> new BookedRates(fills, money)));
    }

    private Uni<Map<TradeEvent.FillKey, FillRates>> fillRates(PortfolioId portfolio) {
        return pool.preparedQuery(FILL_RATES)
                .execute(Parameters.of(portfolio.value()))
                .map(
                        rows -> {
                            Map<TradeEvent.FillKey, FillRates> rates = new HashMap<>();
                            rows.forEach(row -> rates.put(key(portfolio, row), read(row)));
                            return rates;
                        });
    }

    private Uni<Map<MoneyId, BigDecimal>> moneyRates(PortfolioId portfolio) {
        return pool.preparedQuery("select * from (" + MONEY + ") m where rate is not null")
                .execute(Parameters.of(portfolio.value()))
                .map(
                        rows -> {
                            Map<MoneyId, BigDecimal> rates = new HashMap<>();
                            rows.forEach(row -> rates.put(id(row), row.getBigDecimal("rate")));
                            return rates;
                        });
    }

    private static TradeEvent.FillKey key(PortfolioId portfolio, Row row) {
        return new TradeEvent.FillKey(
                portfolio,
                Venue.of(row.getString("venue")),
                Symbol.of(row.getString("symbol")),
                OrderId.of(row.getString("order_id")),
                TradeId.of(row.getString("trade_id")));
    }

    private static MoneyId id(Row row) {
        return new MoneyId(row.getString("type"), row.getString("id"));
    }

    private static FillRates read(Row row) {
        try {
            return JSON.readValue(row.getString("rates"), FillRates.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The rates of a fill cannot be read by this version: " + e.getOriginalMessage(),
                    e);
        }
    }
}
