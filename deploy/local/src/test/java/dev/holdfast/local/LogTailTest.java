package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LogTailTest {

    @TempDir Path directory;

    @Test
    void theInnermostCauseThatWasLoggedLastIsTheReason() throws IOException {
        assertThat(
                        LogTail.reason(
                                log(
                                        """
                                        12:00 ERROR Failed to start application
                                        java.lang.RuntimeException: Failed to start quarkus
                                        Caused by: java.lang.IllegalStateException: outer
                                        \tat a.b.C.d(C.java:1)
                                        Caused by: java.net.ConnectException: the database is away
                                        \tat a.b.C.d(C.java:2)
                                        """)))
                .contains("java.net.ConnectException: the database is away");
    }

    @Test
    void withoutACauseItIsTheLastError() throws IOException {
        assertThat(LogTail.reason(log("12:00 INFO up\n12:01 ERROR no disk\n12:02 INFO bye\n")))
                .contains("12:01 ERROR no disk");
    }

    @Test
    void aLogWithoutEitherOrNoLogGivesNoReason() throws IOException {
        assertThat(LogTail.reason(log("12:00 INFO up\n"))).isEmpty();
        assertThat(LogTail.reason(directory.resolve("none"))).isEmpty();
    }

    private Path log(String text) throws IOException {
        return Files.writeString(directory.resolve("log"), text);
    }
}
