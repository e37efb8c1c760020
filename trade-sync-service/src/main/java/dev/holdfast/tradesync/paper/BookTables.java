package dev.holdfast.tradesync.paper;

import static dev.holdfast.tradesync.paper.ReplayTable.instant;
import static dev.holdfast.tradesync.paper.ReplayTable.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderStatus;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.paper.domain.PaperAccount;
import dev.holdfast.tradesync.paper.domain.PaperOrder;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The paper venue's accounts and orders. */
final class BookTables {

    private static final String OPEN = "status in ('OPEN', 'PARTIALLY_FILLED')";

    private final ObjectMapper mapper = EventCodec.stateMapper();
    private final Map<PortfolioId, LastRead> lastRead = new ConcurrentHashMap<>();

    private record LastRead(String json, PaperAccount account) {}

    void open(Connection transaction, PaperAccount account) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        "insert into paper_accounts values (?, ?, ?) on conflict do nothing")) {
            insert.setString(1, account.portfolio().value());
            insert.setObject(2, utc(account.openedAt()));
            insert.setString(3, write(account));
            insert.executeUpdate();
        }
    }

    Optional<PaperAccount> account(Connection transaction, PortfolioId portfolio)
            throws SQLException {
        return accounts(
                        transaction,
                        "select account from paper_accounts where portfolio_id = ?",
                        portfolio.value())
                .stream()
                .findFirst();
    }

    /** An account with its open orders at one moment of the venue's clock. */
    record Holding(PaperAccount account, List<PaperOrder> openOrders, Instant at) {}

    Optional<Holding> holding(Connection question, Venue venue, PortfolioId portfolio)
            throws SQLException {
        try (PreparedStatement select =
                question.prepareStatement(
                        "select a.account, t.at, o.* from paper_accounts a cross join paper_tape t"
                                + " left join paper_orders o on o.portfolio_id = a.portfolio_id and"
                                + " o."
                                + OPEN
                                + " where a.portfolio_id = ? and t.venue = ? order by o.id")) {
            select.setString(1, portfolio.value());
            select.setString(2, venue.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                PaperAccount account = readAgain(portfolio, row.getString("account"));
                Instant at = instant(row, "at");
                List<PaperOrder> open = new ArrayList<>();
                do {
                    row.getLong("id");
                    if (!row.wasNull()) {
                        open.add(order(row));
                    }
                } while (row.next());
                return Optional.of(new Holding(account, open, at));
            }
        }
    }

    /** The same, and nobody else trades on it until the transaction ends. */
    Optional<PaperAccount> lockedAccount(Connection transaction, PortfolioId portfolio)
            throws SQLException {
        return accounts(
                        transaction,
                        "select account from paper_accounts where portfolio_id = ? for update",
                        portfolio.value())
                .stream()
                .findFirst();
    }

    /** The accounts that have orders in the book, locked in a fixed order. */
    List<PaperAccount> lockedAccountsWithOpenOrders(Connection transaction) throws SQLException {
        return accounts(
                transaction,
                "select account from paper_accounts where portfolio_id in (select portfolio_id from"
                        + " paper_orders where "
                        + OPEN
                        + ") order by portfolio_id for update");
    }

    List<PaperAccount> accounts(Connection transaction) throws SQLException {
        return accounts(transaction, "select account from paper_accounts order by portfolio_id");
    }

    private List<PaperAccount> accounts(Connection transaction, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<PaperAccount> accounts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    accounts.add(read(row.getString(1)));
                }
            }
            return accounts;
        }
    }

    void store(Connection transaction, Collection<PaperAccount> accounts) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement(
                        "update paper_accounts set account = ? where portfolio_id = ?")) {
            for (PaperAccount account : accounts) {
                update.setString(1, write(account));
                update.setString(2, account.portfolio().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    long nextOrderId(Connection transaction) throws SQLException {
        try (PreparedStatement select =
                        transaction.prepareStatement("select nextval('paper_order_ids')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void insert(Connection transaction, PaperOrder order) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        """
                        insert into paper_orders
                            (id, portfolio_id, client_order_id, symbol, side, order_type, quantity,
                             limit_price, stop_price, time_in_force, expires_at, resting, filled, status,
                             reason, placed_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)) {
            insert.setLong(1, order.id());
            insert.setString(2, order.account().value());
            insert.setString(3, order.clientOrderId().value());
            insert.setString(4, order.symbol().toString());
            insert.setString(5, order.side().name());
            insert.setString(6, order.orderType().name());
            insert.setBigDecimal(7, order.quantity().value());
            insert.setBigDecimal(8, order.limitPrice().map(Price::value).orElse(null));
            insert.setBigDecimal(9, order.stopPrice().map(Price::value).orElse(null));
            insert.setString(10, order.timeInForce().name());
            insert.setObject(11, order.expiresAt().map(ReplayTable::utc).orElse(null));
            insert.setBoolean(12, order.resting());
            insert.setBigDecimal(13, order.filled().value());
            insert.setString(14, order.status().name());
            insert.setString(15, order.reason().orElse(null));
            insert.setObject(16, utc(order.placedAt()));
            insert.setObject(17, utc(order.updatedAt()));
            insert.executeUpdate();
        }
    }

    void update(Connection transaction, Collection<PaperOrder> orders) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement(
                        """
                        update paper_orders
                        set stop_price = ?, resting = ?, filled = ?, status = ?, reason = ?,
                            updated_at = ?
                        where id = ?\
                        """)) {
            for (PaperOrder order : orders) {
                update.setBigDecimal(1, order.stopPrice().map(Price::value).orElse(null));
                update.setBoolean(2, order.resting());
                update.setBigDecimal(3, order.filled().value());
                update.setString(4, order.status().name());
                update.setString(5, order.reason().orElse(null));
                update.setObject(6, utc(order.updatedAt()));
                update.setLong(7, order.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    List<PaperOrder> openOrders(Connection transaction, PortfolioId portfolio) throws SQLException {
        return orders(
                transaction,
                "select * from paper_orders where portfolio_id = ? and " + OPEN + " order by id",
                portfolio.value());
    }

    List<PaperOrder> openOrders(Connection transaction) throws SQLException {
        return orders(transaction, "select * from paper_orders where " + OPEN + " order by id");
    }

    Optional<PaperOrder> order(Connection transaction, PortfolioId portfolio, ClientOrderId id)
            throws SQLException {
        return orders(
                        transaction,
                        "select * from paper_orders where portfolio_id = ? and client_order_id = ?",
                        portfolio.value(),
                        id.value())
                .stream()
                .findFirst();
    }

    private List<PaperOrder> orders(Connection transaction, String sql, String... parameters)
            throws SQLException {
        try (PreparedStatement select = transaction.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<PaperOrder> orders = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    orders.add(order(row));
                }
            }
            return orders;
        }
    }

    private static PaperOrder order(ResultSet row) throws SQLException {
        return new PaperOrder(
                row.getLong("id"),
                PortfolioId.of(row.getString("portfolio_id")),
                ClientOrderId.of(row.getString("client_order_id")),
                Symbol.of(row.getString("symbol")),
                Side.valueOf(row.getString("side")),
                OrderType.valueOf(row.getString("order_type")),
                new Quantity(row.getBigDecimal("quantity")),
                Optional.ofNullable(row.getBigDecimal("limit_price")).map(Price::new),
                Optional.ofNullable(row.getBigDecimal("stop_price")).map(Price::new),
                TimeInForce.valueOf(row.getString("time_in_force")),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("resting"),
                new Quantity(row.getBigDecimal("filled")),
                OrderStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("reason")),
                instant(row, "placed_at"),
                instant(row, "updated_at"));
    }

    private String write(PaperAccount account) {
        try {
            return mapper.writeValueAsString(account);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An account can be written: " + account, e);
        }
    }

    /** Accounts are looked at far more often than they change. */
    private PaperAccount readAgain(PortfolioId portfolio, String json) {
        return lastRead.compute(
                        portfolio,
                        (id, before) ->
                                before != null && before.json().equals(json)
                                        ? before
                                        : new LastRead(json, read(json)))
                .account();
    }

    private PaperAccount read(String json) {
        try {
            return mapper.readValue(json, PaperAccount.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An account of ours can be read: " + json, e);
        }
    }
}
