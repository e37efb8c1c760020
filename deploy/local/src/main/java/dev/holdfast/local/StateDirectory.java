package dev.holdfast.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where {@code ./holdfast} keeps its deployments, one directory each. */
public final class StateDirectory {

    private StateDirectory() {}

    /** The checkout whose {@code ./holdfast} was called. */
    public static Path checkout() {
        return Path.of(Optional.ofNullable(System.getenv("HOLDFAST_CHECKOUT")).orElse("."))
                .toAbsolutePath()
                .normalize();
    }

    /** {@code .holdfast} in the checkout, or what HOLDFAST_HOME names. */
    public static Path path() {
        return Optional.ofNullable(System.getenv("HOLDFAST_HOME"))
                .map(Path::of)
                .orElse(checkout().resolve(".holdfast"))
                .toAbsolutePath()
                .normalize();
    }

    /** The directory of the deployment that {@code ./holdfast up} runs. */
    public static Path up() {
        return path().resolve("up");
    }

    /** The directory of the demonstration. */
    public static Path demo() {
        return path().resolve("demo");
    }

    /**
     * What runs here.
     *
     * @throws StartFailure where nothing does
     */
    public static Description running() {
        List<Description> running = Description.running(path());
        if (running.isEmpty()) {
            throw new StartFailure(
                    "Nothing of " + path() + " runs: start it with ./holdfast up or demo.");
        }
        return running.getFirst();
    }
}
