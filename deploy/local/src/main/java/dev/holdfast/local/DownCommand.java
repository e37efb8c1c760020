package dev.holdfast.local;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Stops what {@code up} and {@code demo} started, and what a killed launcher left. */
@Command(name = "down", description = "Stop everything that up or demo started; data is kept.")
final class DownCommand implements Runnable {

    @Override
    public void run() {
        Progress progress = Progress.ofEnvironment();
        List<Home> homes = homes();
        if (homes.isEmpty()) {
            progress.say("Nothing runs.");
        }
        for (Home home : homes) {
            progress.step("Stopping " + home.directory().getFileName(), () -> Leftovers.stop(home));
        }
    }

    private static List<Home> homes() {
        Path state = StateDirectory.path();
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(state)) {
            return directories.sorted().map(Home::new).filter(Leftovers::anyOf).toList();
        } catch (IOException e) {
            throw new StartFailure(state + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
