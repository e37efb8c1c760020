package dev.holdfast.local.cli;

import dev.holdfast.local.DeploymentStatus;
import dev.holdfast.local.Description;
import dev.holdfast.local.StateDirectory;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What runs, whether it is ready and how much memory it takes. */
@Command(
        name = "status",
        description = "What runs here; the status is 0 only if all of it is ready.")
public final class StatusCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Description deployment = StateDirectory.running();
        List<DeploymentStatus.PartStatus> parts = DeploymentStatus.of(deployment);
        for (DeploymentStatus.PartStatus part : parts) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %-10s %5d MB  %s%n",
                    part.name(),
                    part.state().name().toLowerCase(Locale.ROOT),
                    part.residentBytes() >> 20,
                    part.address());
        }
        return parts.stream().allMatch(part -> part.state() == DeploymentStatus.State.READY)
                ? 0
                : 1;
    }
}
