package dev.holdfast.local.cli;

import dev.holdfast.local.Description;
import dev.holdfast.local.Service;
import dev.holdfast.local.StateDirectory;

import picocli.CommandLine.Option;

import java.net.URI;
import java.util.Optional;

/** Which deployment a command means: the one that runs here, unless told otherwise. */
public final class Target {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "The broker, where it is not the one that runs here.")
    private Optional<String> bootstrapServers = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The service's REST, where it is not the one that runs here.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            description = "The key, where it is not that of the deployment that runs here.")
    private Optional<String> apiKey = Optional.empty();

    String bootstrapServers() {
        return bootstrapServers.orElseGet(() -> running().bootstrapServers());
    }

    /** Whether it is the deployment that runs here. */
    boolean isHere() {
        return bootstrapServers.isEmpty();
    }

    Rest rest(Service service) {
        return new Rest(
                url.orElseGet(() -> running().url(service)),
                apiKey.orElseGet(() -> running().apiKey()));
    }

    private static Description running() {
        return StateDirectory.running();
    }
}
