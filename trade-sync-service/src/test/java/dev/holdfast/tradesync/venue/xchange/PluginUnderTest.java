package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.OrderId;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenuePlugins;
import dev.holdfast.tradesync.venue.VenueProvider;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * A venue that the service's classes know nothing of: compiled against the service as a user would,
 * packed into a jar of its own beside its vendor's jar, and found in their directory.
 */
final class PluginUnderTest implements VenueUnderTest {

    private static final Path SOURCES = Path.of("src/test/plugin");
    private static final VenuePlugins PLUGINS = new VenuePlugins(Optional.of(brought()));

    private final VenueAdapter venue;
    private final Object exchange;

    PluginUnderTest() {
        String port = UUID.randomUUID().toString();
        VenueProvider provider = PLUGINS.of("brought").orElseThrow();
        venue = provider.open(Venue.of("ours"), Map.of("port", port));
        exchange = call(vendor(provider), null, "connect", port);
    }

    @Override
    public VenueAdapter venue() {
        return venue;
    }

    @Override
    public Symbol symbol() {
        return Symbol.of("BTC/USD");
    }

    @Override
    public void marketComesTo(OrderId order, String quantity, String price) {
        call(exchange.getClass(), exchange, "execute", order.value(), quantity, price);
    }

    @Override
    public void close() {
        // Its exchange is in memory, one for each port.
    }

    @Override
    public String toString() {
        return "PLUGIN";
    }

    private static Class<?> vendor(VenueProvider provider) {
        try {
            return provider.getClass().getClassLoader().loadClass("org.example.vendor.Exchange");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object call(Class<?> type, Object on, String method, String... arguments) {
        try {
            Class<?>[] types =
                    Stream.of(arguments).map(argument -> String.class).toArray(Class[]::new);
            return type.getMethod(method, types).invoke(on, (Object[]) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path brought() {
        try {
            Path directory = Files.createTempDirectory("venue-plugins");
            Path vendor = compiled("vendor", List.of());
            Path venue =
                    compiled(
                            "venue",
                            List.of(vendor, location(VenueAdapter.class), location(Venue.class)));
            pack(directory.resolve("vendor.jar"), vendor, Map.of());
            pack(
                    directory.resolve("venue.jar"),
                    venue,
                    Map.of(
                            "META-INF/services/" + VenueProvider.class.getName(),
                            "org.example.venue.BroughtProvider"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path compiled(String what, List<Path> against) throws IOException {
        Path classes = Files.createTempDirectory(what);
        List<String> arguments =
                new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "--release", "21"));
        if (!against.isEmpty()) {
            arguments.add("-classpath");
            arguments.add(
                    String.join(
                            java.io.File.pathSeparator,
                            against.stream().map(Path::toString).toList()));
        }
        try (Stream<Path> sources = Files.walk(SOURCES.resolve(what))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> arguments.add(file.toString()));
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IllegalStateException("The plugin does not compile.");
        }
        return classes;
    }

    private static void pack(Path jar, Path classes, Map<String, String> texts) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.putNextEntry(new JarEntry(text.getKey()));
                out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
    }
}
