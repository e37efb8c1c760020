package dev.holdfast.local;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All of Holdfast on this machine: PostgreSQL (durable), a broker with all topics, and the five
 * services, each a process of its own, started from the artefacts that are deployed elsewhere too.
 *
 * <p>A part that ends without having been asked to completes {@link #failure}; whoever started the
 * deployment then closes it, which stops all parts in order. {@link #kill} and {@link #restart} are
 * requests and fail nothing.
 */
public final class LocalDeployment implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    /** Parts stop from the highest stage down: what is needed by others stops after them. */
    private static final int SERVICES_STAGE = Stores.BROKER_STAGE + 1;

    private static final int LAUNCHER_STAGE = SERVICES_STAGE + 1;

    private final Options options;
    private final Home home;
    private final FileChannel lock;
    private final Keys keys;
    private final ServiceCommands commands;
    private final Supervisor supervisor;
    private final Readiness readiness;
    private final Stores stores;
    private final Map<Service, Part> services = new EnumMap<>(Service.class);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread stopOnExit = new Thread(this::stop, "holdfast-stop");

    /**
     * How a deployment runs.
     *
     * @param directory of this deployment alone: its data, logs, key and process list
     * @param checkout where the built modules are
     * @param ports of the services, the broker and the database
     * @param fresh whether data of an earlier start are thrown away
     * @param services those that are started; the others may still be given an environment
     * @param environment added to that of single services, such as {@code HOLDFAST_PAPER_TAPE}
     * @param progress told of every step
     */
    public record Options(
            Path directory,
            Path checkout,
            Ports ports,
            boolean fresh,
            Set<Service> services,
            Map<Service, Map<String, String>> environment,
            Progress progress) {

        /** On the usual ports, with the data of the last start. */
        public static Options at(Path directory, Path checkout) {
            return new Options(
                    directory,
                    checkout,
                    Ports.standard(),
                    false,
                    EnumSet.allOf(Service.class),
                    Map.of(),
                    Progress.silent());
        }

        public Options onPorts(Ports ports) {
            return new Options(directory, checkout, ports, fresh, services, environment, progress);
        }

        public Options withFreshData() {
            return new Options(directory, checkout, ports, true, services, environment, progress);
        }

        /** With these services alone, for what needs no more of them. */
        public Options only(Set<Service> services) {
            return new Options(directory, checkout, ports, fresh, services, environment, progress);
        }

        public Options with(Service service, String variable, String value) {
            Map<Service, Map<String, String>> all = new EnumMap<>(Service.class);
            all.putAll(environment);
            Map<String, String> one = new LinkedHashMap<>(all.getOrDefault(service, Map.of()));
            one.put(variable, value);
            all.put(service, Map.copyOf(one));
            return new Options(directory, checkout, ports, fresh, services, all, progress);
        }

        public Options telling(Progress progress) {
            return new Options(directory, checkout, ports, fresh, services, environment, progress);
        }
    }

    private LocalDeployment(Options options, Home home, FileChannel lock) {
        this.options = options;
        this.home = home;
        this.lock = lock;
        this.keys = new Keys(home.keys());
        this.commands = new ServiceCommands(options.checkout(), home);
        this.supervisor = new Supervisor(home.processes());
        this.readiness = new Readiness(supervisor.failure());
        this.stores = new Stores(home, options.ports(), commands, supervisor, readiness);
    }

    /**
     * Starts all parts and returns when every service is ready.
     *
     * @throws StartFailure saying in one sentence what is in the way; nothing is left running then
     */
    public static LocalDeployment start(Options options) {
        Home home = new Home(options.directory());
        FileChannel lock = home.take();
        LocalDeployment deployment = new LocalDeployment(options, home, lock);
        Runtime.getRuntime().addShutdownHook(deployment.stopOnExit);
        try {
            deployment.start();
            return deployment;
        } catch (RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    private void start() {
        home.requireSpace();
        commands.requireBuilt(options.services());
        Progress progress = options.progress();
        forgetDescription();
        if (Leftovers.anyOf(home)) {
            progress.step("Stopping what the last start left running", () -> Leftovers.stop(home));
        }
        supervisor.noteLauncher(LAUNCHER_STAGE);
        options.ports().requireFree();
        if (options.fresh()) {
            Directories.delete(home.data());
        }
        Directories.make(home.data());
        keys.operator();
        describe();
        progress.step(
                "Starting PostgreSQL and the broker", () -> stores.start(START_LIMIT, STOP_LIMIT));
        progress.step("Starting the five services", this::startServices);
    }

    private void startServices() {
        for (Service service : options.services()) {
            Part part = part(service, service.module(), options.ports().of(service), 0);
            services.put(service, part);
            supervisor.start(part);
        }
        services.forEach((service, part) -> readiness.awaitReady(part, url(service), START_LIMIT));
    }

    private Part part(Service service, String name, int port, int instance) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        environment.put("HOLDFAST_SECURITY_KEYS", keys.file().toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        environment.putAll(database(service).environment());
        // A service that was killed has its partitions back as soon as it is up again.
        environment.put("HOLDFAST_RUNTIME_INSTANCE", service.module() + "-" + instance);
        environment.putAll(options.environment().getOrDefault(service, Map.of()));
        return commands.service(service, name, SERVICES_STAGE, STOP_LIMIT, environment);
    }

    /** A second process of a service, which shares the work with the first. */
    public final class SecondInstance {

        private final Part part;
        private final URI url;

        private SecondInstance(Part part, URI url) {
            this.part = part;
            this.url = url;
        }

        public URI url() {
            return url;
        }

        /** Ends it the hard way, as a crash would. */
        public void kill() {
            supervisor.kill(part.name());
        }

        /** Starts it after it was killed; returns when it is ready. */
        public void restart() {
            supervisor.start(part);
            readiness.awaitReady(part, url, START_LIMIT);
        }
    }

    /**
     * Starts a second process of a service, in the same consumer group; returns when it is ready.
     */
    public SecondInstance startSecond(Service service) {
        int port = Port.free();
        SecondInstance second =
                new SecondInstance(
                        part(service, service.module() + "-1", port, 1),
                        URI.create("http://127.0.0.1:" + port + "/"));
        second.restart();
        return second;
    }

    private void describe() {
        Map<Service, URI> urls = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            urls.put(service, url(service));
        }
        new Description(
                        Instant.now(),
                        bootstrapServers(),
                        urls,
                        "postgresql://127.0.0.1:" + options.ports().database() + "/holdfast",
                        keys.file(),
                        home.processes())
                .write(home.description());
    }

    /** Where the REST of a service is, such as {@code http://127.0.0.1:8080/}. */
    public URI url(Service service) {
        return URI.create("http://127.0.0.1:" + options.ports().of(service) + "/");
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return stores.bootstrapServers();
    }

    /** The database as one service sees it. */
    public EmbeddedDatabase.Access database(Service service) {
        return stores.database().access(service);
    }

    /** The operator's key, for the header {@code X-API-Key}. */
    public String apiKey() {
        return keys.operator();
    }

    /** What a service writes to its output. */
    public Path log(Service service) {
        return home.log(service.module());
    }

    /** Ends a service the hard way, as a crash would. It stays down until {@link #restart}. */
    public void kill(Service service) {
        supervisor.kill(service.module());
    }

    /** Starts a service that was killed, or stops one in order first; returns when it is ready. */
    public void restart(Service service) {
        if (supervisor.runs(service.module())) {
            supervisor.stop(service.module());
        }
        Part part = services.get(service);
        supervisor.start(part);
        readiness.awaitReady(part, url(service), START_LIMIT);
    }

    /** Resident bytes of each part by its name, the launcher's own process among them. */
    public Map<String, Long> residentBytes() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        supervisor
                .processes()
                .forEach(
                        (name, process) ->
                                bytes.put(
                                        name,
                                        name.equals(Stores.DATABASE)
                                                ? Memory.ofFamily(process)
                                                : Memory.of(process)));
        bytes.put("launcher", Memory.of(ProcessHandle.current()));
        return bytes;
    }

    /** Completes with one sentence when a part ends that nobody asked to end. */
    public CompletableFuture<String> failure() {
        return supervisor.failure().thenApply(Supervisor.Failure::sentence);
    }

    /** Stops all parts in order: services, broker, database. What was written is kept. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(stopOnExit);
        } catch (IllegalStateException e) {
            // This is the exit that the hook waited for.
        }
    }

    private void stop() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stores.settle();
        if (!supervisor.processes().isEmpty()) {
            options.progress().step("Stopping all parts", supervisor::stopAll);
        }
        supervisor.stopAll();
        supervisor.forgetLauncher();
        forgetDescription();
        try {
            lock.close();
        } catch (IOException e) {
            throw new StartFailure(home.directory() + " cannot be left in order.", e);
        }
    }

    private void forgetDescription() {
        try {
            Files.deleteIfExists(home.description());
        } catch (IOException e) {
            throw new StartFailure(home.description() + " cannot be removed.", e);
        }
    }
}
