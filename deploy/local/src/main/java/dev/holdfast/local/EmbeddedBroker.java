package dev.holdfast.local;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Kafka broker (KRaft, its own controller) in this JVM, on the loopback interface alone. What was
 * written to a data directory is there again when a broker is started on it.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** What the topics of a deployment have unless told otherwise. */
    public static final int DEFAULT_PARTITIONS = 12;

    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;
    private final Optional<Path> temporary;

    private EmbeddedBroker(KafkaRaftServer server, int port, Optional<Path> temporary) {
        this.server = server;
        this.port = port;
        this.temporary = temporary;
    }

    /**
     * How a broker runs.
     *
     * @param dataDirectory where records are kept; empty for a temporary one that goes with the
     *     broker
     * @param port of the clients; 0 for any free one
     */
    public record Settings(Optional<Path> dataDirectory, int port) {

        /** For a test: any port, and nothing is left behind. */
        public static Settings temporary() {
            return new Settings(Optional.empty(), 0);
        }

        public static Settings keptIn(Path dataDirectory) {
            return new Settings(Optional.of(dataDirectory), 0);
        }

        public Settings onPort(int port) {
            return new Settings(dataDirectory, port);
        }
    }

    /**
     * Starts a broker and returns once it serves clients, in about two seconds.
     *
     * @throws StartFailure where the port is taken or the data directory cannot be used
     */
    public static EmbeddedBroker start(Settings wanted) {
        if (wanted.port() != 0 && !Port.isFree(wanted.port())) {
            throw new StartFailure(
                    "Port "
                            + wanted.port()
                            + " of the broker is in use: stop what listens there, or choose others"
                            + " with --port-base.");
        }
        int port = wanted.port() == 0 ? Port.free() : wanted.port();
        Optional<Path> temporary =
                wanted.dataDirectory().isPresent()
                        ? Optional.empty()
                        : Optional.of(Directories.temporary("holdfast-broker-"));
        Path data = Directories.make(wanted.dataDirectory().or(() -> temporary).orElseThrow());
        try {
            format(data);
            KafkaRaftServer server =
                    new KafkaRaftServer(
                            KafkaConfig.fromProps(properties(data, port, temporary.isPresent())),
                            Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(server, port, temporary);
        } catch (Exception e) {
            temporary.ifPresent(Directories::delete);
            throw new StartFailure("The broker does not start on " + data + ": " + e, e);
        }
    }

    /** Where clients connect, such as {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Makes every topic of the contracts and the dead letters of every service; those that are
     * there stay as they are.
     */
    public void createTopics(int partitions) {
        DeploymentTopics.create(bootstrapServers(), partitions);
    }

    /** Makes all topics with the usual number of partitions. */
    public void createTopics() {
        createTopics(DEFAULT_PARTITIONS);
    }

    /** Returns when the broker ends. */
    public void awaitStop() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        temporary.ifPresent(Directories::delete);
    }

    private static void format(Path data) throws Exception {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter =
                new Formatter()
                        .setPrintStream(
                                new PrintStream(
                                        OutputStream.nullOutputStream(),
                                        false,
                                        StandardCharsets.UTF_8))
                        .setClusterId(Uuid.randomUuid().toString())
                        .setNodeId(NODE_ID)
                        .setControllerListenerName("CONTROLLER")
                        .setMetadataLogDirectory(data.toString());
        formatter.addDirectory(data.toString());
        formatter.run();
    }

    private static Properties properties(Path data, int port, boolean temporary) {
        int controllerPort = Port.free();
        Properties properties = new Properties();
        Stream.of(
                        "process.roles=broker,controller",
                        "node.id=" + NODE_ID,
                        "log.dirs=" + data,
                        "controller.quorum.voters=" + NODE_ID + "@127.0.0.1:" + controllerPort,
                        "controller.listener.names=CONTROLLER",
                        "listeners=CLIENTS://127.0.0.1:"
                                + port
                                + ",CONTROLLER://127.0.0.1:"
                                + controllerPort,
                        "advertised.listeners=CLIENTS://127.0.0.1:" + port,
                        "listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name=CLIENTS",
                        // One node has nobody to wait for.
                        "controller.quorum.election.timeout.ms=100",
                        "controller.quorum.election.backoff.max.ms=50",
                        "broker.heartbeat.interval.ms=200",
                        "group.initial.rebalance.delay.ms=0",
                        // How long a start waits for the registration of a killed predecessor,
                        // which a temporary broker has not; and how long a machine may stand still.
                        "broker.session.timeout.ms=" + (temporary ? 60_000 : 6_000),
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=4",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=4",
                        "share.coordinator.state.topic.replication.factor=1",
                        "share.coordinator.state.topic.min.isr=1",
                        "share.coordinator.state.topic.num.partitions=4",
                        // A topic that nobody made is a mistake.
                        "auto.create.topics.enable=false",
                        // Small buffers: hundreds of partitions, a machine that others use too.
                        "log.cleaner.dedupe.buffer.size=16777216",
                        "log.index.size.max.bytes=1048576",
                        "num.network.threads=2",
                        "num.io.threads=4",
                        "background.threads=2",
                        "num.recovery.threads.per.data.dir=2")
                .map(line -> line.split("=", 2))
                .forEach(pair -> properties.setProperty(pair[0], pair[1]));
        return properties;
    }
}
