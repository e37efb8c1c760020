package dev.holdfast.tradesync.paper;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** Runs work in one transaction: whole, or not at all. */
final class JdbcWork {

    private final DataSource source;

    JdbcWork(DataSource source) {
        this.source = source;
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /** At read committed: for what locks the rows that it decides on. */
    <T> T write(Work<T> work) {
        return run(work, Connection.TRANSACTION_READ_COMMITTED);
    }

    /** Everything that is read is of one moment. */
    <T> T snapshot(Work<T> work) {
        return run(work, Connection.TRANSACTION_REPEATABLE_READ);
    }

    /** The database did not do what was asked; whether it did it is unknown at a commit. */
    static final class Failed extends RuntimeException {
        Failed(SQLException cause) {
            super("The paper venue's store did not answer: " + cause.getMessage(), cause);
        }
    }

    private <T> T run(Work<T> work, int isolation) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }
}
