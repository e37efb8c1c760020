package dev.holdfast.tradesync.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.tradesync.domain.NewOrder;
import dev.holdfast.tradesync.domain.OrderQuery;
import dev.holdfast.tradesync.domain.TradeQuery;
import dev.holdfast.tradesync.domain.VenueFill;
import dev.holdfast.tradesync.stub.StubVenueServer;
import dev.holdfast.tradesync.stub.StubVenueServer.Reply;
import dev.holdfast.tradesync.stub.StubVenueServer.Trouble;
import dev.holdfast.tradesync.venue.VenueFault;
import dev.holdfast.tradesync.venue.VenueUnavailable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The troubles that exchanges make, through the real XChange classes: each has its name. */
class VenueTroubleTest {

    private static final PortfolioId SWING = PortfolioId.of("swing");
    private static final String PAGE = "<html><body>We will be back soon.</body></html>";

    @ParameterizedTest
    @EnumSource
    void anExchangeThatIsAskedTooMuchIsNamedAndLeftAlone(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            venue.open(SWING);
            server.next(stub.path("trades"), new Trouble.Instead(stub.rateLimited()));

            assertThat(fault(() -> read(stub, venue))).isEqualTo(VenueFault.RATE_LIMITED);
            long asked = server.requests().size();
            assertThat(fault(() -> read(stub, venue))).isEqualTo(VenueFault.RATE_LIMITED);

            assertThat(server.requests()).hasSize((int) asked);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMaintenancePageIsMaintenance(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.Instead(new Reply(503, PAGE, Map.of()))))
                .isEqualTo(VenueFault.MAINTENANCE);
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatComesAsIfItWereAnAnswerIsNone(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.Instead(Reply.ok(PAGE))))
                .isEqualTo(VenueFault.UNPARSEABLE_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatIsCutOffIsNone(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.CutOff(60)))
                .isEqualTo(VenueFault.UNPARSEABLE_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatDoesNotComeInTimeIsNone(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.Slow(Duration.ofSeconds(1))))
                .isEqualTo(VenueFault.NO_ANSWER);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithoutPermissionIsNamed(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.Instead(stub.withoutPermission())))
                .isEqualTo(VenueFault.PERMISSION_DENIED);
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedKeyIsNamed(Stubs stub) {
        assertThat(faultOfHistory(stub, new Trouble.Instead(stub.revoked())))
                .isEqualTo(VenueFault.KEY_REJECTED);
    }

    @ParameterizedTest
    @EnumSource
    void callsAtOnceDoNotOvertakeEachOther(Stubs stub) throws Exception {
        try (StubVenueServer server = server(stub);
                ExecutorService callers = Executors.newFixedThreadPool(8)) {
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            venue.open(SWING);
            Callable<List<VenueFill>> call = () -> read(stub, venue);

            for (Future<List<VenueFill>> answer :
                    callers.invokeAll(Collections.nCopies(40, call))) {
                assertThatCode(answer::get).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatIsWrongSignsNothing(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            XChangeVenue venue =
                    stub.venue(server, () -> Instant.now().minus(Duration.ofMinutes(2)));

            assertThat(fault(() -> venue.observe(SWING))).isEqualTo(VenueFault.CLOCK_SKEW);
            assertThat(server.requests(stub.path("balances"))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOrderWhoseAnswerWasLostIsSentOnceAndFound(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            venue.observe(SWING);
            server.next(stub.path("place"), new Trouble.AnswerLost());

            VenueFault fault = fault(() -> venue.place(SWING, order(stub)));

            assertThat(fault.mayHaveHappened()).isTrue();
            assertThat(server.book().orders()).hasSize(1);
            assertThat(
                            venue.findOrder(
                                    SWING,
                                    new OrderQuery(
                                            stub.symbol(),
                                            ClientOrderId.of("swing1"),
                                            Optional.empty(),
                                            Instant.EPOCH.plusSeconds(10))))
                    .hasValueSatisfying(
                            found ->
                                    assertThat(found.orderId().value())
                                            .isEqualTo(server.book().orders().getFirst().id()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbersWithAnExponentAndInstantsWithFractionsAreExact(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            Instant at = Instant.parse("2024-02-29T23:59:59.123Z");
            server.book().humanTrade(stub.base(), stub.quote(), true, "1E-7", "4.2E+4", at);

            assertThat(read(stub, stub.venue(server, InstantSource.system())))
                    .singleElement()
                    .satisfies(
                            fill -> {
                                assertThat(fill.quantity()).isEqualTo(Quantity.of("0.0000001"));
                                assertThat(fill.price()).isEqualTo(Price.of("42000"));
                                assertThat(fill.occurredAt()).isEqualTo(at);
                                assertThat(fill.clientOrderId()).isEmpty();
                            });
        }
    }

    /** The others leave the currency out: it is the quote's. */
    @ParameterizedTest
    @EnumSource(names = {"BINANCE", "OKX"})
    void aFeeWhoseCurrencyIsMissingOrNoneIsNoAnswer(Stubs stub) {
        for (String currency : List.of("", "no currency")) {
            StubVenueServer.Skin skin = stub.skin();
            StubVenueServer.Skin wrong =
                    (request, book) -> {
                        Reply reply = skin.answer(request, book);
                        return new Reply(
                                reply.status(),
                                reply.body()
                                        .replaceAll(
                                                "\"(commissionAsset|feeCcy)\":\\s*\"[A-Z]+\"",
                                                "\"$1\":\"" + currency + "\""),
                                reply.headers());
                    };
            try (StubVenueServer server = new StubVenueServer(0, stub.book(), wrong)) {
                server.book()
                        .humanTrade(
                                stub.base(), stub.quote(), true, "1", "100", server.book().now());
                XChangeVenue venue = stub.venue(server, InstantSource.system());

                assertThat(fault(() -> read(stub, venue))).isEqualTo(VenueFault.UNPARSEABLE_ANSWER);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysAreNeitherInWhatIsSaidNorInWhatIsTraced(Stubs stub) {
        try (StubVenueServer server = server(stub)) {
            Access.Keys keys = stub.keys();
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            venue.open(SWING);
            for (Trouble trouble :
                    List.of(
                            new Trouble.Instead(
                                    new Reply(
                                            400,
                                            "{\"reason\":\"" + keys.key() + keys.secret() + "\"}",
                                            Map.of())),
                            new Trouble.Instead(Reply.ok(keys.secret())),
                            new Trouble.Slow(Duration.ofSeconds(1)))) {
                server.next(stub.path("trades"), trouble);

                VenueUnavailable told =
                        catchThrowableOfType(VenueUnavailable.class, () -> read(stub, venue));

                StringWriter written = new StringWriter();
                told.printStackTrace(new PrintWriter(written));
                assertThat(written.toString()).doesNotContain(keys.key(), keys.secret());
            }
            assertThat(keys.toString()).doesNotContain(keys.key(), keys.secret());
        }
    }

    private static VenueFault faultOfHistory(Stubs stub, Trouble trouble) {
        try (StubVenueServer server = server(stub)) {
            XChangeVenue venue = stub.venue(server, InstantSource.system());
            venue.observe(SWING);
            server.book()
                    .humanTrade(stub.base(), stub.quote(), true, "1", "100", server.book().now());
            server.next(stub.path("trades"), trouble);
            return fault(() -> read(stub, venue));
        }
    }

    private static VenueFault fault(Runnable question) {
        return catchThrowableOfType(VenueUnavailable.class, question::run).fault();
    }

    private static List<VenueFill> read(Stubs stub, XChangeVenue venue) {
        boolean whole =
                venue.capabilities().historyScope()
                        == dev.holdfast.tradesync.domain.Capabilities.HistoryScope.ACCOUNT;
        return venue.trades(
                        SWING,
                        new TradeQuery(
                                whole ? Optional.empty() : Optional.of(stub.symbol()),
                                Optional.empty(),
                                Duration.ofMinutes(5),
                                Optional.empty()))
                .fills();
    }

    private static NewOrder order(Stubs stub) {
        return new NewOrder(
                ClientOrderId.of("swing1"),
                stub.symbol(),
                Side.BUY,
                OrderType.LIMIT,
                Quantity.of("0.5"),
                Optional.of(Price.of("100")),
                Optional.empty(),
                TimeInForce.GTC,
                Optional.empty());
    }

    private static StubVenueServer server(Stubs stub) {
        return new StubVenueServer(
                0,
                stub.book()
                        .deposit(stub.quote(), "10000")
                        .lastPrice(stub.base(), stub.quote(), "101"),
                stub.skin());
    }
}
