package dev.holdfast.tradesync;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.event.OperatorCommand;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.PortfolioEvent.AccountPolicy;
import dev.holdfast.contracts.event.PortfolioEvent.AssignmentRule;
import dev.holdfast.contracts.event.PortfolioEvent.ForeignFills;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.fixture.Infrastructure;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.tradesync.domain.Syncs;
import dev.holdfast.tradesync.stub.StubBook;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * LIVE portfolios on one account at a stub Kraken, with a person beside them, through a real broker
 * and a real database.
 */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "trade-sync-service"))
@QuarkusTestResource(TapeFile.class)
@QuarkusTestResource(KrakenAccount.class)
class LiveAccountTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Venue KRAKEN = Venue.of("kraken");
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    @Inject EventPublisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private Heard heard;

    @BeforeEach
    void listen() {
        heard = new Heard(bootstrap);
    }

    @AfterEach
    void leave() {
        heard.close();
    }

    @Test
    void afterAWeeksOutageAllFillsArriveInOrderOnTheirDaysAlthoughRowsMoveBetweenPages() {
        PortfolioId week = PortfolioId.of("week");
        StubBook book = KrakenAccount.unread();
        Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(8));
        trade(book, since);
        publish(
                Syncs.configured(
                        week,
                        Venue.of("kraken-week"),
                        1,
                        TradingMode.LIVE,
                        "week-",
                        takes("ETH/USD")));
        until("the fill before the outage", () -> trades(week).size() == 1);

        int fills = 1_200;
        for (int i = 1; i <= fills; i++) {
            trade(book, since.plusSeconds(86_400 + i * 7L * 86_400 / (fills + 1)));
        }
        AtomicInteger late = new AtomicInteger(10);
        KrakenAccount.onPage(
                () -> {
                    if (late.getAndDecrement() > 0) {
                        trade(book, Instant.now());
                    }
                });
        sync(week);

        until("all fills of the week", () -> trades(week).size() >= 1 + fills + 10);
        KrakenAccount.onPage(() -> {});
        List<TradeEvent.Synced> told = trades(week);
        assertThat(told).extracting(TradeEvent.Synced::occurredAt).isSorted();
        assertThat(told)
                .extracting(trade -> trade.tradeId().value())
                .containsExactlyInAnyOrderElementsOf(
                        book.fills().stream().map(StubBook.Fill::id).toList());
        assertThat(days(told.stream().map(TradeEvent.Synced::occurredAt)))
                .isEqualTo(days(book.fills().stream().map(StubBook.Fill::at)));
    }

    @Test
    void twoPortfoliosAndAPersonOnOneAccountEachHaveTheirOwnAndOneCommandGivesTheRestToOne() {
        PortfolioId mine = PortfolioId.of("mine");
        PortfolioId yours = PortfolioId.of("yours");
        configure(mine, 1, TradingMode.LIVE, AccountPolicy.HOLDS);
        configure(yours, 1, TradingMode.LIVE, AccountPolicy.HOLDS);
        publish(approved(mine, "mine-1", "0.01"));
        publish(approved(yours, "yours-1", "0.02"));
        heard.next(OrderEvent.Filled.class, filled -> filled.portfolioId().equals(mine));
        until("the other's order", () -> trades(yours).size() == 1);
        StubBook.Fill byHand = trade("BTC", "USD", Instant.now());

        until("the fill to wait", () -> waiting(mine, byHand) && waiting(yours, byHand));
        assertThat(trades(mine))
                .extracting(TradeEvent.Synced::origin)
                .containsOnly(Origin.PLATFORM);
        assertThat(trades(yours)).hasSize(1);

        publish(
                new OperatorCommand.AssignTrade(
                        mine,
                        RunId.NONE,
                        "assign-1",
                        "anna",
                        "it was mine",
                        KRAKEN,
                        Symbol.of("BTC/USD"),
                        OrderId.of(byHand.orderId()),
                        TradeId.of(byHand.id()),
                        Instant.now()));

        until("the fill to be mine", () -> trades(mine).size() == 2);
        until("it to be gone", () -> !waiting(mine, byHand) && !waiting(yours, byHand));
        assertThat(trades(mine).getLast())
                .satisfies(
                        trade -> {
                            assertThat(trade.tradeId().value()).isEqualTo(byHand.id());
                            assertThat(trade.origin()).isEqualTo(Origin.EXTERNAL);
                        });
        assertThat(trades(yours)).hasSize(1);
    }

    @Test
    void whatWasImportedWithoutIdsIsNotBookedAgainOnceItsVenueIsRead() {
        PortfolioId moved = PortfolioId.of("moved");
        Instant at = Instant.parse("2021-01-06T14:38:07.123Z");
        trade("BTC", "USDT", at);
        trade("BTC", "USDT", at.plusMillis(5));
        configure(moved, 1, TradingMode.PAPER, AccountPolicy.HOLDS);
        String row = "2021-01-06 14:38:07,BTC/USDT,buy,0.01,50000\n";
        String file = "occurred_at,symbol,side,quantity,price\n" + row + row;
        until("the import", () -> imported(moved, file) == 200);
        until("the rows", () -> trades(moved).size() == 2);

        configure(moved, 2, TradingMode.LIVE, takes("BTC/USDT"));
        heard.next(
                VenueEvent.SyncCompleted.class,
                completed ->
                        completed.portfolioId().equals(moved) && completed.venue().equals(KRAKEN));
        trade("BTC", "USDT", Instant.now());
        sync(moved);

        until("the fill that is new", () -> trades(moved).size() == 3);
        assertThat(trades(moved).getLast().origin()).isEqualTo(Origin.EXTERNAL);
        assertThat(heard.of(TradeEvent.Corrected.class))
                .filteredOn(corrected -> corrected.portfolioId().equals(moved))
                .hasSize(2)
                .allMatch(corrected -> corrected.tradeId().value().startsWith("row-"))
                .extracting(TradeEvent.Corrected::occurredAt)
                .containsExactly(at, at.plusMillis(5));
    }

    @Test
    void clockAndMarksOfARealVenueAreTold() {
        MarketEvent.MarkUpdated mark =
                heard.next(MarketEvent.MarkUpdated.class, told -> told.venue().equals(KRAKEN));

        assertThat(mark.price()).isEqualTo(Price.of("50000"));
        heard.next(MarketEvent.ClockTicked.class, tick -> tick.venue().equals(KRAKEN));
    }

    @Test
    void aKeyThatIsTakenAwayIsSaidWithEachOfItsReasonsUntilItWorksAgain() {
        PortfolioId locked = PortfolioId.of("locked");
        configure(locked, 1, TradingMode.LIVE, AccountPolicy.HOLDS);
        heard.next(VenueEvent.SyncCompleted.class, sync -> sync.portfolioId().equals(locked));

        for (Map.Entry<String, String> state :
                Map.of(
                                "EAPI:Invalid key", "KEY_REJECTED",
                                "EGeneral:Permission denied", "PERMISSION_DENIED")
                        .entrySet()) {
            KrakenAccount.failsWith(Optional.of(state.getKey()));
            sync(locked);
            assertThat(
                            heard.next(
                                            VenueEvent.Degraded.class,
                                            told -> told.portfolioId().equals(locked))
                                    .code())
                    .isEqualTo(state.getValue());
            given().get("/q/health/well")
                    .then()
                    .body(
                            "checks.find{it.name=='venues'}.data.'kraken.live'",
                            equalTo(state.getValue()))
                    .body(
                            "checks.find{it.name=='venues'}.data.'kraken.live.reason'",
                            startsWith("kraken"));
        }

        KrakenAccount.failsWith(Optional.empty());
        sync(locked);
        heard.next(VenueEvent.Recovered.class, told -> told.portfolioId().equals(locked));
    }

    @Test
    void aSymbolThatItsVenueDoesNotTradeIsNamedAndTheOthersAreSynced() {
        PortfolioId odd = PortfolioId.of("odd");
        Venue misnamed = Venue.of("kraken-misnamed");
        publish(Syncs.configured(odd, misnamed, 1, TradingMode.LIVE, "odd-", AccountPolicy.HOLDS));

        VenueEvent.Degraded told =
                heard.next(
                        VenueEvent.Degraded.class, degraded -> degraded.portfolioId().equals(odd));
        assertThat(told.code()).isEqualTo("UNKNOWN_SYMBOL");
        assertThat(told.reason()).contains("NIX/USD");
        assertThat(heard.of(VenueEvent.SyncCompleted.class))
                .anyMatch(completed -> completed.portfolioId().equals(odd));
        given().get("/q/health/well")
                .then()
                .body(
                        "checks.find{it.name=='venues'}.data.'kraken-misnamed.live'",
                        equalTo("UNKNOWN_SYMBOL"));
    }

    private static StubBook.Fill trade(String base, String quote, Instant at) {
        return KrakenAccount.book().humanTrade(base, quote, true, "0.01", "50000", at);
    }

    private static void trade(StubBook book, Instant at) {
        book.humanTrade("ETH", "USD", true, "0.01", "2500", at);
    }

    private static Map<LocalDate, Long> days(Stream<Instant> instants) {
        return instants.collect(
                Collectors.groupingBy(
                        at -> at.atZone(SYDNEY).toLocalDate(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private static AccountPolicy takes(String symbol) {
        return new AccountPolicy(
                ForeignFills.HOLD,
                List.of(
                        new AssignmentRule(
                                Optional.of(Symbol.of(symbol)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                Optional.empty());
    }

    private void configure(
            PortfolioId portfolio, long version, TradingMode mode, AccountPolicy policy) {
        publish(Syncs.configured(portfolio, KRAKEN, version, mode, portfolio + "-", policy));
    }

    /** Approved just now: an old approval of a LIVE entry is not sent any more. */
    private static RiskEvent.Approved approved(PortfolioId portfolio, String id, String quantity) {
        RiskEvent.Approved swing = Syncs.approved(id, Side.BUY, quantity);
        return new RiskEvent.Approved(
                portfolio,
                swing.runId(),
                swing.botVersion(),
                swing.clientOrderId(),
                swing.order(),
                swing.checks(),
                swing.reserved(),
                swing.exposureBefore(),
                swing.exposureAfter(),
                swing.limitsVersion(),
                Instant.now());
    }

    private List<TradeEvent.Synced> trades(PortfolioId portfolio) {
        return heard.of(TradeEvent.Synced.class).stream()
                .filter(trade -> trade.portfolioId().equals(portfolio))
                .toList();
    }

    private static boolean waiting(PortfolioId portfolio, StubBook.Fill fill) {
        return asOperator()
                .get("/portfolios/" + portfolio + "/unassigned-trades?limit=1000")
                .then()
                .extract()
                .jsonPath()
                .getList("items.trade_id")
                .contains(fill.id());
    }

    private static int imported(PortfolioId portfolio, String csv) {
        return asOperator()
                .contentType("text/csv")
                .body(csv)
                .post("/portfolios/" + portfolio + "/trade-imports?format=generic")
                .statusCode();
    }

    private static void sync(PortfolioId portfolio) {
        asOperator().post("/portfolios/" + portfolio + "/sync").then().statusCode(202);
    }

    private static RequestSpecification asOperator() {
        return given().header(AccessFilter.HEADER, Infrastructure.OPERATOR_KEY);
    }

    private void publish(Event event) {
        publisher.publish(event).await().atMost(PATIENCE);
    }

    private void until(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now())
                    .as("waiting for %s, with %s", what, heard.of(TradeEvent.Synced.class).size())
                    .isBefore(end);
            heard.poll();
        }
    }
}
