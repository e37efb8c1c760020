package dev.holdfast.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of one deployment: {@code data}, {@code logs}, {@code keys.json}, {@code
 * processes.json}, the database's programs and, while it runs, {@code deployment.json}.
 *
 * @param directory of this deployment alone, absolute
 */
record Home(Path directory) {

    private static final long WANTED_BYTES = 1L << 30;

    Home {
        directory = directory.toAbsolutePath().normalize();
    }

    Path data() {
        return directory.resolve("data");
    }

    /** PostgreSQL's data. */
    Path postgres() {
        return data().resolve("postgres");
    }

    /** PostgreSQL's programs. */
    Path binaries() {
        return directory.resolve("postgres");
    }

    Path log(String part) {
        return directory.resolve("logs").resolve(part + ".log");
    }

    Path keys() {
        return directory.resolve("keys.json");
    }

    Path processes() {
        return directory.resolve("processes.json");
    }

    Path description() {
        return directory.resolve("deployment.json");
    }

    /**
     * Makes sure that no other launcher works here.
     *
     * @return to be closed when this one ends; the system does it for one that is killed
     */
    FileChannel take() {
        Directories.makePrivate(directory);
        Directories.make(directory.resolve("logs"));
        Path file = directory.resolve("lock");
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartFailure(
                        "Holdfast runs here already ("
                                + directory
                                + "): ./holdfast down stops it.");
            }
            return channel;
        } catch (IOException e) {
            throw new StartFailure(
                    file + " cannot be written: set HOLDFAST_HOME to a place where you may.", e);
        }
    }

    void requireSpace() {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < WANTED_BYTES) {
                throw new StartFailure(
                        "Only %d MB are free at %s and Holdfast wants %d: free some, or set HOLDFAST_HOME to another disk."
                                .formatted(free >> 20, directory, WANTED_BYTES >> 20));
            }
        } catch (IOException e) {
            throw new StartFailure(directory + " cannot be looked at: " + e.getMessage(), e);
        }
    }
}
