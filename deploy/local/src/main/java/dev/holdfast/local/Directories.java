package dev.holdfast.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that Holdfast makes, and removes whole. */
final class Directories {

    private Directories() {}

    static Path make(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StartFailure(
                    "The directory "
                            + directory
                            + " cannot be made: set HOLDFAST_HOME to a place where you may write.",
                    e);
        }
    }

    /** Makes a directory that nobody but its owner looks into. */
    static Path makePrivate(Path directory) {
        make(directory);
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            return directory;
        } catch (IOException e) {
            throw new StartFailure(
                    "The directory "
                            + directory
                            + " belongs to somebody else: set HOLDFAST_HOME to one of your own.",
                    e);
        }
    }

    static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new StartFailure("No temporary directory can be made: check TMPDIR.", e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Nothing was there.
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " could not be removed.", e);
        }
    }
}
