package dev.holdfast.tradesync.paper;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Makes one of several instances the one that replays: a lock that the database takes back when the
 * connection ends, so that a killed instance does not hold it.
 */
final class TapeLock implements AutoCloseable {

    private static final int ANSWER_SECONDS = 5;

    private final DataSource source;
    private final String venue;
    private Optional<Connection> holder = Optional.empty();

    TapeLock(DataSource source, String venue) {
        this.source = source;
        this.venue = venue;
    }

    /** Whether this instance replays; tries to be the one where it is not. */
    boolean held() {
        try {
            if (holder.isPresent()) {
                if (holder.get().isValid(ANSWER_SECONDS)) {
                    return true;
                }
                close();
            }
            Connection connection = source.getConnection();
            if (lock(connection)) {
                holder = Optional.of(connection);
                return true;
            }
            connection.close();
            return false;
        } catch (SQLException e) {
            throw new JdbcWork.Failed(e);
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select pg_try_advisory_lock(hashtextextended('paper-tape-' || ?, 0))")) {
            select.setString(1, venue);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** The connection goes back to its pool and would hold the lock there. */
    @Override
    public void close() {
        Optional<Connection> held = holder;
        holder = Optional.empty();
        if (held.isPresent()) {
            try (Connection connection = held.get();
                    PreparedStatement unlock =
                            connection.prepareStatement("select pg_advisory_unlock_all()")) {
                unlock.execute();
            } catch (SQLException e) {
                throw new JdbcWork.Failed(e);
            }
        }
    }
}
