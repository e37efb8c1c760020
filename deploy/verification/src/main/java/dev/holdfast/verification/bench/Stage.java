package dev.holdfast.verification.bench;

import dev.holdfast.local.EmbeddedDatabase;
import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.Ports;
import dev.holdfast.local.Service;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Broker, durable database and some of the services as processes of their own, on free ports and
 * fresh data that go with it.
 */
final class Stage implements AutoCloseable {

    /** As many as the topics of a deployment have. */
    private static final int PARTITIONS = 12;

    private static final String RELAY_INPUT = "benchmark.input";
    private static final String RELAY_OUTPUT = "benchmark.output";

    /** The heap of whatever is measured, that of the relay included: taken once and kept. */
    static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m");

    /** As a service runs that is started for days and not for a demonstration. */
    private static final Map<String, String> LASTING =
            Map.of("_JAVA_OPTIONS", String.join(" ", HEAP) + " -XX:TieredStopAtLevel=4");

    private final Path directory;
    private final LocalDeployment deployment;

    private Stage(Path directory, LocalDeployment deployment) {
        this.directory = directory;
        this.deployment = deployment;
    }

    /**
     * @param services those that are measured; none for broker and database alone
     */
    static Stage with(Service... services) throws IOException {
        return of(checkout(), services);
    }

    /**
     * @param environment of the one service that is measured
     */
    static Stage with(Map<String, String> environment, Service service) throws IOException {
        return of(checkout(), environment, service);
    }

    static Stage of(Path checkout, Service... services) throws IOException {
        return of(checkout, Map.of(), services);
    }

    private static Stage of(Path checkout, Map<String, String> environment, Service... services)
            throws IOException {
        Path directory = Files.createTempDirectory("holdfast-benchmark-");
        LocalDeployment.Options options =
                LocalDeployment.Options.at(directory, checkout)
                        .onPorts(Ports.free())
                        .withFreshData()
                        .only(Set.copyOf(Arrays.asList(services)));
        Map<String, String> whole = new HashMap<>(LASTING);
        whole.putAll(environment);
        for (Service service : services) {
            for (Map.Entry<String, String> variable : whole.entrySet()) {
                options = options.with(service, variable.getKey(), variable.getValue());
            }
        }
        return new Stage(directory, LocalDeployment.start(options));
    }

    /** Named by {@code ./holdfast}. */
    private static Path checkout() {
        return Path.of(
                Optional.ofNullable(System.getenv("HOLDFAST_CHECKOUT"))
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "Run it by ./holdfast bench, which knows where"
                                                        + " the services are.")));
    }

    /** Where its data and the logs of its services are while it stands. */
    Path directory() {
        return directory;
    }

    LocalDeployment deployment() {
        return deployment;
    }

    String bootstrapServers() {
        return deployment.bootstrapServers();
    }

    EmbeddedDatabase.Access database(Service service) {
        return deployment.database(service);
    }

    /**
     * Produce to consumed output of a raw relay on this broker and database.
     *
     * @param bytes the size of a record
     */
    Latencies rawRelay(int perSecond, int warmUp, int count, int bytes) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> wanted =
                    Stream.of(RELAY_INPUT, RELAY_OUTPUT)
                            .filter(topic -> !there.contains(topic))
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList();
            admin.createTopics(wanted).all().get();
            // Made by the controller; clients are answered by what the broker has heard of it.
            while (!admin.listTopics()
                    .names()
                    .get()
                    .containsAll(List.of(RELAY_INPUT, RELAY_OUTPUT))) {
                Thread.onSpinWait();
            }
        }
        RoundTrips trips =
                new RoundTrips(
                        bootstrapServers(),
                        List.of(RELAY_OUTPUT),
                        record ->
                                Optional.of(
                                        String.valueOf(ByteBuffer.wrap(record.value()).getInt())));
        try (RawRelay relay =
                RawRelay.start(
                        bootstrapServers(), database(Service.RISK), RELAY_INPUT, RELAY_OUTPUT)) {
            return trips.measure(perSecond, warmUp, count, number -> question(number, bytes));
        }
    }

    private static RoundTrips.Question question(int number, int bytes) {
        byte[] value = ByteBuffer.allocate(Math.max(Integer.BYTES, bytes)).putInt(number).array();
        return new RoundTrips.Question(
                String.valueOf(number),
                new ProducerRecord<>(RELAY_INPUT, "portfolio-" + number % 200, value));
    }

    @Override
    public void close() throws IOException {
        deployment.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
