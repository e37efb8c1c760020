package dev.holdfast.local;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.holdfast.contracts.json.EventCodec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a running deployment tells other programs of this machine, in {@code deployment.json}.
 *
 * @param bootstrapServers of the broker
 * @param services where the REST of each is
 * @param database address and superuser, for those who look at tables
 * @param keys the file that holds the API key
 * @param processes the list of its processes
 */
public record Description(
        Instant startedAt,
        String bootstrapServers,
        Map<Service, URI> services,
        String database,
        Path keys,
        Path processes) {

    private static final ObjectMapper JSON = EventCodec.mapper();

    public Description {
        services = new EnumMap<>(services);
    }

    public URI url(Service service) {
        return services.get(service);
    }

    public String apiKey() {
        return new Keys(keys).operator();
    }

    private boolean isRunning() {
        return ProcessTable.read(processes).stream().anyMatch(entry -> entry.process().isPresent());
    }

    void write(Path file) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written.", e);
        }
    }

    static Optional<Description> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Description.class));
        } catch (IOException e) {
            throw new StartFailure(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The deployments whose launcher runs, under a state directory that holds one each. */
    static List<Description> running(Path state) {
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(state)) {
            return homes.sorted()
                    .map(home -> read(new Home(home).description()))
                    .flatMap(Optional::stream)
                    .filter(found -> found.isRunning())
                    .toList();
        } catch (IOException e) {
            throw new StartFailure(state + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
