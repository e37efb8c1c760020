package dev.holdfast.reporting.store;

import static dev.holdfast.reporting.domain.Sample.SWING;
import static dev.holdfast.reporting.domain.Sample.SYDNEY;
import static dev.holdfast.reporting.domain.Sample.at;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.PortfolioEvent.Limits;
import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.Service;
import dev.holdfast.reporting.domain.Report;
import dev.holdfast.reporting.domain.Reporting;
import dev.holdfast.reporting.domain.ReportingState;
import dev.holdfast.reporting.domain.Sample;
import dev.holdfast.reporting.domain.Sample.Ledger;
import dev.holdfast.runtime.handler.Row;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ReportingStoreTest {

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Pool pool;
    private static ReportingStore store;

    @BeforeAll
    static void start() {
        database = EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary());
        EmbeddedDatabase.Access access = database.access(Service.REPORTING);
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.username(), access.password())
                .locations("db/migration")
                .load()
                .migrate();
        vertx = Vertx.vertx();
        pool =
                new Pool(
                        PgBuilder.pool()
                                .connectingTo(
                                        PgConnectOptions.fromUri(
                                                        access.reactiveUrl()
                                                                .replace("vertx-reactive:", ""))
                                                .setUser(access.username())
                                                .setPassword(access.password()))
                                .using(vertx.getDelegate())
                                .build());
        store = new ReportingStore(pool);
        write(
                Sample.configured("2013-11-24T23:00:00Z", Limits.NONE, SYDNEY),
                Sample.snapshot(
                        new Ledger("10000", "0", "50", "1", "0").stats("2013-11-25T13:00:00Z", 1),
                        "Australia/Sydney"),
                Sample.approved("c-1", "2", "1600", "2013-11-25T14:00:00Z"),
                Sample.accepted("c-1", "2", "2013-11-25T14:00:01Z"),
                Sample.partly("c-1", "2", "0.5", "2013-11-25T14:00:02Z"),
                Sample.approved("c-2", "1", "800", "2013-11-25T15:00:00Z"),
                Sample.armed("p-1", 2, "780", "2013-11-25T15:10:00Z"),
                Sample.armed("p-1", 3, "790", "2013-11-25T15:20:00Z"),
                Sample.snapshot(
                        new Ledger("10000", "0", "90", "1", "0").stats("2013-11-26T13:00:00Z", 1),
                        "Australia/Sydney"));
    }

    @AfterAll
    static void stop() {
        pool.close().await().atMost(Duration.ofSeconds(60));
        vertx.close().await().atMost(Duration.ofSeconds(60));
        database.close();
    }

    @Test
    void daysComeNewestFirstAPageAtATime() {
        Listing first = now(store.days("swing", SYDNEY, none(), none(), 1, none()));
        assertThat(first.items())
                .singleElement()
                .satisfies(
                        day -> {
                            assertThat(day.path("date").asText()).isEqualTo("2013-11-26");
                            assertThat(day.path("net_pnl").asText()).isEqualTo("40");
                            assertThat(day.path("hours").asText()).isEqualTo("24");
                        });
        Listing second =
                now(
                        store.days(
                                "swing",
                                SYDNEY,
                                none(),
                                none(),
                                1,
                                first.next().flatMap(Cursor::of)));
        assertThat(second.items().getFirst().path("date").asText()).isEqualTo("2013-11-25");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void figuresOfDaysAreNumbersForSql() {
        BigDecimal sum =
                now(
                        pool.query("select sum(net_pnl) as sum from portfolio_days")
                                .execute()
                                .map(rows -> rows.iterator().next().getBigDecimal("sum")));
        assertThat(sum).isEqualByComparingTo("89");
    }

    @Test
    void aDecisionTellsWhatBecameOfItsOrder() {
        Listing decisions =
                now(
                        store.decisions(
                                "swing",
                                new Period(Optional.of(at("2013-11-25T13:00:00Z")), none()),
                                Optional.of("APPROVED"),
                                Optional.of("BTC/USD"),
                                10,
                                none()));
        assertThat(decisions.items())
                .extracting(d -> d.path("order").path("status").asText())
                .containsExactly("PENDING", "PARTIALLY_FILLED");
        assertThat(decisions.items().getLast().path("order").path("filled_quantity").asText())
                .isEqualTo("0.5");
    }

    @Test
    void aPlanHasItsWholeLife() {
        assertThat(now(store.plan("swing", "p-1")).orElseThrow().path("stop_price").asText())
                .isEqualTo("790");
        assertThat(now(store.steps("swing", "p-1")))
                .extracting(step -> step.path("stop_price").asText())
                .containsExactly("780", "790");
    }

    @Test
    void theEndOfADayHoldsWhatStoodThen() {
        var end = now(store.endOfDay("swing", SYDNEY, LocalDate.parse("2013-11-26"))).orElseThrow();
        assertThat(end.path("open_orders")).hasSize(1);
        assertThat(end.path("open_plans").get(0).path("version").asInt()).isEqualTo(3);
    }

    @Test
    void theCurveTellsTheDrawdown() {
        assertThat(now(store.curve("swing", Period.ALL)))
                .extracting(point -> point.drawdown().orElseThrow().intValueExact())
                .containsExactly(0, 0);
    }

    @Test
    void onlyThePartsThatChangedAfterASequenceAreGiven() {
        List<LivePart> all = now(store.partsAfter("swing", 0));
        long newest = now(store.sequence("swing")).orElseThrow();
        assertThat(all).extracting(LivePart::part).contains("portfolio", "plans", "last_day");
        assertThat(now(store.partsAfter("swing", newest - 1)))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.sequence()).isEqualTo(newest));
        assertThat(now(store.partsAfter("swing", newest))).isEmpty();
    }

    private static void write(Event... events) {
        ReportingState state = ReportingState.initial(SWING);
        List<Row> rows = new ArrayList<>();
        for (Event event : events) {
            Report report = Reporting.on(state, event, false, Instant.EPOCH);
            state = report.state();
            report.entries().forEach(entry -> rows.add(new ReportingRow(SWING, entry)));
        }
        now(pool.withTransaction(connection -> new ReportingWriter().write(connection, rows)));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }
}
