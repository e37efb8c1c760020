package dev.holdfast.runtime.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.runtime.market.MarksTable.Snapshot;
import dev.holdfast.runtime.store.StoreFailure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.List;

/**
 * Tables of marks as they stood at some offset, so that a start reads only what came after. Nobody
 * owns them: any instance that read through an offset came to the same table.
 */
public final class MarksCheckpoints {

    private static final int KEPT = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Pool pool;

    public MarksCheckpoints(Pool pool) {
        this.pool = pool;
    }

    /** A table before any mark below {@code nextOffset} is missing and none from it on is in. */
    public record Checkpoint(long nextOffset, Snapshot table) {}

    /** The latest one that does not go beyond an offset; the empty table where there is none. */
    public Checkpoint atOrBefore(int partition, long offset) {
        try {
            return find(partition, offset).await().atMost(PATIENCE);
        } catch (RuntimeException e) {
            throw new StoreFailure.Unavailable("Stored marks cannot be read: " + e, e);
        }
    }

    private Uni<Checkpoint> find(int partition, long offset) {
        return pool.preparedQuery(
                        "select next_offset, marks::text from marks_checkpoint where"
                                + " marks_partition = $1 and next_offset <= $2 order by next_offset"
                                + " desc limit 1")
                .execute(Tuple.of(partition, offset))
                .map(
                        rows -> {
                            for (var row : rows) {
                                return new Checkpoint(row.getLong(0), read(row.getString(1)));
                            }
                            return new Checkpoint(0, new Snapshot(List.of()));
                        });
    }

    /** Keeps this one and the few before it. */
    public Uni<Void> store(int partition, long nextOffset, Snapshot table) {
        return pool.preparedQuery(
                        "insert into marks_checkpoint (marks_partition, next_offset, marks) values"
                                + " ($1, $2, $3::text::json) on conflict do nothing")
                .execute(Tuple.of(partition, nextOffset, write(table)))
                .chain(
                        () ->
                                pool.preparedQuery(
                                                "delete from marks_checkpoint where marks_partition"
                                                        + " = $1 and next_offset < (select min(kept)"
                                                        + " from (select next_offset as kept from"
                                                        + " marks_checkpoint where marks_partition = $1"
                                                        + " order by next_offset desc limit $2) k)")
                                        .execute(Tuple.of(partition, KEPT)))
                .replaceWithVoid();
    }

    private static String write(Snapshot table) {
        try {
            return JSON.writeValueAsString(table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A table of marks must be writable.", e);
        }
    }

    private static Snapshot read(String table) {
        try {
            return JSON.readValue(table, Snapshot.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A table of marks must be readable.", e);
        }
    }
}
