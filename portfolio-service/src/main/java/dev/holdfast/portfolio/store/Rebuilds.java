package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.store.Parameters;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rebuilds that were asked for, and what came of them. */
@ApplicationScoped
public class Rebuilds {

    private static final int SHOWN = 20;

    private final Pool pool;

    Rebuilds(Pool pool) {
        this.pool = pool;
    }

    public enum Status {
        REQUESTED,
        RUNNING,
        FINISHED,
        FAILED;

        public boolean over() {
            return this == FINISHED || this == FAILED;
        }
    }

    /**
     * @param report JSON; empty until it is over
     */
    public record Asked(
            String rebuildId,
            PortfolioId portfolioId,
            boolean swap,
            Status status,
            Instant requestedAt,
            Optional<Instant> finishedAt,
            Optional<String> report) {}

    /** Asks for one; the same id again changes nothing. */
    public Uni<Void> ask(String rebuildId, PortfolioId portfolio, boolean swap) {
        return pool.preparedQuery(
                        "insert into rebuilds (rebuild_id, portfolio_id, swap, status)"
                                + " values ($1, $2, $3, 'REQUESTED') on conflict do nothing")
                .execute(Tuple.of(rebuildId, portfolio.value(), swap))
                .replaceWithVoid();
    }

    /** The first to be done of these portfolios, which is noted as running. */
    public Uni<Optional<Asked>> begin(Collection<PortfolioId> portfolios) {
        return pool.preparedQuery(
                        "update rebuilds set status = 'RUNNING' where rebuild_id = (select"
                                + " rebuild_id from rebuilds where status in ('REQUESTED',"
                                + " 'RUNNING') and portfolio_id = any($1) order by requested_at"
                                + " limit 1) returning *")
                .execute(
                        Parameters.of(
                                (Object)
                                        portfolios.stream()
                                                .map(PortfolioId::value)
                                                .toArray(String[]::new)))
                .map(rows -> all(rows).stream().findFirst());
    }

    public Uni<Void> finish(String rebuildId, Status status, String report) {
        return pool.preparedQuery(
                        "update rebuilds set status = $2, finished_at = now(), report = $3"
                                + " where rebuild_id = $1")
                .execute(Tuple.of(rebuildId, status.name(), report))
                .replaceWithVoid();
    }

    public Uni<Optional<Asked>> find(PortfolioId portfolio, String rebuildId) {
        return pool.preparedQuery(
                        "select * from rebuilds where portfolio_id = $1 and rebuild_id = $2")
                .execute(Tuple.of(portfolio.value(), rebuildId))
                .map(rows -> all(rows).stream().findFirst());
    }

    /** The latest few, newest first. */
    public Uni<List<Asked>> of(PortfolioId portfolio) {
        return pool.preparedQuery(
                        "select * from rebuilds where portfolio_id = $1 order by requested_at desc"
                                + " limit $2")
                .execute(Tuple.of(portfolio.value(), SHOWN))
                .map(Rebuilds::all);
    }

    private static List<Asked> all(RowSet<Row> rows) {
        List<Asked> all = new ArrayList<>();
        rows.forEach(
                row ->
                        all.add(
                                new Asked(
                                        row.getString("rebuild_id"),
                                        PortfolioId.of(row.getString("portfolio_id")),
                                        row.getBoolean("swap"),
                                        Status.valueOf(row.getString("status")),
                                        row.getOffsetDateTime("requested_at").toInstant(),
                                        Optional.ofNullable(row.getOffsetDateTime("finished_at"))
                                                .map(OffsetDateTime::toInstant),
                                        Optional.ofNullable(row.getString("report")))));
        return all;
    }
}
