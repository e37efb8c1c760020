package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The real broker and the real database, with stand-ins for the services. */
class LocalDeploymentTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir Path directory;

    @AfterEach
    void nothingIsLeftRunning() {
        for (String home : List.of("home", "state/up")) {
            Leftovers.stop(new Home(directory.resolve(home)));
        }
    }

    @Test
    void aServiceIsKilledAndBroughtBackUntilOneDiesByItselfAndAllIsStopped() throws Exception {
        List<ProcessHandle> parts;
        try (LocalDeployment deployment = LocalDeployment.start(options())) {
            parts = partsOf(directory.resolve("home"));
            assertThat(parts).hasSize(8);
            assertThat(topicsOf(deployment)).contains("trades.v1", "risk-service.dead-letters.v1");
            assertThat(Files.getPosixFilePermissions(directory.resolve("home/keys.json")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(deployment.residentBytes())
                    .hasSize(8)
                    .containsKeys("postgres", "broker", "risk-service", "launcher");

            deployment.kill(Service.RISK);
            deployment.restart(Service.RISK);
            assertThat(deployment.failure()).isNotDone();

            process(directory.resolve("home"), "portfolio-service").destroyForcibly();
            assertThat(deployment.failure().get(120, TimeUnit.SECONDS))
                    .contains("portfolio-service was ended by signal 9")
                    .contains("portfolio-service.log");
        }
        parts.remove(ProcessHandle.current());
        assertThat(parts).noneMatch(ProcessHandle::isAlive);
        assertThat(directory.resolve("home/deployment.json")).doesNotExist();
    }

    @Test
    void aLauncherThatWasKilledIsCleanedUpAfterAndTheNextOneStopsOnASignal() throws Exception {
        Path home = directory.resolve("state/up");
        Process killed = launch("up", "--port-base", "0");
        awaitRunning(home, killed);
        List<ProcessHandle> left = partsOf(home);
        killed.destroyForcibly().waitFor();
        assertThat(left).filteredOn(ProcessHandle::isAlive).hasSize(7);

        Process next = launch("up", "--port-base", "0");
        await().atMost(LIMIT).until(() -> left.stream().noneMatch(ProcessHandle::isAlive));
        awaitRunning(home, next);
        List<ProcessHandle> parts = partsOf(home);
        assertThat(parts).hasSize(8).allMatch(ProcessHandle::isAlive);

        assertThat(launch("down").waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(parts).noneMatch(ProcessHandle::isAlive);
        assertThat(ProcessTable.read(home.resolve("processes.json"))).isEmpty();
    }

    @Test
    void aPortInUseIsNamedBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports free = Ports.free();
            Map<Service, Integer> services = new EnumMap<>(free.services());
            services.put(Service.REPORTING, taken.getLocalPort());
            LocalDeployment.Options options =
                    options().onPorts(new Ports(services, free.broker(), free.database()));

            assertThatThrownBy(() -> LocalDeployment.start(options))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort())
                    .hasMessageContaining("reporting-service")
                    .hasMessageContaining("--port-base");
        }
        assertThat(ProcessTable.read(directory.resolve("home/processes.json"))).isEmpty();
    }

    @Test
    void aServiceThatIsNotBuiltIsNamed() throws IOException {
        LocalDeployment.Options options =
                LocalDeployment.Options.at(directory.resolve("home"), directory)
                        .onPorts(Ports.free());

        assertThatThrownBy(() -> LocalDeployment.start(options))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("trade-sync-service is not built")
                .hasMessageContaining("./holdfast build");
    }

    private LocalDeployment.Options options() throws IOException {
        return LocalDeployment.Options.at(
                        directory.resolve("home"),
                        StandInCheckout.in(directory.resolve("checkout")))
                .onPorts(Ports.free());
    }

    private Process launch(String... arguments) throws IOException {
        StandInCheckout.in(directory.resolve("checkout"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("HOLDFAST_HOME", directory.resolve("state").toString());
        builder.environment().put("HOLDFAST_CHECKOUT", directory.resolve("checkout").toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()))
                .start();
    }

    private void awaitRunning(Path home, Process launcher) throws IOException {
        await().atMost(LIMIT).until(() -> allServe(home) || !launcher.isAlive());
        assertThat(launcher.isAlive()).as(Files.readString(directory.resolve("out"))).isTrue();
    }

    private static boolean allServe(Path home) {
        return Description.read(home.resolve("deployment.json"))
                .map(DeploymentStatus::of)
                .filter(
                        parts ->
                                parts.stream()
                                        .allMatch(p -> p.state() == DeploymentStatus.State.READY))
                .isPresent();
    }

    private static List<ProcessHandle> partsOf(Path home) {
        return new ArrayList<>(
                ProcessTable.read(home.resolve("processes.json")).stream()
                        .map(entry -> entry.process().orElseThrow())
                        .toList());
    }

    private static ProcessHandle process(Path home, String name) {
        return ProcessTable.read(home.resolve("processes.json")).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .flatMap(ProcessTable.Entry::process)
                .orElseThrow();
    }

    private static Set<String> topicsOf(LocalDeployment deployment) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                deployment.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }
}
