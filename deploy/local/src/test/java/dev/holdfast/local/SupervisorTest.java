package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class SupervisorTest {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir Path directory;

    private final List<Supervisor> supervisors = new ArrayList<>();
    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        started.forEach(ProcessHandle::destroyForcibly);
        // Each end is written down, and the directory must stay until the last one is.
        await().atMost(LIMIT)
                .until(() -> supervisors.stream().allMatch(each -> each.processes().isEmpty()));
    }

    @Test
    void aPartThatDiesIsToldWithItsLogAndTheOthersStopLastStageFirst() throws Exception {
        Supervisor supervisor = supervisor(processes());
        ProcessHandle database = start(supervisor, "database", 0);
        ProcessHandle broker = start(supervisor, "broker", 1);
        ProcessHandle service = start(supervisor, "service", 2);
        ProcessHandle dying = start(supervisor, "dying", 2);

        dying.destroyForcibly();

        assertThat(supervisor.failure().get(120, TimeUnit.SECONDS).sentence())
                .isEqualTo("dying was ended by signal 9; its log is " + log("dying") + ".");
        supervisor.stopAll();
        assertThat(List.of(database, broker, service)).noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readAllLines(stops())).containsExactly("service", "broker", "database");
        assertThat(ProcessTable.read(processes())).isEmpty();
    }

    @Test
    void aPartThatIsKilledOnRequestAndBroughtBackIsNoFailure() {
        Supervisor supervisor = supervisor(processes());
        ProcessHandle first = start(supervisor, "service", 2);

        supervisor.kill("service");
        ProcessHandle second = start(supervisor, "service", 2);

        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        supervisor.stopAll();
        assertThat(second.isAlive()).isFalse();
        assertThat(supervisor.failure()).isNotDone();
    }

    @Test
    void keysOfVenuesReachTradeSyncServiceAlone() {
        String key = "HOLDFAST_VENUES_KRAKEN_API_KEY";

        assertThat(Supervisor.isKeptFrom("trade-sync-service", key)).isFalse();
        assertThat(Supervisor.isKeptFrom("trade-sync-service-1", key)).isFalse();
        assertThat(Supervisor.isKeptFrom("risk-service", key)).isTrue();
        assertThat(Supervisor.isKeptFrom("broker", key)).isTrue();
        assertThat(Supervisor.isKeptFrom("broker", "PATH")).isFalse();
    }

    @Test
    void aPartThatDoesNotStopWhenAskedIsKilled() {
        Supervisor supervisor = supervisor(processes());
        ProcessHandle stubborn =
                started(supervisor, part("stubborn", 2, Duration.ofMillis(300), "stubborn"));

        supervisor.stopAll();

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void whatAKilledLauncherLeftRunningIsStoppedByTheNextOne() throws IOException {
        Supervisor killed = supervisor(processes());
        ProcessHandle broker = start(killed, "broker", 1);
        ProcessHandle service = start(killed, "service", 2);

        List<String> stopped = Supervisor.stopLeftovers(processes(), LIMIT);

        assertThat(stopped).containsExactly("service", "broker");
        assertThat(List.of(broker, service)).noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readAllLines(stops())).containsExactly("service", "broker");
    }

    @Test
    void whatALauncherLeftIsStoppedOnlyOnce() throws IOException {
        ProcessHandle service = start(supervisor(processes()), "service", 2);
        Supervisor.stopLeftovers(processes(), LIMIT);

        assertThat(Supervisor.stopLeftovers(processes(), LIMIT)).isEmpty();
        assertThat(service.isAlive()).isFalse();
    }

    @Test
    void aForeignProcessThatGotTheIdOfAPartIsLeftAlone() {
        Supervisor other = supervisor(directory.resolve("other.json"));
        ProcessHandle foreign = start(other, "foreign", 2);
        String mark = Part.mark(directory, "foreign");
        Instant start = foreign.info().startInstant().orElseThrow();
        ProcessTable table = new ProcessTable(processes());
        table.put(
                new ProcessTable.Entry("risk", 2, foreign.pid(), start, "-Dholdfast.part=x#risk"));
        table.put(
                new ProcessTable.Entry(
                        "portfolio", 2, foreign.pid(), start.minus(Duration.ofMinutes(5)), mark));

        List<String> stopped = Supervisor.stopLeftovers(processes(), LIMIT);

        assertThat(stopped).isEmpty();
        assertThat(foreign.isAlive()).isTrue();
    }

    private Supervisor supervisor(Path processes) {
        Supervisor supervisor = new Supervisor(processes);
        supervisors.add(supervisor);
        return supervisor;
    }

    private ProcessHandle start(Supervisor supervisor, String name, int stage) {
        return started(supervisor, part(name, stage, LIMIT));
    }

    private ProcessHandle started(Supervisor supervisor, Part part) {
        ProcessHandle process = supervisor.start(part);
        started.add(process);
        await().atMost(LIMIT).until(() -> Files.exists(part.log()) && Files.size(part.log()) > 0);
        return process;
    }

    private Part part(String name, int stage, Duration stopLimit, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                Part.mark(directory, name),
                                "-Xmx16m",
                                "-cp",
                                "target/test-classes",
                                StandIn.class.getName(),
                                name,
                                stops().toString()));
        command.addAll(List.of(more));
        return new Part(name, stage, command, Map.of(), log(name), stopLimit);
    }

    private Path processes() {
        return directory.resolve("processes.json");
    }

    private Path stops() {
        return directory.resolve("stops");
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }
}
