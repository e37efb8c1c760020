package dev.holdfast.tradesync.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import javax.sql.DataSource;

/**
 * Makes one of several instances the one that does something: a lock that the database takes back
 * when the connection ends, so that a killed instance does not hold it.
 */
public final class InstanceLock implements AutoCloseable {

    private static final int ANSWER_SECONDS = 5;

    private final DataSource source;
    private final String name;
    private Optional<Connection> holder = Optional.empty();

    public InstanceLock(DataSource source, String name) {
        this.source = source;
        this.name = name;
    }

    /**
     * Whether this instance is the one; tries to become it where it is not.
     *
     * @throws Unreachable where the database does not say
     */
    public boolean held() {
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
            throw new Unreachable(e);
        }
    }

    private boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            select.setString(1, name);
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
                throw new Unreachable(e);
            }
        }
    }

    /** The database does not say who is the one. */
    public static final class Unreachable extends RuntimeException {
        private Unreachable(SQLException cause) {
            super(
                    "The database does not say which instance is the one: " + cause.getMessage(),
                    cause);
        }
    }
}
