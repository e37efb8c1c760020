package dev.holdfast.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What the services of a deployment stand on: PostgreSQL, and a broker that has all topics. */
final class Stores {

    static final String DATABASE = "postgres";
    static final String BROKER = "broker";

    static final int DATABASE_STAGE = 0;
    static final int BROKER_STAGE = 1;

    private final Home home;
    private final Ports ports;
    private final ServiceCommands commands;
    private final Supervisor supervisor;
    private final Readiness readiness;
    private volatile CompletableFuture<EmbeddedDatabase> database =
            CompletableFuture.failedFuture(new StartFailure("PostgreSQL was not started."));

    Stores(
            Home home,
            Ports ports,
            ServiceCommands commands,
            Supervisor supervisor,
            Readiness readiness) {
        this.home = home;
        this.ports = ports;
        this.commands = commands;
        this.supervisor = supervisor;
        this.readiness = readiness;
    }

    /** Starts both at once; returns when both are there. */
    void start(Duration startLimit, Duration stopLimit) {
        Part broker = commands.broker(ports.broker(), BROKER_STAGE, stopLimit);
        supervisor.start(broker);
        database = CompletableFuture.supplyAsync(() -> startDatabase(stopLimit));
        readiness.awaitPort(broker, ports.broker(), startLimit);
        DeploymentTopics.create(bootstrapServers(), EmbeddedBroker.DEFAULT_PARTITIONS);
        try {
            database.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        }
    }

    private EmbeddedDatabase startDatabase(Duration stopLimit) {
        Path data = home.postgres();
        Path log = home.log(DATABASE);
        Part part =
                new Part(
                        DATABASE,
                        DATABASE_STAGE,
                        List.of(data.toString()),
                        Map.of(),
                        log,
                        stopLimit);
        EmbeddedDatabase started =
                EmbeddedDatabase.start(
                        EmbeddedDatabase.Settings.keptIn(data)
                                .onPort(ports.database())
                                .loggingTo(log)
                                .unpackedTo(home.binaries())
                                .stoppedByItsOwnerAlone());
        supervisor.adopt(part, started.process(), data.toString(), started::close);
        return started;
    }

    /** Where Kafka clients connect. */
    String bootstrapServers() {
        return "127.0.0.1:" + ports.broker();
    }

    EmbeddedDatabase database() {
        return database.join();
    }

    /** Waits until a start is through: stopped half way, PostgreSQL would stay behind. */
    void settle() {
        database.handle((started, failed) -> null).join();
    }
}
