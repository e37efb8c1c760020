package dev.holdfast.tradesync.paper;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/** Runs work in one transaction: whole, or not at all; a question of one statement needs none. */
final class JdbcWork {

    private final DataSource source;

    JdbcWork(DataSource source) {
        this.source = source;
    }

    /** What is done in a transaction. */
    interface Work<T> {
        T in(Connection transaction) throws SQLException;
    }

    /** One statement, which sees one moment. */
    <T> T read(Work<T> question) {
        try (Connection connection = source.getConnection()) {
            return question.in(connection);
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** At read committed: for what locks the rows that it decides on. */
    <T> T write(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** The database did not do what was asked; whether it did it is unknown at a commit. */
    static final class Failed extends RuntimeException {
        Failed(SQLException cause) {
            super("The paper venue's store did not answer: " + cause.getMessage(), cause);
        }
    }
}
