package dev.holdfast.local.demo;

import dev.holdfast.contracts.value.PortfolioId;
import dev.holdfast.contracts.value.RunId;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Service;
import dev.holdfast.local.StartFailure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A run of the demonstration bot, outside all services. It ends by itself when its time is over.
 */
final class BotProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final String version;
    private final Process process;

    private BotProcess(String version, Process process) {
        this.version = version;
        this.process = process;
    }

    /**
     * Starts a bot and returns when it reads the market.
     *
     * @param from when it begins to trade, by the venue's clock
     * @param until when it ends its run
     */
    static BotProcess start(
            LocalDeployment deployment,
            PortfolioId portfolio,
            String version,
            Instant from,
            Instant until,
            Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(
                        DemoBot.command(
                                deployment.bootstrapServers(),
                                deployment.url(Service.PORTFOLIO),
                                portfolio,
                                RunId.of("demo-" + version),
                                version,
                                from,
                                until));
        builder.environment().put("HOLDFAST_API_KEY", deployment.apiKey());
        builder.redirectErrorStream(true);
        try {
            Files.createDirectories(log.getParent());
            Process process = builder.start();
            BufferedReader lines = process.inputReader();
            awaitReady(lines, version, log);
            Thread.ofVirtual().start(() -> drain(lines, log));
            return new BotProcess(version, process);
        } catch (IOException e) {
            throw new StartFailure("Bot " + version + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void awaitReady(BufferedReader lines, String version, Path log)
            throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            if (line.equals("READY")) {
                Files.writeString(log, said);
                return;
            }
        }
        Files.writeString(log, said);
        throw new StartFailure("Bot " + version + " ended before it began: see " + log + ".");
    }

    private static void drain(BufferedReader lines, Path log) {
        try (var writer = Files.newBufferedWriter(log, StandardOpenOption.APPEND)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The output of a bot broke off", e);
        }
    }

    /** Waits for its end. */
    void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StartFailure(
                        "Bot " + version + " did not end within " + limit.toSeconds() + " s.");
            }
            if (process.exitValue() != 0) {
                throw new StartFailure(
                        "Bot " + version + " failed with status " + process.exitValue() + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while bot " + version + " was ending.", e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
