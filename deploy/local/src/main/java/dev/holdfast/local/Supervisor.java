package dev.holdfast.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Starts the processes of a deployment, notices when one ends that nobody asked to end, and stops
 * them in order: the last stage first, the parts of a stage together.
 */
final class Supervisor {

    /** A part that ended by itself, told in one sentence. */
    record Failure(String part, String sentence) {}

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final ProcessTable table;
    private final CompletableFuture<Failure> failure = new CompletableFuture<>();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private boolean stopping;

    /** A process under watch; one that was expected to end is no failure. */
    private static final class Running {
        private final String name;
        private final int stage;
        private final ProcessHandle process;
        private final Runnable askToStop;
        private final Path log;
        private final Duration stopLimit;
        private volatile boolean expectedToEnd;

        Running(
                String name,
                int stage,
                ProcessHandle process,
                Runnable askToStop,
                Path log,
                Duration stopLimit) {
            this.name = name;
            this.stage = stage;
            this.process = process;
            this.askToStop = askToStop;
            this.log = log;
            this.stopLimit = stopLimit;
        }
    }

    Supervisor(Path processes) {
        this.table = new ProcessTable(processes);
    }

    /** Completes with the first part that ends by itself; never where all stop by request. */
    CompletableFuture<Failure> failure() {
        return failure;
    }

    /** Writes this process down beside its parts, for who wants to stop them all. */
    void noteLauncher(int stage) {
        table.put(ProcessTable.Entry.ofThisProcess(stage));
    }

    void forgetLauncher() {
        table.remove(ProcessTable.Entry.ofThisProcess(0).name());
    }

    /** Starts a part as a process of its own, whose output goes to its log. */
    ProcessHandle start(Part part) {
        try {
            keepOldLog(part.log());
            // Ctrl-C and a closed terminal reach every process of the terminal at once. Parts do
            // not listen, so that the launcher can stop them in order.
            List<String> command =
                    new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
            command.addAll(part.command());
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectErrorStream(true)
                            .redirectOutput(part.log().toFile());
            builder.environment().keySet().removeIf(variable -> isKeptFrom(part.name(), variable));
            builder.environment().putAll(part.environment());
            Process process = builder.start();
            watch(
                    new Running(
                            part.name(),
                            part.stage(),
                            process.toHandle(),
                            process::destroy,
                            part.log(),
                            part.stopLimit()),
                    part.mark());
            process.onExit().thenAccept(ended -> ended(part.name(), ended.pid(), how(ended)));
            return process.toHandle();
        } catch (IOException e) {
            throw new StartFailure(part.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Takes a process into its care that something else started.
     *
     * @param mark what its command line holds and no other's
     * @param askToStop how it stops in order
     */
    void adopt(Part part, ProcessHandle process, String mark, Runnable askToStop) {
        String name = part.name();
        watch(
                new Running(name, part.stage(), process, askToStop, part.log(), part.stopLimit()),
                mark);
        process.onExit().thenAccept(ended -> ended(name, ended.pid(), "ended"));
    }

    private void watch(Running part, String mark) {
        boolean late;
        synchronized (running) {
            late = stopping;
            running.put(part.name, part);
            table.put(ProcessTable.Entry.of(part.name, part.stage, part.process, mark));
        }
        if (late) {
            // It came up while all others were being stopped.
            stop(List.of(part));
            throw new StartFailure(part.name + " is stopped with all others.");
        }
    }

    private static String how(Process ended) {
        int status = ended.exitValue();
        return status > 128
                ? "was ended by signal " + (status - 128)
                : "ended with status " + status;
    }

    private void ended(String name, long pid, String how) {
        Running part;
        synchronized (running) {
            part = running.get(name);
            if (part == null || part.process.pid() != pid) {
                return;
            }
            running.remove(name);
            table.remove(name);
        }
        if (!part.expectedToEnd) {
            failure.complete(
                    new Failure(
                            name,
                            "%s %s%s; its log is %s."
                                    .formatted(
                                            name,
                                            how,
                                            LogTail.reason(part.log)
                                                    .map(reason -> " (" + reason + ")")
                                                    .orElse(""),
                                            part.log)));
        }
    }

    /** Kills a part the hard way, as a crash would, and returns when it is gone. */
    void kill(String name) {
        Running part = named(name);
        part.expectedToEnd = true;
        part.process.destroyForcibly();
        await(part.process, KILL_LIMIT);
        forget(part);
    }

    /** Asks a part to stop, kills it when it takes too long, and returns when it is gone. */
    void stop(String name) {
        stop(List.of(named(name)));
    }

    boolean runs(String name) {
        synchronized (running) {
            return running.containsKey(name);
        }
    }

    Map<String, ProcessHandle> processes() {
        synchronized (running) {
            return running.values().stream()
                    .collect(
                            Collectors.toMap(
                                    part -> part.name,
                                    part -> part.process,
                                    (a, b) -> b,
                                    LinkedHashMap::new));
        }
    }

    /** Stops whatever runs, stage by stage. */
    void stopAll() {
        Map<Integer, List<Running>> stages = new TreeMap<>(Comparator.reverseOrder());
        synchronized (running) {
            stopping = true;
            running.values()
                    .forEach(
                            part -> {
                                part.expectedToEnd = true;
                                stages.computeIfAbsent(part.stage, stage -> new ArrayList<>())
                                        .add(part);
                            });
        }
        stages.values().forEach(this::stop);
    }

    private void stop(List<Running> parts) {
        parts.forEach(part -> part.expectedToEnd = true);
        parts.forEach(part -> part.askToStop.run());
        for (Running part : parts) {
            killUnlessEnded(part.process, part.stopLimit);
            forget(part);
        }
    }

    private void forget(Running part) {
        synchronized (running) {
            if (running.remove(part.name, part)) {
                table.remove(part.name);
            }
        }
    }

    private Running named(String name) {
        synchronized (running) {
            Running part = running.get(name);
            if (part == null) {
                throw new IllegalStateException(name + " does not run.");
            }
            return part;
        }
    }

    /**
     * Stops what a launcher that was killed left running, in the order of a clean stop. Processes
     * that only share an id with one of ours are left alone.
     *
     * @return the names of what was stopped
     */
    static List<String> stopLeftovers(Path processes, Duration limit) {
        Map<Integer, List<ProcessTable.Entry>> stages =
                ProcessTable.read(processes).stream()
                        .filter(entry -> entry.process().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        ProcessTable.Entry::stage,
                                        () -> new TreeMap<>(Comparator.reverseOrder()),
                                        Collectors.toList()));
        List<String> stopped = new ArrayList<>();
        for (List<ProcessTable.Entry> stage : stages.values()) {
            // Looked up again: a launcher that was asked to stop took the later stages with it.
            List<ProcessHandle> running =
                    stage.stream().flatMap(entry -> entry.process().stream()).toList();
            running.forEach(ProcessHandle::destroy);
            running.forEach(process -> killUnlessEnded(process, limit));
            stage.forEach(entry -> stopped.add(entry.name()));
        }
        return stopped;
    }

    static void stopOrKill(ProcessHandle process, Duration limit) {
        process.destroy();
        killUnlessEnded(process, limit);
    }

    private static void killUnlessEnded(ProcessHandle process, Duration limit) {
        if (!await(process, limit)) {
            process.destroyForcibly();
            await(process, KILL_LIMIT);
        }
    }

    static boolean await(ProcessHandle process, Duration limit) {
        // Looking is quicker than onExit(), which looks at processes of others only now and then.
        long deadline = System.nanoTime() + limit.toNanos();
        while (process.isAlive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Who starts Holdfast has the keys of venues; of its parts one needs them. */
    static boolean isKeptFrom(String part, String variable) {
        return variable.startsWith("HOLDFAST_VENUES_")
                && !part.startsWith(Service.TRADE_SYNC.module());
    }

    private static void keepOldLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".previous"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
