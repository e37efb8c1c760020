package dev.holdfast.local;

import java.nio.file.Path;

/**
 * The broker as a process of its own, so that it outlives and is measured apart from all others.
 */
final class BrokerProcess {

    private BrokerProcess() {}

    /** Takes the data directory and the port. */
    public static void main(String[] arguments) {
        try {
            EmbeddedBroker broker =
                    EmbeddedBroker.start(
                            EmbeddedBroker.Settings.keptIn(Path.of(arguments[0]))
                                    .onPort(Integer.parseInt(arguments[1])));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-stop"));
            broker.awaitStop();
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
