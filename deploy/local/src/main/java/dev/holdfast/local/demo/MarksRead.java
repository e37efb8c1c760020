package dev.holdfast.local.demo;

import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.StartFailure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far a service has folded {@code marks.v1}. It commits its place with what came of the marks,
 * so a place says that each one before it was seen, once in effect, also over a crash.
 */
final class MarksRead {

    private static final String PLACE =
            """
            select min(next_offset) from input_position
            where source like 'marks.v1/%' and next_offset > 0
              and partition = (select partition from portfolio_state where portfolio_id = ?)
            """;

    private MarksRead() {}

    /** The offset after the last mark or tick that the service has committed for the portfolio. */
    static long place(EmbeddedDatabase.Access database) {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                PreparedStatement select = connection.prepareStatement(PLACE)) {
            select.setString(1, DemoPortfolio.ID.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new StartFailure("The database does not answer: " + e.getMessage(), e);
        }
    }
}
