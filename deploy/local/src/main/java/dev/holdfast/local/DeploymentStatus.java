package dev.holdfast.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the parts of a deployment do, as another program of this machine sees them. */
public final class DeploymentStatus {

    private DeploymentStatus() {}

    /** What a part does. */
    public enum State {
        /** It serves. */
        READY,
        /** It runs and does not serve (yet). */
        STARTING,
        /** It does not run. */
        DOWN
    }

    /**
     * How a part does.
     *
     * @param address where it is reached
     */
    public record PartStatus(String name, State state, long residentBytes, String address) {}

    /** All parts, the launcher first. */
    public static List<PartStatus> of(Description deployment) {
        Map<String, ProcessTable.Entry> processes =
                ProcessTable.read(deployment.processes()).stream()
                        .collect(Collectors.toMap(ProcessTable.Entry::name, Function.identity()));
        List<PartStatus> all = new ArrayList<>();
        all.add(store(processes, "launcher", ""));
        all.add(store(processes, Stores.DATABASE, deployment.database()));
        all.add(store(processes, Stores.BROKER, deployment.bootstrapServers()));
        Readiness readiness = new Readiness(new CompletableFuture<>());
        for (Service service : Service.values()) {
            all.add(service(processes, service, deployment.url(service), readiness));
        }
        return all;
    }

    private static PartStatus store(
            Map<String, ProcessTable.Entry> processes, String name, String address) {
        Optional<ProcessHandle> process = process(processes, name);
        return new PartStatus(
                name,
                process.isPresent() ? State.READY : State.DOWN,
                process.map(name.equals(Stores.DATABASE) ? Memory::ofFamily : Memory::of)
                        .orElse(0L),
                address);
    }

    private static PartStatus service(
            Map<String, ProcessTable.Entry> processes,
            Service service,
            URI url,
            Readiness readiness) {
        Optional<ProcessHandle> process = process(processes, service.module());
        State alive = readiness.isReady(url) ? State.READY : State.STARTING;
        return new PartStatus(
                service.module(),
                process.isPresent() ? alive : State.DOWN,
                process.map(Memory::of).orElse(0L),
                url.toString());
    }

    private static Optional<ProcessHandle> process(
            Map<String, ProcessTable.Entry> processes, String name) {
        return Optional.ofNullable(processes.get(name)).flatMap(ProcessTable.Entry::process);
    }
}
