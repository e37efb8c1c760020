package dev.holdfast.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the processes of a deployment are started from what the build left in a checkout. */
final class ServiceCommands {

    /**
     * Small heaps that are measured, not guessed: a service works in 128 MB on the replay of a
     * week.
     */
    private static final List<String> SERVICE_MEMORY =
            List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=128m");

    private static final List<String> BROKER_MEMORY =
            List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=128m");

    private final Path checkout;
    private final Home home;

    ServiceCommands(Path checkout, Home home) {
        this.checkout = checkout.toAbsolutePath().normalize();
        this.home = home;
    }

    /**
     * @throws StartFailure naming the first module whose artefact is missing
     */
    void requireBuilt() {
        for (Service service : Service.values()) {
            if (!Files.exists(artefact(service))) {
                throw new StartFailure(
                        service.module()
                                + " is not built: run ./holdfast build in "
                                + checkout
                                + ".");
            }
        }
    }

    Part broker(int port, int stage, Duration stopLimit) {
        List<String> command = java(LocalDeployment.BROKER, BROKER_MEMORY);
        command.addAll(
                List.of(
                        "-Djava.util.logging.config.class=" + BrokerLogging.class.getName(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        home.data().resolve("kafka").toString(),
                        String.valueOf(port)));
        return new Part(
                LocalDeployment.BROKER,
                stage,
                command,
                Map.of(),
                home.log(LocalDeployment.BROKER),
                stopLimit);
    }

    Part service(Service service, int stage, Duration stopLimit, Map<String, String> environment) {
        List<String> command = java(service.module(), SERVICE_MEMORY);
        command.addAll(List.of("-jar", artefact(service).toString()));
        return new Part(
                service.module(),
                stage,
                command,
                environment,
                home.log(service.module()),
                stopLimit);
    }

    private List<String> java(String part, List<String> memory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(Part.mark(home.directory(), part));
        command.addAll(memory);
        return command;
    }

    private Path artefact(Service service) {
        return checkout.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
