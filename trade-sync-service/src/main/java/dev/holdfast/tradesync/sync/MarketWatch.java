package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.event.MarketEvent;
import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.runtime.handler.MarketPublisher;
import dev.holdfast.runtime.handler.StoredStates;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.Account;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.store.InstanceLock;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueUnavailable;
import dev.holdfast.tradesync.venue.Venues;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the time and the marks of real venues, which a simulated one tells itself. Of several
 * instances one does it for each venue.
 */
@ApplicationScoped
public class MarketWatch {

    private static final Logger LOG = Logger.getLogger(MarketWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Venues venues;
    private final VenueStates states;
    private final MarketPublisher marks;
    private final StoredStates<PortfolioSync> portfolios;
    private final AgroalDataSource source;
    private final Duration interval;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("market-timer").daemon().factory());

    MarketWatch(
            Venues venues,
            VenueStates states,
            MarketPublisher marks,
            StoredStates<PortfolioSync> portfolios,
            AgroalDataSource source,
            TradeSyncConfig config) {
        this.venues = venues;
        this.states = states;
        this.marks = marks;
        this.portfolios = portfolios;
        this.source = source;
        this.interval = config.marks();
    }

    void start(@Observes StartupEvent event) {
        for (VenueAdapter venue : venues.all()) {
            if (venue.mode() == TradingMode.LIVE) {
                InstanceLock lock = new InstanceLock(source, "market-" + venue.venue());
                threads.execute(() -> next(venue, lock));
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** One turn, and the next one a while after its end. */
    private void next(VenueAdapter venue, InstanceLock lock) {
        try {
            if (lock.held()) {
                tell(venue);
            }
        } catch (VenueUnavailable e) {
            states.readingFailed(venue, e, Instant.now());
            LOG.warnf("%s does not tell its marks: %s", venue.venue(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("The marks of %s could not be told this time: %s", venue.venue(), e);
        }
        if (!timer.isShutdown()) {
            timer.schedule(
                    () -> threads.execute(() -> next(venue, lock)),
                    interval.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void tell(VenueAdapter venue) {
        List<MarketEvent> events = new ArrayList<>();
        Instant now = venue.clock();
        for (Symbol symbol : symbols(venue)) {
            venue.lastPrice(symbol)
                    .ifPresent(
                            price ->
                                    events.add(
                                            new MarketEvent.MarkUpdated(
                                                    PortfolioId.ALL,
                                                    RunId.NONE,
                                                    venue.venue(),
                                                    symbol,
                                                    price,
                                                    Optional.empty(),
                                                    Optional.empty(),
                                                    now,
                                                    Instant.now())));
        }
        events.add(new MarketEvent.ClockTicked(PortfolioId.ALL, RunId.NONE, venue.venue(), now));
        marks.publish(events).await().atMost(PATIENCE);
    }

    /** What is watched, and what any portfolio of the venue trades or has traded. */
    private Set<Symbol> symbols(VenueAdapter venue) {
        Set<Symbol> symbols = new TreeSet<>(venue.watched());
        for (PortfolioSync state : portfolios.all().await().atMost(PATIENCE).values()) {
            if (state.account().map(Account::venue).filter(venue.venue()::equals).isPresent()) {
                symbols.addAll(state.cursors().keySet());
                state.orders().values().forEach(order -> symbols.add(order.symbol()));
            }
        }
        return symbols;
    }
}
