package dev.holdfast.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.event.CashEvent;
import dev.holdfast.contracts.event.OrderEvent;
import dev.holdfast.contracts.event.OrderIntentEvent;
import dev.holdfast.contracts.event.PortfolioEvent;
import dev.holdfast.contracts.event.RiskEvent;
import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.contracts.value.ClientOrderId;
import dev.holdfast.contracts.value.CostBasis;
import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.MovementKind;
import dev.holdfast.contracts.value.OrderType;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Side;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TimeInForce;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Progress;
import dev.holdfast.local.Service;
import dev.holdfast.local.TopicWriter;
import dev.holdfast.tradesync.stub.StubBook;
import dev.holdfast.tradesync.stub.StubKraken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A LIVE portfolio at a stub Kraken, over HTTP and through XChange. trade-sync-service is killed
 * again and again while orders go out and fills come in: between placing and answer, between page
 * and cursor, between commit and publish; first once at each of these, then anywhere. {@code
 * -Dholdfast.kills=50} kills it more often, {@code -Dholdfast.seed} repeats a run's choices.
 *
 * <p>The venue is set up by the environment alone, as somebody would who keeps keys out of files.
 */
class SyncKilledAtEveryPointTest {

    private static final int KILLS = Integer.getInteger("holdfast.kills", 3);
    private static final int BURST = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final PortfolioId LIVE = PortfolioId.of("live");
    private static final Venue KRAKEN = Venue.of("kraken");
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @TempDir Path directory;

    private final long seed = Long.getLong("holdfast.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private int asked;

    @Test
    void venueAndTopicsAgreeAndNoOrderIsSentTwiceWhereverTheSyncIsKilled() throws Exception {
        try (LiveVenue venue = new LiveVenue();
                LocalDeployment holdfast = LocalDeployment.start(options(venue));
                TopicWriter outside = new TopicWriter(holdfast.bootstrapServers(), "bot");
                TopicTail said =
                        new TopicTail(
                                holdfast.bootstrapServers(),
                                Stream.of(
                                                Topic.RISK_DECISIONS,
                                                Topic.ORDERS,
                                                Topic.TRADES,
                                                Topic.VENUE_STATE,
                                                Topic.RECONCILIATIONS)
                                        .map(Topic::topicName)
                                        .toArray(String[]::new))) {
            Told told = new Told(said, LIVE);
            open(outside, told);
            List<LiveVenue.Point> points =
                    new ArrayList<>(
                            List.of(
                                    LiveVenue.Point.PAGE_READ,
                                    LiveVenue.Point.PAGE_ASKED,
                                    LiveVenue.Point.PLACED));
            for (int kill = 0; kill < KILLS; kill++) {
                if (points.isEmpty()) {
                    points.addAll(List.of(LiveVenue.Point.values()));
                    Collections.shuffle(points, random);
                }
                killAt(points.removeLast(), venue, holdfast, outside);
            }
            assertThatAllIsTold(venue, told);
        } catch (AssertionError e) {
            throw new AssertionError("With -Dholdfast.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private LocalDeployment.Options options(LiveVenue venue) throws Exception {
        LocalDeployment.Options options =
                LocalDeployment.Options.at(directory, Path.of("../..").toRealPath())
                        .onPorts(Ports.free())
                        .only(EnumSet.of(Service.TRADE_SYNC, Service.RISK, Service.PORTFOLIO))
                        .telling(Progress.silent());
        for (Map.Entry<String, String> variable : environment(venue).entrySet()) {
            options = options.with(Service.TRADE_SYNC, variable.getKey(), variable.getValue());
        }
        return options;
    }

    /** Who is killed as often as that must not find its approvals too old on its return. */
    private static Map<String, String> environment(LiveVenue venue) {
        return Map.ofEntries(
                Map.entry("HOLDFAST_VENUES_KRAKEN_EXCHANGE", "kraken"),
                Map.entry("HOLDFAST_VENUES_KRAKEN_SYMBOLS", "BTC/USD"),
                Map.entry("HOLDFAST_VENUES_KRAKEN_URL", venue.url()),
                Map.entry("HOLDFAST_VENUES_KRAKEN_API_KEY", StubKraken.KEY),
                Map.entry("HOLDFAST_VENUES_KRAKEN_API_SECRET", StubKraken.SECRET),
                Map.entry("HOLDFAST_VENUES_KRAKEN_REQUEST_BUDGET_UNITS", "1000"),
                Map.entry("HOLDFAST_VENUES_KRAKEN_REQUEST_BUDGET_PER_UNIT", "1MS"),
                Map.entry("HOLDFAST_SYNC_LIVE_TRADING", "true"),
                Map.entry("HOLDFAST_SYNC_INTERVAL", "500MS"),
                Map.entry("HOLDFAST_SYNC_SETTLE", "1S"),
                Map.entry("HOLDFAST_SYNC_DEADLINE", "1H"),
                Map.entry("HOLDFAST_SYNC_MARKS", "1S"));
    }

    private void open(TopicWriter outside, Told told) {
        Instant now = Instant.now();
        outside.sendAndAwait(
                new PortfolioEvent.Configured(
                        LIVE,
                        RunId.NONE,
                        1,
                        "Live",
                        Currency.of("USD"),
                        ZoneId.of("Australia/Sydney"),
                        List.of(),
                        CostBasis.AVERAGE,
                        KRAKEN,
                        TradingMode.LIVE,
                        "live-",
                        PortfolioEvent.Limits.NONE,
                        PortfolioEvent.Overnight.KEEP,
                        now));
        outside.sendAndAwait(
                new CashEvent.Moved(
                        LIVE,
                        RunId.NONE,
                        "opening",
                        MovementKind.DEPOSIT,
                        new BigDecimal(LiveVenue.DEPOSIT),
                        Currency.of("USD"),
                        Optional.empty(),
                        Optional.empty(),
                        now));
        // Entries are refused until marks, cash and configuration have come to risk-service.
        until(
                "an approved order",
                () -> {
                    ask(outside, 1);
                    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                    return told.events(Topic.RISK_DECISIONS)
                            .anyMatch(RiskEvent.Approved.class::isInstance);
                },
                () -> told.events(Topic.RISK_DECISIONS).toList());
    }

    private void killAt(
            LiveVenue.Point point, LiveVenue venue, LocalDeployment holdfast, TopicWriter outside) {
        boolean anywhere = point == LiveVenue.Point.ANYWHERE;
        Runnable reached = venue.arm(point, 1 + random.nextInt(BURST / 2));
        ask(outside, BURST);
        venue.trade(random);
        if (!anywhere) {
            reached.run();
        }
        int milliseconds =
                switch (point) {
                    case ON_THE_WAY, PLACED, PAGE_ASKED -> 0;
                    case ANSWERED, PAGE_READ -> random.nextInt(60);
                    case ANYWHERE -> random.nextInt(1_500);
                };
        LockSupport.parkNanos(Duration.ofMillis(milliseconds).toNanos());
        holdfast.kill(Service.TRADE_SYNC);
        venue.disarm();
        ask(outside, 2);
        venue.trade(random);
        holdfast.restart(Service.TRADE_SYNC);
    }

    /** Half of the orders are filled at once, the others rest; not all ids have the prefix. */
    private void ask(TopicWriter outside, int orders) {
        for (int i = 0; i < orders; i++) {
            boolean rests = random.nextBoolean();
            outside.send(
                    new OrderIntentEvent.Intended(
                            LIVE,
                            RunId.NONE,
                            Optional.empty(),
                            ClientOrderId.of((asked % 3 == 0 ? "other-" : "live-") + asked++),
                            BTC,
                            Side.BUY,
                            rests ? OrderType.LIMIT : OrderType.MARKET,
                            Quantity.of("0.00" + (1 + random.nextInt(9))),
                            rests ? Optional.of(Price.of("40000")) : Optional.empty(),
                            TimeInForce.GTC,
                            Optional.empty(),
                            false,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Instant.now()));
        }
    }

    private void assertThatAllIsTold(LiveVenue venue, Told told) {
        until("a decision on each order", () -> told.decisions() >= asked);
        Set<ClientOrderId> approved =
                told.events(Topic.RISK_DECISIONS)
                        .filter(RiskEvent.Approved.class::isInstance)
                        .map(event -> ((RiskEvent.Approved) event).clientOrderId())
                        .collect(Collectors.toCollection(HashSet::new));
        until(
                "each approved order to be accepted",
                () -> told.accepted().size() >= approved.size(),
                () ->
                        told.accepted().size()
                                + " of "
                                + approved.size()
                                + ", refused "
                                + told.refused());
        StubBook book = venue.book();
        until("all fills", () -> told.fills().size() >= book.fills().size());
        until("the account as it is", () -> told.shown(book));
        until("a ledger that agrees with the venue", () -> told.agrees());

        assertThat(venue.ordersById().values()).as("times that each was sent").containsOnly(1);
        assertThat(book.orders()).extracting(StubBook.Order::clientId).doesNotHaveDuplicates();
        assertThat(book.orders()).hasSameSizeAs(approved);
        assertThat(told.accepted()).containsExactlyInAnyOrderElementsOf(approved);
        assertThat(told.fills())
                .containsExactlyInAnyOrderElementsOf(
                        book.fills().stream().map(Told.Fill::of).toList());
        for (StubBook.Order order : book.orders()) {
            assertThat(told.ends(order.id()))
                    .as("ends of " + order)
                    .isEqualTo(
                            switch (order.status()) {
                                case StubBook.Order.FILLED -> List.of(OrderEvent.Filled.class);
                                case StubBook.Order.CANCELLED ->
                                        List.of(OrderEvent.Cancelled.class);
                                default -> List.of();
                            });
        }
    }

    private static void until(String what, BooleanSupplier condition) {
        until(what, condition, () -> "something else");
    }

    private static void until(String what, BooleanSupplier condition, Supplier<Object> instead) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "Waited in vain for " + what + ", and saw " + instead.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
