package dev.holdfast.tradesync;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.Event;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.TradeEvent;
import dev.holdfast.contracts.event.VenueEvent;
import dev.holdfast.contracts.value.Money;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.Origin;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradeId;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.fixture.Infrastructure;
import dev.holdfast.runtime.handler.EventPublisher;
import dev.holdfast.runtime.web.AccessFilter;
import dev.holdfast.tradesync.domain.Syncs;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Approved orders in, fills and the account out, through a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "service", value = "trade-sync-service"))
@QuarkusTestResource(TapeFile.class)
class TradeSyncServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

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
    void anApprovedOrderIsPlacedFilledBySeveralPrintsAndAccountedFor() {
        publish(Syncs.configured(1, TradingMode.PAPER));
        CashEvent.Moved deposit = next(CashEvent.Moved.class);
        assertThat(deposit.amount()).isEqualByComparingTo("10000");
        assertThat(deposit.movementId()).isEqualTo("paper-bitstamp-opening-USD");

        publish(Syncs.approved("swing-v2-1", Side.BUY, "0.5"));
        publish(
                Syncs.approved(
                        "swing-v2-2",
                        Symbol.of("X/USD"),
                        Side.BUY,
                        OrderType.MARKET,
                        "1",
                        Optional.empty()));
        publish(
                Syncs.approved(
                        "swing-v2-3",
                        Syncs.BTC_USD,
                        Side.BUY,
                        OrderType.LIMIT,
                        "1",
                        Optional.of(Price.of("795"))));
        OrderEvent.Accepted accepted = next(OrderEvent.Accepted.class);
        assertThat(accepted.clientOrderId().value()).isEqualTo("swing-v2-1");
        assertThat(next(OrderEvent.Refused.class).code()).isEqualTo("UNKNOWN_SYMBOL");
        next(OrderEvent.Accepted.class);

        call().body(Map.of("state", "RUNNING")).put("/paper/tape").then().statusCode(200);

        OrderEvent.Filled filled = next(OrderEvent.Filled.class);
        assertThat(filled.filledQuantity()).isEqualTo(Quantity.of("0.5"));
        assertThat(filled.averagePrice()).isEqualTo(Price.of("800.452"));
        OrderEvent.Filled limit = next(OrderEvent.Filled.class);
        assertThat(limit.averagePrice()).isEqualTo(Price.of("795"));
        Instant end = Instant.ofEpochSecond(1385338700);
        VenueEvent.AccountObserved account =
                next(VenueEvent.AccountObserved.class, seen -> seen.asOf().equals(end));
        assertThat(of(VenueEvent.SyncCompleted.class))
                .last()
                .extracting(VenueEvent.SyncCompleted::through)
                .isEqualTo(end);

        List<TradeEvent.Synced> trades = of(TradeEvent.Synced.class);
        assertThat(trades).hasSize(4).allMatch(trade -> trade.runId().equals(Syncs.RUN));
        assertThat(trades.getFirst().fees()).containsExactly(Money.of("0.200105", "USD"));
        assertThat(account.openOrders()).isEmpty();

        call().get("/paper/tape")
                .then()
                .body("state", equalTo("FINISHED"))
                .body("marks", equalTo(6))
                .body("broken_lines", equalTo(1))
                .body("first_broken_lines[0].line", equalTo(5));
        call().get("/paper/accounts/swing")
                .then()
                .body("balances.BTC", equalTo("1.5"))
                .body("fills", equalTo(4))
                .body("realized_pnl", equalTo("0"));
        call().get("/portfolios/swing/trades").then().body("items", hasSize(4));
        call().get("/portfolios/swing/trades?limit=1").then().body("items", hasSize(1));
        call().get("/portfolios/swing/orders")
                .then()
                .body("items.find{it.client_order_id=='swing-v2-1'}.status", equalTo("FILLED"))
                .body(
                        "items.find{it.client_order_id=='swing-v2-2'}.code",
                        equalTo("UNKNOWN_SYMBOL"));
        call().get("/portfolios/swing/cursors").then().body("items", hasSize(1));
        call().get("/portfolios/swing/unassigned-trades").then().body("items", hasSize(0));

        int completed = of(VenueEvent.SyncCompleted.class).size();
        call().post("/portfolios/swing/sync").then().statusCode(202);
        next(
                VenueEvent.SyncCompleted.class,
                again -> of(VenueEvent.SyncCompleted.class).size() > completed);
        assertThat(of(TradeEvent.Synced.class)).hasSize(4);
    }

    @Test
    void anExportIsBookedOnceAndWhatItLeavesOutOfIdsIsRefusedWhereTheVenueTellsThem() {
        PortfolioId elsewhere = PortfolioId.of("elsewhere");
        publish(
                Syncs.configured(
                        elsewhere, Venue.of("kraken"), 1, TradingMode.PAPER, "else-", Syncs.ALONE));
        String header = "txid,ordertxid,pair,time,type,price,fee,vol\n";
        String first = "T-1,O-1,XXBTZUSD,2021-01-06 14:38:00.1234,buy,35000,0.91,0.01\n";
        String second = "T-2,O-1,XXBTZUSD,2021-01-06 14:39:00,buy,35001,0.91,0.01\n";
        await(() -> importing("elsewhere", "kraken", header + first).extract().statusCode(), 200);
        importing("elsewhere", "kraken", header + first + second)
                .body("state", equalTo("BOOKED"))
                .body("new_trades", equalTo(1))
                .body("known_trades", equalTo(1));
        importing("elsewhere", "kraken", header + first.replace("35000", "35002"))
                .body("differing_trades", equalTo(1));

        next(TradeEvent.Synced.class, trade -> trade.portfolioId().equals(elsewhere));
        TradeEvent.Synced trade =
                next(TradeEvent.Synced.class, t -> t.portfolioId().equals(elsewhere));
        assertThat(trade.origin()).isEqualTo(Origin.IMPORTED);
        call().get("/portfolios/elsewhere/trades").then().body("items", hasSize(2));

        importing("elsewhere", "kraken&baseline=true", header + first.replace("T-1", "T-0"))
                .body("new_trades", equalTo(1));
        assertThat(next(TradeEvent.Synced.class, t -> t.tradeId().equals(TradeId.of("T-0"))).tag())
                .contains("baseline");
        importing("elsewhere", "kraken&baseline=perhaps", header + first)
                .statusCode(400)
                .body("errors[0].field", equalTo("baseline"));

        importing("elsewhere", "bitstamp", header + first).statusCode(400);
        importing("elsewhere", "kraken", header + first.replace("buy", "hold"))
                .statusCode(400)
                .body("errors[0].field", equalTo("line 2"));
        importing("nobody", "kraken", header + first).statusCode(404);
    }

    private static ValidatableResponse importing(String portfolio, String format, String csv) {
        return given().header(AccessFilter.HEADER, Infrastructure.OPERATOR_KEY)
                .contentType("text/csv")
                .body(csv)
                .post("/portfolios/" + portfolio + "/trade-imports?format=" + format)
                .then();
    }

    /** Until the portfolio is known to the service. */
    private void await(Supplier<Integer> question, int answer) {
        Instant end = Instant.now().plus(PATIENCE);
        while (question.get() != answer) {
            assertThat(Instant.now()).isBefore(end);
            heard.poll();
        }
    }

    @Test
    void eachVenueIsNamedOnHealth() {
        given().get("/q/health/well")
                .then()
                .statusCode(200)
                .body("checks.find{it.name=='venues'}.data.'bitstamp.paper'", equalTo("OK"));
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithWhatWouldBeRight() {
        call().get("/portfolios/nobody/orders")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_PORTFOLIO"));
        call().get("/paper/accounts/nobody")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_ACCOUNT"));
        call().body(Map.of("speed", "fast"))
                .put("/paper/tape")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("speed"));
        given().get("/paper/tape").then().statusCode(401);
    }

    private static RequestSpecification call() {
        return given().header(AccessFilter.HEADER, Infrastructure.OPERATOR_KEY)
                .contentType(ContentType.JSON);
    }

    private void publish(Event event) {
        publisher.publish(event).await().atMost(PATIENCE);
    }

    /** Other tests' portfolios speak on the same topics. */
    private <E extends Event> E next(Class<E> kind) {
        return heard.next(kind, event -> event.portfolioId().equals(Syncs.SWING));
    }

    private <E extends Event> E next(Class<E> kind, Predicate<E> wanted) {
        return heard.next(kind, wanted);
    }

    private <E extends Event> List<E> of(Class<E> kind) {
        return heard.of(kind).stream()
                .filter(event -> event.portfolioId().equals(Syncs.SWING))
                .toList();
    }
}
