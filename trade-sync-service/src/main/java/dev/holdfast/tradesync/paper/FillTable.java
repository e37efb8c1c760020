package dev.holdfast.tradesync.paper;

import static dev.holdfast.tradesync.paper.ReplayTable.utc;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Liquidity;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.tradesync.paper.domain.PaperFill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The paper venue's fills. */
final class FillTable {

    private FillTable() {}

    static void insert(Connection transaction, List<PaperFill> fills) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        """
                        insert into paper_fills
                            (id, order_id, portfolio_id, client_order_id, symbol, side, quantity,
                             price, fee, fee_currency, liquidity, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                        """)) {
            for (PaperFill fill : fills) {
                insert.setLong(1, fill.id());
                insert.setLong(2, fill.orderId());
                insert.setString(3, fill.account().value());
                insert.setString(4, fill.clientOrderId().value());
                insert.setString(5, fill.symbol().toString());
                insert.setString(6, fill.side().name());
                insert.setBigDecimal(7, fill.quantity().value());
                insert.setBigDecimal(8, fill.price().value());
                insert.setBigDecimal(9, fill.fee().amount());
                insert.setString(10, fill.fee().currency().value());
                insert.setString(11, fill.liquidity().name());
                insert.setObject(12, utc(fill.at()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Fills at or after an instant, after an id, oldest first. */
    static List<PaperFill> page(
            Connection transaction,
            PortfolioId portfolio,
            Symbol symbol,
            Instant since,
            long after,
            int limit)
            throws SQLException {
        try (PreparedStatement select =
                transaction.prepareStatement(
                        """
                        select id, order_id, client_order_id, side, quantity, price, fee,
                            fee_currency, liquidity, at
                        from paper_fills
                        where portfolio_id = ? and symbol = ? and at >= ? and id > ?
                        order by id limit ?\
                        """)) {
            select.setString(1, portfolio.value());
            select.setString(2, symbol.toString());
            select.setObject(3, utc(since));
            select.setLong(4, after);
            select.setInt(5, limit);
            List<PaperFill> fills = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fills.add(fill(row, portfolio, symbol));
                }
            }
            return fills;
        }
    }

    private static PaperFill fill(ResultSet row, PortfolioId portfolio, Symbol symbol)
            throws SQLException {
        return new PaperFill(
                row.getLong(1),
                row.getLong(2),
                portfolio,
                ClientOrderId.of(row.getString(3)),
                symbol,
                Side.valueOf(row.getString(4)),
                new Quantity(row.getBigDecimal(5)),
                new Price(row.getBigDecimal(6)),
                new Money(row.getBigDecimal(7), Currency.of(row.getString(8))),
                Liquidity.valueOf(row.getString(9)),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }
}
