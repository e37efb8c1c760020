package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.Price;
import dev.holdfast.contracts.value.Quantity;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.paper.domain.Print;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.Step;
import dev.holdfast.tradesync.paper.domain.TapeState;
import dev.holdfast.tradesync.paper.domain.VenueTerms;
import dev.holdfast.tradesync.venue.VenueAdapter;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

/** The paper venue with a tape that a test prints on, on a fresh schema. */
public final class PaperUnderTest {

    private static final Symbol BTC_USD = Symbol.of("BTC/USD");

    private final PaperExchange exchange;
    private final PaperMarket market;

    public PaperUnderTest(PortfolioId account) {
        DataSource database = Server.ONE.getPostgresDatabase();
        try {
            migrate(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        VenueTerms terms =
                new VenueTerms(
                        BTC_USD,
                        new BigDecimal("0.01"),
                        new BigDecimal("0.00000001"),
                        BigDecimal.ONE,
                        new BigDecimal("15"),
                        new BigDecimal("25"),
                        BigDecimal.ZERO,
                        BigDecimal.ONE,
                        false);
        Venue venue = Venue.of("paper");
        JdbcWork work = new JdbcWork(database);
        BookTables books = new BookTables();
        exchange =
                new PaperExchange(
                        venue,
                        terms,
                        Map.of(Currency.of("USD"), new BigDecimal("10000")),
                        50,
                        work,
                        books);
        market = new PaperMarket(venue, terms, work, books);
        market.begin(
                new Replay(
                        "printed",
                        TapeState.RUNNING,
                        Speed.of("1"),
                        0,
                        0,
                        Instant.parse("2013-11-25T00:00:00Z"),
                        Optional.of(Price.of("101")),
                        1,
                        0));
        exchange.open(account);
    }

    private static void migrate(DataSource database) throws IOException, SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade; create schema public");
            for (String name : List.of("V101__paper_venue", "V113__paper_stops")) {
                try (InputStream script =
                        PaperUnderTest.class.getResourceAsStream(
                                "/db/migration/" + name + ".sql")) {
                    statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    public VenueAdapter venue() {
        return exchange;
    }

    public Symbol symbol() {
        return BTC_USD;
    }

    /** Prints a trade, which the orders that it reaches are filled by. */
    public void print(String quantity, String price) {
        Replay before = market.replay();
        Instant at = before.at().plusSeconds(1);
        Print print = new Print(before.position() + 1, at, Price.of(price), Quantity.of(quantity));
        market.step(before, new Step(List.of(print), List.of(), before.position() + 1, at, false))
                .orElseThrow();
    }

    /** Started when it is first needed, stopped with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
