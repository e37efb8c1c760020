package dev.holdfast.local;

import picocli.CommandLine.Option;

import java.util.Optional;

/** On which ports a deployment is started; for the commands that start one. */
public final class PortOptions {

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description =
                    "Use N for reporting, N+1 to N+4 for the other services, N+5 for the broker and"
                            + " N+6 for the database; 0 takes any free ones. Without it: 8080 to"
                            + " 8084, 9092 and 15432.")
    private Optional<Integer> base = Optional.empty();

    public Ports ports() {
        return base.map(first -> first == 0 ? Ports.free() : Ports.from(first))
                .orElseGet(Ports::standard);
    }
}
