package dev.holdfast.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the processes of a deployment are started from what the build left in a checkout. */
final class ServiceCommands {

    /**
     * The first compiler alone: starting a service costs 4 s of processor time with it and 9 s with
     * both, and on a small machine all of them start at once.
     */
    private static final List<String> QUICK_START =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=128m");

    /** What the start needed of the heap and running does not goes back: 30 MB a service. */
    private static final List<String> SMALL_HEAP =
            List.of("-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40", "-XX:-ShrinkHeapInSteps");

    /** A process without memory must not go on half alive: what watches it starts it again. */
    private static final String OUT_OF_MEMORY = "-XX:+ExitOnOutOfMemoryError";

    /**
     * The C library otherwise keeps an arena of memory for nearly every thread: 30 MB a service.
     */
    private static final Map<String, String> FEW_ARENAS = Map.of("MALLOC_ARENA_MAX", "2");

    /** See JDK-8293114: what compiling took of the C library's heap goes back. */
    private static final int TRIMMING_SINCE = 22;

    /** See JEP 519. */
    private static final int COMPACT_HEADERS_SINCE = 25;

    /** Enough for some dozens of busy portfolios. */
    private static final String HEAP = "80m";

    private final Path checkout;
    private final Home home;
    private final String heap;

    ServiceCommands(Path checkout, Home home) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.home = home;
        this.heap = heap(Optional.ofNullable(System.getenv("HOLDFAST_HEAP")));
    }

    /**
     * @throws StartFailure where what was asked for is no size
     */
    static String heap(Optional<String> asked) {
        asked.filter(size -> !size.matches("[1-9][0-9]*[mg]"))
                .ifPresent(
                        size -> {
                            throw new StartFailure(
                                    "HOLDFAST_HEAP is '"
                                            + size
                                            + "': give the heap of each service as 96m or 1g.");
                        });
        return asked.orElse(HEAP);
    }

    /**
     * @throws StartFailure naming the first module whose artefact is missing
     */
    void requireBuilt(Set<Service> services) {
        for (Service service : services) {
            if (!Files.exists(artefact(service))) {
                throw new StartFailure(
                        service.module()
                                + " is not built: run ./holdfast build in "
                                + checkout
                                + ".");
            }
        }
    }

    Part broker(int port, int stage, Duration stopLimit) {
        List<String> command = java(Stores.BROKER, "-Xms64m", "-Xmx256m");
        command.addAll(
                List.of(
                        "-Djava.util.logging.config.class=" + BrokerLogging.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        home.data().resolve("kafka").toString(),
                        String.valueOf(port)));
        return new Part(
                Stores.BROKER, stage, command, FEW_ARENAS, home.log(Stores.BROKER), stopLimit);
    }

    /**
     * @param name of this instance: the module's own for the first
     */
    Part service(
            Service service,
            String name,
            int stage,
            Duration stopLimit,
            Map<String, String> environment) {
        List<String> command = java(name, "-Xms32m", "-Xmx" + heap);
        command.addAll(List.of("-jar", artefact(service).toString()));
        Map<String, String> whole = new LinkedHashMap<>(FEW_ARENAS);
        whole.putAll(environment);
        return new Part(name, stage, command, whole, home.log(name), stopLimit);
    }

    private List<String> java(String part, String... heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Part.mark(home.directory(), part));
        command.addAll(List.of(heap));
        command.addAll(QUICK_START);
        command.addAll(SMALL_HEAP);
        command.add(OUT_OF_MEMORY);
        if (Runtime.version().feature() >= TRIMMING_SINCE) {
            command.add("-XX:TrimNativeHeapInterval=10000");
        }
        if (Runtime.version().feature() >= COMPACT_HEADERS_SINCE) {
            command.add("-XX:+UseCompactObjectHeaders");
        }
        return command;
    }

    private Path artefact(Service service) {
        return checkout.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
