package dev.holdfast.tradesync.venue;

import dev.holdfast.contracts.value.InvalidValue;

import io.smallrye.config.ConfigMapping;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The venues that the user brought as jars. */
@ApplicationScoped
public class VenuePlugins {

    private final List<VenueProvider> providers;

    /** Where they lie. */
    @ConfigMapping(prefix = "holdfast.venue-plugins")
    public interface Config {

        /** A directory of jars: plugins and what they need, a vendor's library for one. */
        Optional<String> directory();
    }

    /** Of two constructors the container takes the one that is marked, and without it none. */
    @Inject
    VenuePlugins(Config config) {
        this(config.directory().map(Path::of));
    }

    public VenuePlugins(Optional<Path> directory) {
        this.providers =
                directory
                        .map(
                                jars ->
                                        ServiceLoader.load(VenueProvider.class, loader(jars))
                                                .stream()
                                                .map(ServiceLoader.Provider::get)
                                                .toList())
                        .orElseGet(List::of);
    }

    public Optional<VenueProvider> of(String exchange) {
        return providers.stream()
                .filter(provider -> provider.exchange().equals(exchange))
                .findFirst();
    }

    /** Stays open for as long as the service runs: classes are loaded when they are needed. */
    private static ClassLoader loader(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            URL[] jars =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .map(VenuePlugins::url)
                            .toArray(URL[]::new);
            return new URLClassLoader("venue-plugins", jars, VenueProvider.class.getClassLoader());
        } catch (IOException e) {
            throw new InvalidValue(
                    "holdfast.venue-plugins.directory names "
                            + directory
                            + ", which cannot be read.");
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (IOException e) {
            throw new InvalidValue("The plugin " + jar + " has no address.");
        }
    }
}
