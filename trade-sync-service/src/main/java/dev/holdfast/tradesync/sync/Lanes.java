package dev.holdfast.tradesync.sync;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.runtime.handler.Portfolios;
import dev.holdfast.tradesync.TradeSyncConfig;
import dev.holdfast.tradesync.domain.PortfolioSync;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives each portfolio a lane: its work at the venue is done by one thread at a time, what is
 * wanted meanwhile is done once more afterwards, and no portfolio waits for another one's venue.
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
    private final Map<PortfolioId, Lane> lanes = new ConcurrentHashMap<>();
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
        every(config.interval(), () -> portfolios.owned().keySet().forEach(attention::sync));
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
        lanes.computeIfAbsent(portfolio, Lane::new).want(wanted);
    }

    private final class Lane {

        private final PortfolioId portfolio;
        private boolean busy;
        private Wanted next;
        private int failures;

        private Lane(PortfolioId portfolio) {
            this.portfolio = portfolio;
        }

        private synchronized void want(Wanted wanted) {
            next = next == null || next.compareTo(wanted) < 0 ? wanted : next;
            if (!busy && !threads.isShutdown()) {
                busy = true;
                threads.execute(this::run);
            }
        }

        private synchronized Wanted take() {
            Wanted taken = next;
            next = null;
            busy = taken != null;
            return taken;
        }

        private void run() {
            for (Wanted wanted = take(); wanted != null; wanted = take()) {
                attend(wanted);
            }
        }

        private void attend(Wanted wanted) {
            try {
                if (work.attend(portfolio, wanted)) {
                    want(Wanted.SYNC);
                }
                failures = 0;
            } catch (Portfolios.NotOwned e) {
                LOG.debugf("%s", e.getMessage());
            } catch (VenueUnavailable e) {
                failures++;
                LOG.warnf("The venue of %s did not answer: %s", portfolio, e.getMessage());
                degrade(e);
                again(wanted);
            } catch (RuntimeException e) {
                failures++;
                LOG.errorf(e, "Work at the venue of %s failed and is done again", portfolio);
                again(wanted);
            }
        }

        private void degrade(VenueUnavailable failure) {
            try {
                work.failed(portfolio, failure, failures);
            } catch (RuntimeException e) {
                LOG.warnf("That %s is degraded could not be said: %s", portfolio, e);
            }
        }

        private void again(Wanted wanted) {
            if (!timer.isShutdown()) {
                Duration pause =
                        config.retry().multipliedBy(1L << Math.min(failures - 1, LONGEST_BACKOFF));
                timer.schedule(() -> want(wanted), pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
