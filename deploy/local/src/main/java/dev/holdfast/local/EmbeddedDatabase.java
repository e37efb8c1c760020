package dev.holdfast.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A PostgreSQL server on the loopback interface, started from binaries that come with the build. It
 * holds the database {@code holdfast} with a role and a schema for each service; a role sees its
 * own schema alone.
 *
 * <p>The server is a process of its own: killing this JVM leaves it running, and its data directory
 * names it in {@code postmaster.pid}.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String DATABASE = "holdfast";

    private final EmbeddedPostgres server;
    private final Path dataDirectory;
    private final Optional<Path> temporary;

    private EmbeddedDatabase(
            EmbeddedPostgres server, Path dataDirectory, Optional<Path> temporary) {
        this.server = server;
        this.dataDirectory = dataDirectory;
        this.temporary = temporary;
    }

    /**
     * How a database runs.
     *
     * @param dataDirectory where it is kept; empty for a temporary one that goes with it
     * @param binaries where the server's programs are unpacked; empty for one temporary place that
     *     all of this user's databases share
     * @param port 0 for any free one
     * @param durable whether a commit is on disk when it returns; a test can do without
     * @param log where the server writes what it has to say; empty for nowhere
     * @param stopsWithJvm whether it is stopped when this JVM ends in order without closing it
     */
    public record Settings(
            Optional<Path> dataDirectory,
            Optional<Path> binaries,
            int port,
            boolean durable,
            Optional<Path> log,
            boolean stopsWithJvm) {

        /** For a test: any port, no fsync, and nothing is left behind. */
        public static Settings temporary() {
            return new Settings(
                    Optional.empty(), Optional.empty(), 0, false, Optional.empty(), true);
        }

        /** Kept and durable. */
        public static Settings keptIn(Path dataDirectory) {
            return new Settings(
                    Optional.of(dataDirectory), Optional.empty(), 0, true, Optional.empty(), true);
        }

        public Settings onPort(int port) {
            return new Settings(dataDirectory, binaries, port, durable, log, stopsWithJvm);
        }

        public Settings loggingTo(Path log) {
            return new Settings(
                    dataDirectory, binaries, port, durable, Optional.of(log), stopsWithJvm);
        }

        /**
         * With programs of its own. The temporary place will do for tests only: systems tidy it
         * while a server that runs for weeks still needs what is there.
         */
        public Settings unpackedTo(Path binaries) {
            return new Settings(
                    dataDirectory, Optional.of(binaries), port, durable, log, stopsWithJvm);
        }

        public Settings stoppedByItsOwnerAlone() {
            return new Settings(dataDirectory, binaries, port, durable, log, false);
        }
    }

    /**
     * What a client needs to reach the database as one role.
     *
     * @param jdbcUrl with the schema as search path, for Flyway and JDBC
     * @param reactiveUrl the same for the Vert.x client
     */
    public record Access(String username, String password, String jdbcUrl, String reactiveUrl) {

        /** The same as a service's configuration by environment variables. */
        Map<String, String> environment() {
            return Map.of(
                    "QUARKUS_DATASOURCE_USERNAME", username,
                    "QUARKUS_DATASOURCE_PASSWORD", password,
                    "QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl,
                    "QUARKUS_DATASOURCE_REACTIVE_URL", reactiveUrl);
        }
    }

    /**
     * Starts a server and returns once it answers. The first start on a data directory makes the
     * database, its roles and schemas.
     *
     * @throws StartFailure where the port is taken, this system's binaries are missing or the data
     *     directory cannot be used
     */
    public static EmbeddedDatabase start(Settings settings) {
        if (settings.port() != 0 && !Port.isFree(settings.port())) {
            throw new StartFailure(
                    "Port "
                            + settings.port()
                            + " of the database is in use: stop what listens there, or choose"
                            + " others with --port-base.");
        }
        Optional<Path> temporary =
                settings.dataDirectory().isPresent()
                        ? Optional.empty()
                        : Optional.of(Directories.temporary("holdfast-database-"));
        Path data = settings.dataDirectory().or(() -> temporary).orElseThrow();
        Directories.make(data);
        try {
            EmbeddedPostgres server = server(settings, data).start();
            EmbeddedDatabase database = new EmbeddedDatabase(server, data, temporary);
            database.prepare();
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            temporary.ifPresent(Directories::delete);
            throw new StartFailure(
                    "PostgreSQL does not start on "
                            + data
                            + settings.log().map(log -> "; see " + log).orElse("")
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static EmbeddedPostgres.Builder server(Settings settings, Path data) {
        String durable = settings.durable() ? "on" : "off";
        ProcessBuilder.Redirect output =
                settings.log()
                        .map(log -> ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .orElse(ProcessBuilder.Redirect.DISCARD);
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(
                        settings.binaries().orElseGet(EmbeddedDatabase::sharedBinaries).toFile())
                .setPort(settings.port() == 0 ? Port.free() : settings.port())
                .setRegisterShutdownHook(settings.stopsWithJvm())
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                // Text sorts by its bytes, alike on every machine.
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable)
                .setServerConfig("full_page_writes", durable)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "120")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("max_wal_size", "512MB");
    }

    /**
     * Unpacked once for all databases of a user. A directory that somebody else put at the place is
     * not trusted with programs.
     */
    private static Path sharedBinaries() {
        Path own = Directories.temporary("holdfast-postgres-");
        Path shared = own.resolveSibling("holdfast-postgres-of-" + System.getProperty("user.name"));
        try {
            if (!Files.exists(shared, LinkOption.NOFOLLOW_LINKS)) {
                return Files.move(own, shared);
            }
            if (!Files.getOwner(shared, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                return own;
            }
            Directories.delete(own);
            return shared;
        } catch (FileAlreadyExistsException e) {
            // Another process of this user was quicker.
            return own;
        } catch (IOException e) {
            throw new StartFailure("PostgreSQL cannot be unpacked to " + shared + ".", e);
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (exists(statement, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
                return;
            }
            for (Service service : Service.values()) {
                if (!exists(
                        statement,
                        "select 1 from pg_roles where rolname = '" + service.schema() + "'")) {
                    statement.execute(
                            "create role %1$s login password '%1$s'".formatted(service.schema()));
                }
            }
            // Under another name until it is whole: a start that was killed half way is repeated.
            statement.execute("drop database if exists " + DATABASE + "_new");
            statement.execute("create database " + DATABASE + "_new template template0");
        }
        try (Connection connection =
                        server.getDatabase("postgres", DATABASE + "_new").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("revoke all on schema public from public");
            for (Service service : Service.values()) {
                statement.execute(
                        "create schema %1$s authorization %1$s".formatted(service.schema()));
                statement.execute(
                        "alter role %1$s in database %2$s_new set search_path = %1$s"
                                .formatted(service.schema(), DATABASE));
            }
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database %1$s_new rename to %1$s".formatted(DATABASE));
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    public int port() {
        return server.getPort();
    }

    /** The database as one service sees it. */
    public Access access(Service service) {
        return accessAs(service.schema(), "?currentSchema=" + service.schema());
    }

    /** The whole database, for tests and tools that look at more than one schema. */
    public Access superuser() {
        return accessAs("postgres", "");
    }

    private Access accessAs(String role, String parameters) {
        String address = "127.0.0.1:" + port() + "/" + DATABASE;
        return new Access(
                role, role, "jdbc:postgresql://" + address + parameters, "postgresql://" + address);
    }

    /**
     * A server that still runs on this data directory because the JVM that started it was killed. A
     * process that only has the id that was noted there is none.
     */
    static Optional<ProcessHandle> leftOn(Path dataDirectory) {
        return runningOn(dataDirectory)
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .map(line -> line.contains(dataDirectory.toString()))
                                        .orElse(false));
    }

    private static Optional<ProcessHandle> runningOn(Path dataDirectory) {
        try {
            String first =
                    Files.readAllLines(dataDirectory.resolve("postmaster.pid")).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(first));
        } catch (IOException | NumberFormatException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** The server's process, for whoever has to know when it ends. */
    public ProcessHandle process() {
        return runningOn(dataDirectory)
                .orElseThrow(
                        () ->
                                new StartFailure(
                                        "PostgreSQL on " + dataDirectory + " does not run."));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new StartFailure("PostgreSQL on " + dataDirectory + " does not stop.", e);
        }
        temporary.ifPresent(Directories::delete);
    }
}
