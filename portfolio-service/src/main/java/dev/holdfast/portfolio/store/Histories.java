package dev.holdfast.portfolio.store;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.CostEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.PortfolioId;

import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.quarkus.panache.common.Sort.Direction;
import io.quarkus.panache.common.Sort.NullPrecedence;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what was booked. */
@ApplicationScoped
public class Histories {

    private static final String OF_PORTFOLIO = "portfolioId = ?1";

    private static final String LATEST_VERSIONS =
            """
            from VersionEntity e where e.version =
                (select max(l.version) from VersionEntity l where l.portfolioId = e.portfolioId)
            order by e.portfolioId
            """;

    private static final String VERSIONS =
            """
            from VersionEntity e where e.portfolioId = ?1
            and (e.version = 1 or e.version >= ?2 or e.version =
                (select max(l.version) from VersionEntity l where l.portfolioId = ?1))
            order by e.version
            """;

    /** What stands before the place of the last page. */
    private static final String BEFORE = OF_PORTFOLIO + " and (occurredAt, number) < (?2, ?3)";

    private static final Sort NEWEST_FIRST = Sort.descending("occurredAt", "number");

    /** A run as it was registered; one that only ended, or was only ever named, has no start. */
    public record Run(
            String runId,
            Optional<String> botVersion,
            Optional<String> bot,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> endReason) {}

    /** A record and its place, by which the page after it is asked for. */
    public record Placed<T>(T event, Place place) {}

    /** Where a page goes on. */
    public record Place(Instant occurredAt, long number) {

        public static final Place NEWEST =
                new Place(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE);
    }

    /** A fill as it is now known. */
    public record BookedFill(TradeEvent event, boolean cancelled, int corrections) {}

    /** The configurations of all portfolios, in order of their ids. */
    @WithSession
    public Uni<List<PortfolioEvent.Configured>> portfolios() {
        return VersionEntity.<VersionEntity>find(LATEST_VERSIONS)
                .list()
                .map(Histories::configurations);
    }

    /** The first and the latest configuration; nothing where there is no such portfolio. */
    @WithSession
    public Uni<List<PortfolioEvent.Configured>> versions(PortfolioId portfolio) {
        return versions(portfolio, Long.MAX_VALUE);
    }

    /** The configuration of this version, once there is one. */
    @WithSession
    public Uni<Optional<PortfolioEvent.Configured>> version(PortfolioId portfolio, long version) {
        return versions(portfolio, version)
                .map(
                        known ->
                                known.stream()
                                        .filter(configured -> configured.version() == version)
                                        .findFirst());
    }

    private static Uni<List<PortfolioEvent.Configured>> versions(PortfolioId portfolio, long from) {
        return VersionEntity.<VersionEntity>find(VERSIONS, portfolio.value(), from)
                .list()
                .map(Histories::configurations);
    }

    /** The latest first. */
    @WithSession
    public Uni<List<Run>> runs(PortfolioId portfolio) {
        return RunEntity.<RunEntity>find(
                        OF_PORTFOLIO,
                        Sort.by("startedAt", Direction.Descending, NullPrecedence.NULLS_LAST)
                                .and("runId"),
                        portfolio.value())
                .list()
                .map(runs -> runs.stream().map(RunEntity::toDomain).toList());
    }

    @WithSession
    public Uni<Optional<CashEvent.Moved>> movement(PortfolioId portfolio, String movementId) {
        return MovementEntity.<MovementEntity>find(
                        OF_PORTFOLIO + " and movementId = ?2", portfolio.value(), movementId)
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(Histories::movement));
    }

    /**
     * @param type {@code llm.called} or {@code cost.incurred}
     * @param id the call_id or the cost_id
     */
    @WithSession
    public Uni<Optional<CostEvent>> cost(PortfolioId portfolio, String type, String id) {
        return CostEntity.<CostEntity>find(
                        OF_PORTFOLIO + " and type = ?2 and costId = ?3",
                        portfolio.value(),
                        type,
                        id)
                .firstResult()
                .map(found -> Optional.ofNullable(found).map(Histories::cost));
    }

    /** Newest first; cancelled ones are among them and say so. */
    @WithSession
    public Uni<List<Placed<BookedFill>>> fills(PortfolioId portfolio, Place after, int limit) {
        return page(
                FillEntity.<FillEntity>find(BEFORE, NEWEST_FIRST, before(portfolio, after)),
                limit,
                Histories::fill);
    }

    /** Newest first. */
    @WithSession
    public Uni<List<Placed<CashEvent.Moved>>> movements(
            PortfolioId portfolio, Place after, int limit) {
        return page(
                MovementEntity.<MovementEntity>find(BEFORE, NEWEST_FIRST, before(portfolio, after)),
                limit,
                Histories::movement);
    }

    /** Newest first. */
    @WithSession
    public Uni<List<Placed<CostEvent>>> costs(PortfolioId portfolio, Place after, int limit) {
        return page(
                CostEntity.<CostEntity>find(BEFORE, NEWEST_FIRST, before(portfolio, after)),
                limit,
                Histories::cost);
    }

    private static Object[] before(PortfolioId portfolio, Place place) {
        return new Object[] {portfolio.value(), place.occurredAt(), place.number()};
    }

    private static <E extends BookedEntity, T> Uni<List<Placed<T>>> page(
            PanacheQuery<E> query, int limit, Function<E, T> toDomain) {
        return query.range(0, limit - 1)
                .list()
                .map(
                        found ->
                                found.stream()
                                        .map(
                                                entity ->
                                                        new Placed<>(
                                                                toDomain.apply(entity),
                                                                entity.place()))
                                        .toList());
    }

    private static BookedFill fill(FillEntity fill) {
        return new BookedFill(
                (TradeEvent) read(Topic.TRADES, fill.body), fill.cancelled, fill.corrections);
    }

    private static CashEvent.Moved movement(MovementEntity movement) {
        return (CashEvent.Moved) read(Topic.CASH, movement.body);
    }

    private static CostEvent cost(CostEntity cost) {
        return (CostEvent) read(Topic.COSTS, cost.body);
    }

    private static List<PortfolioEvent.Configured> configurations(List<VersionEntity> versions) {
        return versions.stream()
                .map(version -> (PortfolioEvent.Configured) read(Topic.PORTFOLIOS, version.body))
                .toList();
    }

    private static Event read(Topic topic, String body) {
        EventCodec.Decoded decoded =
                EventCodec.decode(topic, body.getBytes(StandardCharsets.UTF_8));
        if (decoded instanceof EventCodec.Decoded.Known known) {
            return known.event();
        }
        throw new IllegalStateException("A stored record cannot be read: " + decoded);
    }
}
