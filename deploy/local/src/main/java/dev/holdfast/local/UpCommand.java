package dev.holdfast.local;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** Runs a deployment that keeps its data, until it is stopped or a part of it dies. */
@Command(
        name = "up",
        description = "Start everything, with the data of the last time; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {

    @Mixin private PortOptions ports;

    @Override
    public Integer call() {
        Progress progress = Progress.ofEnvironment();
        LocalDeployment.Options options =
                LocalDeployment.Options.at(StateDirectory.up(), StateDirectory.checkout())
                        .onPorts(ports.ports())
                        .telling(progress);
        try (LocalDeployment deployment = LocalDeployment.start(options)) {
            progress.say("Dashboard  " + deployment.url(Service.REPORTING));
            progress.say("API key    " + deployment.apiKey());
            progress.say("Broker     " + deployment.bootstrapServers());
            progress.say("Logs       " + StateDirectory.up().resolve("logs"));
            progress.say("Ctrl-C, or ./holdfast down from elsewhere, stops it.");
            throw new StartFailure(deployment.failure().join() + " Everything is stopped.");
        }
    }
}
