package dev.holdfast.tradesync.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.tradesync.domain.VenueFill;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Imports on their way into portfolios. */
@ApplicationScoped
public class ImportStore {

    private static final int PART = 1_000;

    private static final String ADD =
            """
            insert into trade_imports (portfolio_id, import_id, part, fills, baseline)
            values ($1, $2, $3, $4::text::jsonb, $5) on conflict do nothing\
            """;

    private static final String NEXT =
            """
            select import_id, part, fills::text, baseline from trade_imports
            where portfolio_id = $1 and fills is not null
            order by received_at, import_id, part limit 1\
            """;

    private static final String PROGRESS =
            """
            select count(*)::int, count(fills)::int, sum(booked)::int, sum(known)::int,
                sum(differing)::int, sum(others)::int
            from trade_imports where portfolio_id = $1 and import_id = $2\
            """;

    private static final TypeReference<List<VenueFill>> FILLS = new TypeReference<>() {};

    private final Pool pool;
    private final ObjectMapper mapper = EventCodec.mapper();

    ImportStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * A part of an import.
     *
     * @param baseline whether its fills are what the account held before
     */
    public record Part(String importId, int number, List<VenueFill> fills, boolean baseline) {}

    /**
     * How far an import has come.
     *
     * @param waiting parts of it that are not booked yet
     */
    public record Progress(
            int parts, int waiting, int booked, int known, int differing, int others) {}

    /** Keeps an import to be booked; one that is there already is not begun again. */
    public Uni<Void> add(
            PortfolioId portfolio, String importId, List<VenueFill> fills, boolean baseline) {
        List<Tuple> parts = new ArrayList<>();
        for (int from = 0; from == 0 || from < fills.size(); from += PART) {
            List<VenueFill> part = fills.subList(from, Math.min(fills.size(), from + PART));
            parts.add(Tuple.of(portfolio.value(), importId, parts.size(), json(part), baseline));
        }
        return pool.withTransaction(connection -> connection.preparedQuery(ADD).executeBatch(parts))
                .replaceWithVoid();
    }

    /** The part that is booked next; empty where none waits. */
    public Uni<Optional<Part>> next(PortfolioId portfolio) {
        return pool.preparedQuery(NEXT)
                .execute(Tuple.of(portfolio.value()))
                .map(
                        rows -> {
                            Optional<Part> next = Optional.empty();
                            for (Row row : rows) {
                                next =
                                        Optional.of(
                                                new Part(
                                                        row.getString(0),
                                                        row.getInteger(1),
                                                        read(row.getString(2)),
                                                        row.getBoolean(3)));
                            }
                            return next;
                        });
    }

    /** Empty where there is no such import. */
    public Uni<Optional<Progress>> progress(PortfolioId portfolio, String importId) {
        return pool.preparedQuery(PROGRESS)
                .execute(Tuple.of(portfolio.value(), importId))
                .map(rows -> rows.iterator().next())
                .map(
                        row ->
                                row.getInteger(0) == 0
                                        ? Optional.empty()
                                        : Optional.of(
                                                new Progress(
                                                        row.getInteger(0),
                                                        row.getInteger(1),
                                                        row.getInteger(2),
                                                        row.getInteger(3),
                                                        row.getInteger(4),
                                                        row.getInteger(5))));
    }

    private List<VenueFill> read(String json) {
        try {
            return mapper.readValue(json, FILLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A part of an import can be read: " + json, e);
        }
    }

    private String json(List<VenueFill> fills) {
        try {
            return mapper.writeValueAsString(fills);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Fills can be written: " + fills, e);
        }
    }
}
