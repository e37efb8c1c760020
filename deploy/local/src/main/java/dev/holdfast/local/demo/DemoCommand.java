package dev.holdfast.local.demo;

import dev.holdfast.local.LocalDeployment;
import dev.holdfast.local.PortOptions;
import dev.holdfast.local.Progress;
import dev.holdfast.local.Service;
import dev.holdfast.local.StartFailure;
import dev.holdfast.local.StateDirectory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Plays a real week on a fresh deployment, and proves at the end that the books agree. */
@Command(
        name = "demo",
        description =
                "Replay a real week: two bots, two crashes, six nights, and a ledger that agrees"
                        + " with the venue. The dashboard stays up until Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {

    @Mixin private PortOptions ports;

    @Option(
            names = "--exit",
            description =
                    "Stop at the end, with status 0 only if all is equal and all that the week"
                            + " must show was seen.")
    private boolean exit;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what came of it as JSON.")
    private Optional<Path> json = Optional.empty();

    /** Nothing but a broken promise stops it; whoever waits then learns which. */
    @Override
    public Integer call() {
        Progress progress = Progress.ofEnvironment();
        Phases phases = new Phases();
        Path directory = StateDirectory.demo();
        LocalDeployment.Options options =
                LocalDeployment.Options.at(directory, StateDirectory.checkout())
                        .onPorts(ports.ports())
                        .withFreshData()
                        .with(
                                Service.TRADE_SYNC,
                                "HOLDFAST_PAPER_TAPE",
                                RecordedWeek.unpack(directory.resolve("tape")).toString())
                        // Orders take a part of each print, so that they fill in many pieces.
                        .with(Service.TRADE_SYNC, "HOLDFAST_PAPER_PARTICIPATION", "0.02")
                        .telling(progress);
        try (LocalDeployment deployment =
                        phases.measure("start", () -> LocalDeployment.start(options));
                Demo demo = new Demo(deployment, progress, directory.resolve("logs"), phases)) {
            progress.say("Dashboard  " + deployment.url(Service.REPORTING));
            progress.say("API key    " + deployment.apiKey());
            progress.say("Broker     " + deployment.bootstrapServers());
            Summary summary = demo.play();
            json.ifPresent(summary::write);
            Report.of(summary, demo::count).forEach(progress::say);
            if (exit) {
                return summary.passed() ? 0 : 1;
            }
            progress.say("The dashboard stays up; Ctrl-C, or ./holdfast down, stops it.");
            throw new StartFailure(deployment.failure().join() + " Everything is stopped.");
        }
    }
}
