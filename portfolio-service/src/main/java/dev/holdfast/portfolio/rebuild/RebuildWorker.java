package dev.holdfast.portfolio.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;
import dev.holdfast.portfolio.domain.PortfolioState;
import dev.holdfast.portfolio.store.Rebuilds;
import dev.holdfast.portfolio.store.Rebuilds.Asked;
import dev.holdfast.portfolio.store.Rebuilds.Status;
import dev.holdfast.runtime.handler.Portfolios;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks for rebuilds of the portfolios that this instance owns, and does one after the other. */
@ApplicationScoped
class RebuildWorker {

    private static final Logger LOG = Logger.getLogger(RebuildWorker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Rebuilds rebuilds;
    private final Rebuilder rebuilder;
    private final Portfolios<PortfolioState> portfolios;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon().name("rebuilds").unstarted(work));

    RebuildWorker(Rebuilds rebuilds, Rebuilder rebuilder, Portfolios<PortfolioState> portfolios) {
        this.rebuilds = rebuilds;
        this.rebuilder = rebuilder;
        this.portfolios = portfolios;
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void look() {
        try {
            rebuilds.begin(portfolios.owned().keySet())
                    .await()
                    .atMost(PATIENCE)
                    .ifPresent(this::rebuild);
        } catch (RuntimeException e) {
            // One that was begun and not noted as over is begun anew.
            LOG.warnf("Rebuilds cannot be looked for: %s", e.getMessage());
        }
    }

    private void rebuild(Asked asked) {
        Status status = Status.FINISHED;
        RebuildReport report;
        try {
            report = rebuilder.rebuild(asked.portfolioId(), asked.rebuildId(), asked.swap());
            LOG.infof(
                    "Portfolio %s was rebuilt from %d records: %d differences%s",
                    asked.portfolioId(),
                    report.records(),
                    report.differenceCount(),
                    report.swapped() ? ", and swapped" : "");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warnf(e, "Portfolio %s could not be rebuilt", asked.portfolioId());
            status = Status.FAILED;
            report = RebuildReport.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        rebuilds.finish(asked.rebuildId(), status, json(report)).await().atMost(PATIENCE);
    }

    private static String json(RebuildReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report must be writable", e);
        }
    }
}
