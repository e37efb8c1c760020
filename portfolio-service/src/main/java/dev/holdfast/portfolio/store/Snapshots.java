package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.EquityEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.portfolio.store.Histories.Place;
import dev.holdfast.portfolio.store.Histories.Placed;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads what was said of the beginnings of days: every revision, so also what no longer holds. */
@ApplicationScoped
public class Snapshots {

    private static final String BOUNDARIES =
            """
            select at, revision, body from equity_snapshots
            where portfolio_id = $1 and boundary and (at, revision) < ($2, $3)
            order by at desc, revision desc limit $4
            """;

    private final Pool pool;

    Snapshots(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param revision 1 for what was said first, one more for each time it was said anew
     */
    public record Stated(EquityEvent event, int revision) {}

    /** The latest beginning of a day first, of each the latest revision first. */
    public Uni<List<Placed<Stated>>> boundaries(PortfolioId portfolio, Place after, int limit) {
        return pool.preparedQuery(BOUNDARIES)
                .execute(
                        Parameters.all(
                                new Object[] {
                                    portfolio.value(),
                                    after.occurredAt().atOffset(ZoneOffset.UTC),
                                    Math.toIntExact(Math.min(after.number(), Integer.MAX_VALUE)),
                                    limit
                                }))
                .map(
                        rows -> {
                            List<Placed<Stated>> stated = new ArrayList<>();
                            rows.forEach(row -> stated.add(stated(row)));
                            return stated;
                        });
    }

    private static Placed<Stated> stated(Row row) {
        Instant at = row.getOffsetDateTime("at").toInstant();
        int revision = row.getInteger("revision");
        byte[] body = row.getString("body").getBytes(StandardCharsets.UTF_8);
        if (EventCodec.decode(Topic.EQUITY, body) instanceof EventCodec.Decoded.Known known) {
            return new Placed<>(
                    new Stated((EquityEvent) known.event(), revision), new Place(at, revision));
        }
        throw new IllegalStateException("A stored snapshot cannot be read by this version.");
    }
}
