package dev.holdfast.risk.store;

import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Insertion;
import dev.holdfast.runtime.handler.Insertion.Column;
import dev.holdfast.runtime.handler.Row;
import dev.holdfast.runtime.handler.RowWriter;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Every decision that was made, in the words in which it was published. */
@ApplicationScoped
public class DecisionStore implements RowWriter.Inserting {

    private static final String DECISIONS =
            "decisions (portfolio_id, number, client_order_id, approved, body, decided_at)";

    private static final String FIRST_OF_ORDER =
            """
            select body from decisions where portfolio_id = $1 and client_order_id = $2
            order by number limit 1
            """;

    private static final String LATEST =
            """
            select number, body from decisions
            where portfolio_id = $1 and number < $2 and ($3::boolean is null or approved = $3)
            order by number desc limit $4
            """;

    private final Pool pool;

    DecisionStore(Pool pool) {
        this.pool = pool;
    }

    /** A decision and the number by which the next page is asked for. */
    public record Numbered(long number, RiskEvent event) {}

    @Override
    public List<Insertion> insertions(List<Row> rows) {
        List<DecisionRow> decisions = rows.stream().map(DecisionRow.class::cast).toList();
        int size = decisions.size();
        String[] portfolios = new String[size];
        Long[] numbers = new Long[size];
        String[] orders = new String[size];
        Boolean[] approved = new Boolean[size];
        String[] bodies = new String[size];
        OffsetDateTime[] times = new OffsetDateTime[size];
        for (int i = 0; i < size; i++) {
            RiskEvent event = decisions.get(i).event();
            portfolios[i] = event.portfolioId().value();
            numbers[i] = decisions.get(i).number();
            orders[i] = order(event).value();
            approved[i] = event instanceof RiskEvent.Approved;
            bodies[i] = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
            times[i] = event.occurredAt().atOffset(ZoneOffset.UTC);
        }
        return List.of(
                new Insertion(
                        DECISIONS,
                        List.of(
                                new Column("text", portfolios),
                                new Column("bigint", numbers),
                                new Column("text", orders),
                                new Column("boolean", approved),
                                new Column("text", bodies),
                                new Column("timestamptz", times))));
    }

    private static ClientOrderId order(RiskEvent event) {
        return switch (event) {
            case RiskEvent.Approved approved -> approved.clientOrderId();
            case RiskEvent.Rejected rejected -> rejected.clientOrderId();
            case RiskEvent.LimitWarned warned -> throw new IllegalArgumentException("No decision");
            case RiskEvent.TradingStateChanged changed ->
                    throw new IllegalArgumentException("No decision");
            case RiskEvent.ReservationUnresolved unresolved ->
                    throw new IllegalArgumentException("No decision");
        };
    }

    /** The decision on the first order of this id; later ones were refused as its duplicates. */
    public Uni<Optional<RiskEvent>> first(PortfolioId portfolio, ClientOrderId order) {
        return pool.preparedQuery(FIRST_OF_ORDER)
                .execute(Tuple.of(portfolio.value(), order.value()))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> read(row.getString("body")))
                                        .findFirst());
    }

    /**
     * The latest decisions, newest first.
     *
     * @param before only those numbered below
     * @param approved only approvals, only refusals, or both
     */
    public Uni<List<Numbered>> latest(
            PortfolioId portfolio, long before, Optional<Boolean> approved, int limit) {
        return pool.preparedQuery(LATEST)
                .execute(Tuple.of(portfolio.value(), before, approved.orElse(null), limit))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(
                                                row ->
                                                        new Numbered(
                                                                row.getLong("number"),
                                                                read(row.getString("body"))))
                                        .toList());
    }

    private static RiskEvent read(String body) {
        return switch (EventCodec.decode(
                Topic.RISK_DECISIONS, body.getBytes(StandardCharsets.UTF_8))) {
            case EventCodec.Decoded.Known known -> (RiskEvent) known.event();
            case EventCodec.Decoded.UnknownType unknown ->
                    throw new IllegalStateException("Not a decision: " + body);
            case EventCodec.Decoded.Invalid invalid ->
                    throw new IllegalStateException("Not a decision: " + body);
        };
    }
}
