package dev.holdfast.tradesync.paper;

import dev.holdfast.contracts.value.Currency;
import dev.holdfast.contracts.value.Decimals;
import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.runtime.handler.MarketPublisher;
import dev.holdfast.tradesync.paper.domain.Replay;
import dev.holdfast.tradesync.paper.domain.Speed;
import dev.holdfast.tradesync.paper.domain.TapeState;
import dev.holdfast.tradesync.paper.domain.VenueTerms;
import dev.holdfast.tradesync.store.InstanceLock;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueConnector;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The paper venue as a part of the service: there where a tape is configured. */
@ApplicationScoped
public class PaperVenue implements VenueConnector {

    private static final long TO_STOP_MS = 5_000;

    private final Optional<Parts> parts;

    /** What it is made of. */
    record Parts(
            Tape tape,
            PaperMarket market,
            PaperExchange exchange,
            TapePlayer player,
            Thread thread) {}

    PaperVenue(PaperConfig config, AgroalDataSource source, MarketPublisher marks) {
        this.parts = config.tape().map(tape -> assemble(config, Path.of(tape), source, marks));
    }

    @Override
    public List<VenueAdapter> adapters() {
        return parts.map(Parts::exchange).map(List::<VenueAdapter>of).orElseGet(List::of);
    }

    Optional<Parts> parts() {
        return parts;
    }

    void start(@Observes StartupEvent event) {
        parts.ifPresent(all -> all.thread().start());
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (parts.isPresent()) {
            parts.get().player().stop();
            parts.get().thread().join(TO_STOP_MS);
        }
    }

    private static Parts assemble(
            PaperConfig config, Path file, AgroalDataSource source, MarketPublisher marks) {
        Tape tape = Tape.open(file);
        Venue venue = Venue.of(config.venue());
        VenueTerms terms = terms(config);
        JdbcWork work = new JdbcWork(source);
        BookTables books = new BookTables();
        PaperMarket market = new PaperMarket(venue, terms, work, books);
        PaperExchange exchange =
                new PaperExchange(
                        venue, terms, deposits(config.balances()), config.pageSize(), work, books);
        begin(config, tape, market);
        TapePlayer player =
                new TapePlayer(
                        tape,
                        terms.symbol(),
                        market,
                        exchange,
                        marks,
                        new InstanceLock(source, "paper-tape-" + venue.value()),
                        config);
        Thread thread = new Thread(player, "paper-tape");
        thread.setDaemon(true);
        return new Parts(tape, market, exchange, player, thread);
    }

    private static void begin(PaperConfig config, Tape tape, PaperMarket market) {
        market.begin(
                new Replay(
                        tape.name(),
                        config.autostart() ? TapeState.RUNNING : TapeState.READY,
                        Speed.of(config.speed()),
                        0,
                        0,
                        tape.from(),
                        Optional.empty(),
                        1,
                        0));
        String before = market.replay().tape();
        if (!before.equals(tape.name())) {
            throw new Tape.UnreadableTape(
                    "The paper venue has begun to replay "
                            + before
                            + " and holdfast.paper.tape names "
                            + tape.name()
                            + ": name the first again, or start with an empty database.");
        }
    }

    private static VenueTerms terms(PaperConfig config) {
        try {
            return new VenueTerms(
                    Symbol.of(config.symbol()),
                    config.tick(),
                    config.lot(),
                    config.minimumNotional(),
                    config.makerBps(),
                    config.takerBps(),
                    config.slippageBps(),
                    config.participation(),
                    config.margin());
        } catch (InvalidValue e) {
            throw new InvalidValue("holdfast.paper: " + e.getMessage());
        }
    }

    private static Map<Currency, BigDecimal> deposits(List<String> balances) {
        Map<Currency, BigDecimal> deposits = new TreeMap<>();
        for (String balance : balances) {
            String[] parts = balance.strip().split("\\s+");
            if (parts.length != 2) {
                throw new InvalidValue(
                        "holdfast.paper.balances must be amounts with their currency, such as"
                                + " '10000 USD', not '"
                                + balance
                                + "'");
            }
            BigDecimal amount = Decimals.parse(parts[0], "holdfast.paper.balances");
            if (amount.signum() > 0) {
                deposits.put(Currency.of(parts[1]), amount);
            }
        }
        return deposits;
    }
}
