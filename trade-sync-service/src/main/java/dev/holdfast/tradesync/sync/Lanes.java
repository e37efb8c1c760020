package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.PortfolioSync;
import dev.holdfast.tradesync.domain.Told.Telling;
import dev.holdfast.tradesync.store.SyncStore;
import dev.holdfast.tradesync.sync.Attention.Wanted;
import dev.holdfast.tradesync.venue.VenueUnavailable;
import dev.holdfast.tradesync.venue.Venues;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives each portfolio two lanes, one for its orders and one for its syncs: what is done on a lane
 * is done by one thread at a time, what is wanted meanwhile is done once more afterwards, and
 * neither a long history nor another portfolio's venue holds an order up.
 */
@ApplicationScoped
public class Lanes {

    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final Duration REQUESTS = Duration.ofSeconds(1);
    private static final int LONGEST_BACKOFF = 6;

    private final VenueWork work;
    private final Venues venues;
    private final Attention attention;
    private final Portfolios<PortfolioSync> portfolios;
    private final SyncStore store;
    private final TradeSyncConfig config;
    private final Map<PortfolioId, Lane> orders = new ConcurrentHashMap<>();
    private final Map<PortfolioId, Lane> syncs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("sync-timer").daemon().factory());

    Lanes(
            VenueWork work,
            Venues venues,
            Attention attention,
            Portfolios<PortfolioSync> portfolios,
            SyncStore store,
            TradeSyncConfig config) {
        this.work = work;
        this.venues = venues;
        this.attention = attention;
        this.portfolios = portfolios;
        this.store = store;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        attention.listen(this::wants);
        venues.all().forEach(venue -> venue.onActivity(attention::sync));
        every(config.interval(), this::lookAtAll);
        every(REQUESTS, this::takeRequests);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private void every(Duration interval, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.warnf("What is done every %s failed this time: %s", interval, e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void lookAtAll() {
        portfolios
                .owned()
                .forEach(
                        (portfolio, state) -> {
                            attention.look(portfolio);
                            if (state.hasWaitingOrders()) {
                                attention.orders(portfolio);
                            }
                        });
    }

    private void takeRequests() {
        List<PortfolioId> owned = List.copyOf(portfolios.owned().keySet());
        if (!owned.isEmpty()) {
            store.takeSyncRequests(owned)
                    .await()
                    .atMost(REQUESTS.multipliedBy(10))
                    .forEach(attention::syncOnRequest);
        }
    }

    private void wants(PortfolioId portfolio, Wanted wanted) {
        switch (wanted) {
            case ORDERS -> orders.computeIfAbsent(portfolio, Lane::new).want(wanted);
            case LOOK, SYNC, SYNC_ON_REQUEST ->
                    syncs.computeIfAbsent(portfolio, Lane::new).want(wanted);
        }
    }

    private final class Lane {

        private final PortfolioId portfolio;
        private boolean busy;
        private boolean paused;
        private Wanted next;
        private int failures;

        private Lane(PortfolioId portfolio) {
            this.portfolio = portfolio;
        }

        private synchronized void want(Wanted wanted) {
            next = next == null || next.compareTo(wanted) < 0 ? wanted : next;
            if (wanted == Wanted.SYNC_ON_REQUEST || wanted == Wanted.ORDERS) {
                paused = false;
            }
            if (!busy && !paused && !threads.isShutdown()) {
                busy = true;
                threads.execute(this::run);
            }
        }

        private synchronized Wanted take() {
            if (paused || next == null) {
                busy = false;
                return null;
            }
            Wanted taken = next;
            next = null;
            return taken;
        }

        private void run() {
            for (Wanted wanted = take(); wanted != null; wanted = take()) {
                attend(wanted);
            }
        }

        private void attend(Wanted wanted) {
            try {
                switch (wanted) {
                    case ORDERS -> workOrders();
                    case LOOK -> sync(Telling.WHEN_DUE);
                    case SYNC -> sync(Telling.WITH_THE_CLOCK);
                    case SYNC_ON_REQUEST -> sync(Telling.ALWAYS);
                }
                failures = 0;
            } catch (Portfolios.NotOwned e) {
                LOG.debugf("%s", e.getMessage());
            } catch (VenueUnavailable e) {
                failures++;
                LOG.warnf("The venue of %s did not answer: %s", portfolio, e.getMessage());
                degrade(e);
                again(wanted, e.retryAfter());
            } catch (RuntimeException e) {
                failures++;
                LOG.errorf(e, "Work at the venue of %s failed and is done again", portfolio);
                again(wanted, Optional.empty());
            }
        }

        private void workOrders() {
            OrderDesk.Done done = work.orders(portfolio);
            if (done.withdrawn()) {
                attention.sync(portfolio);
            }
            if (done.unanswered()) {
                later(Wanted.ORDERS, config.retry());
            }
        }

        private void sync(Telling telling) {
            if (work.sync(portfolio, telling)) {
                want(Wanted.SYNC);
            }
        }

        private void degrade(VenueUnavailable failure) {
            try {
                work.failed(portfolio, failure, failures);
            } catch (RuntimeException e) {
                LOG.warnf("That %s is degraded could not be said: %s", portfolio, e);
            }
        }

        private void again(Wanted wanted, Optional<Duration> asked) {
            Duration pause =
                    config.retry().multipliedBy(1L << Math.min(failures - 1, LONGEST_BACKOFF));
            pause(true);
            later(wanted, asked.filter(after -> after.compareTo(pause) > 0).orElse(pause));
        }

        /** A venue that failed is not asked each time that somebody would like to know. */
        private synchronized void pause(boolean now) {
            paused = now;
        }

        private void later(Wanted wanted, Duration pause) {
            if (!timer.isShutdown()) {
                timer.schedule(
                        () -> {
                            pause(false);
                            want(wanted);
                        },
                        pause.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }
}
