package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.Step;
import dev.holdfast.tradesync.paper.domain.TapeLine;
import dev.holdfast.tradesync.paper.domain.TapeState;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the replay stands, and which lines it could not read. */
final class ReplayTable {

    private static final int BROKEN_LINES_SHOWN = 20;

    private final Venue venue;

    ReplayTable(Venue venue) {
        this.venue = venue;
    }

    /** Makes the replay where there is none. */
    void begin(Connection transaction, Replay replay) throws SQLException {
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        """
                        insert into paper_tape
                            (venue, tape, state, speed, position, marks, at, next_fill, broken_lines)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing\
                        """)) {
            insert.setString(1, venue.value());
            insert.setString(2, replay.tape());
            insert.setString(3, replay.state().name());
            insert.setString(4, replay.speed().toString());
            insert.setLong(5, replay.position());
            insert.setLong(6, replay.marks());
            insert.setObject(7, utc(replay.at()));
            insert.setLong(8, replay.nextFill());
            insert.setLong(9, replay.brokenLines());
            insert.executeUpdate();
        }
    }

    Replay read(Connection transaction) throws SQLException {
        try (PreparedStatement select =
                transaction.prepareStatement("select * from paper_tape where venue = ?")) {
            select.setString(1, venue.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Replay(
                        row.getString("tape"),
                        TapeState.valueOf(row.getString("state")),
                        Speed.of(row.getString("speed")),
                        row.getLong("position"),
                        row.getLong("marks"),
                        instant(row, "at"),
                        Optional.ofNullable(row.getBigDecimal("last_price")).map(Price::new),
                        row.getLong("next_fill"),
                        row.getLong("broken_lines"));
            }
        }
    }

    /**
     * Moves on by a step, and holds the replay's row until the transaction ends.
     *
     * @return false where somebody else has moved it meanwhile
     */
    boolean advance(Connection transaction, Replay before, Step step) throws SQLException {
        Optional<BigDecimal> price =
                step.prints().isEmpty()
                        ? Optional.empty()
                        : Optional.of(step.prints().getLast().price().value());
        try (PreparedStatement update =
                transaction.prepareStatement(
                        """
                        update paper_tape
                        set position = ?, marks = marks + ?, at = ?, broken_lines = broken_lines + ?,
                            last_price = coalesce(?, last_price),
                            state = case when ? then 'FINISHED' else state end
                        where venue = ? and position = ? and at = ?\
                        """)) {
            update.setLong(1, step.position());
            update.setLong(2, step.prints().size());
            update.setObject(3, utc(step.at()));
            update.setLong(4, step.broken().size());
            update.setBigDecimal(5, price.orElse(null));
            update.setBoolean(6, step.last());
            update.setString(7, venue.value());
            update.setLong(8, before.position());
            update.setObject(9, utc(before.at()));
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        name(transaction, step.broken());
        return true;
    }

    private void name(Connection transaction, List<TapeLine.Broken> broken) throws SQLException {
        if (broken.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                transaction.prepareStatement(
                        "insert into paper_broken_lines values (?, ?, ?) on conflict do nothing")) {
            for (TapeLine.Broken line : broken) {
                insert.setString(1, venue.value());
                insert.setLong(2, line.line());
                insert.setString(3, line.cause());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void nextFill(Connection transaction, long next) throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement(
                        "update paper_tape set next_fill = ? where venue = ?")) {
            update.setLong(1, next);
            update.setString(2, venue.value());
            update.executeUpdate();
        }
    }

    /** Takes a new speed, and a new state unless the tape has ended. */
    void control(Connection transaction, Optional<TapeState> state, Optional<Speed> speed)
            throws SQLException {
        try (PreparedStatement update =
                transaction.prepareStatement(
                        """
                        update paper_tape
                        set speed = coalesce(?, speed),
                            state = case when state = 'FINISHED' then state
                                         else coalesce(?, state) end
                        where venue = ?\
                        """)) {
            update.setString(1, speed.map(Speed::toString).orElse(null));
            update.setString(2, state.map(TapeState::name).orElse(null));
            update.setString(3, venue.value());
            update.executeUpdate();
        }
    }

    /** The first lines that could not be read. */
    List<TapeLine.Broken> brokenLines(Connection transaction) throws SQLException {
        try (PreparedStatement select =
                transaction.prepareStatement(
                        "select line, cause from paper_broken_lines where venue = ? order by line"
                                + " limit ?")) {
            select.setString(1, venue.value());
            select.setInt(2, BROKEN_LINES_SHOWN);
            List<TapeLine.Broken> lines = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    lines.add(new TapeLine.Broken(row.getLong(1), row.getString(2)));
                }
            }
            return lines;
        }
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
