package dev.holdfast.local;

import picocli.CommandLine.Option;

import java.util.OptionalInt;

/** On which ports a deployment is started; for the commands that start one. */
public final class PortOptions {

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description =
                    "Use N for reporting, N+1 to N+4 for the other services, N+5 for the broker and"
                            + " N+6 for the database; 0 takes any free ones. Without it: 8080 to"
                            + " 8084, 9092 and 15432.")
    private OptionalInt base = OptionalInt.empty();

    public Ports ports() {
        if (base.isEmpty()) {
            return Ports.standard();
        }
        return base.getAsInt() == 0 ? Ports.free() : Ports.from(base.getAsInt());
    }
}
