package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./holdfast} on machines that lack something, made of a PATH with chosen tools. */
class EntryScriptTest {

    private static final String[] TOOLS = {
        "bash", "cat", "dirname", "readlink", "sed", "sort", "head", "grep", "find", "id", "mktemp"
    };

    @TempDir Path machine;

    private record Answer(int status, String text) {}

    @BeforeEach
    void aMachineWithTheUsualTools() throws IOException {
        Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            for (String place : new String[] {"/usr/bin", "/bin"}) {
                Path there = Path.of(place, tool);
                if (Files.exists(there)) {
                    program(tool, "exec " + there + " \"$@\"");
                }
            }
        }
    }

    @Test
    void withoutAJdkItSaysInOneSentenceWhatToInstall() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", ""), "up");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text())
                .hasLineCount(1)
                .contains("JDK of version 21 or newer is needed and none was found")
                .contains("JAVA_HOME");
    }

    @Test
    void withAnOldJdkItSaysWhichItFound() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", jdk("17.0.9").toString()), "demo");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).hasLineCount(1).contains("the newest found is 17");
    }

    @Test
    void withoutMavenItSaysSo() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", jdk("21.0.2").toString()), "format");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).hasLineCount(1).contains("Maven 3.8.7 or newer is needed");
    }

    @Test
    void withAnOldMavenItSaysWhichItFound() throws Exception {
        // In bold, as Maven prints it.
        program("mvn", "printf '\\033[1mApache Maven 3.6.3\\033[m\\n'");

        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", jdk("21.0.2").toString()), "test");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).hasLineCount(1).contains("this is 3.6.3");
    }

    @Test
    void aCommandThatIsNotThereIsNamed() throws Exception {
        Answer answer = holdfast(Map.of(), "dmeo");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("no command 'dmeo'").contains("./holdfast help");
    }

    @Test
    void aBenchmarkThatIsNotThereIsNamedBeforeAnythingIsBuilt() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", ""), "bench", "ledgre");

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text())
                .hasLineCount(1)
                .contains("no benchmark 'ledgre'")
                .contains("ledger");
    }

    @Test
    void aBenchmarkWithoutANameSaysWhichThereAre() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", ""), "bench");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text()).contains("NAME is one of", "ledger");
    }

    @Test
    void helpNamesTheCommandsAndNeedsNoJdk() throws Exception {
        Answer answer = holdfast(Map.of("HOLDFAST_JDKS", ""), "help");

        assertThat(answer.status()).isZero();
        assertThat(answer.text())
                .contains(
                        "demo",
                        "up",
                        "down",
                        "status",
                        "halt",
                        "rebuild",
                        "adjust",
                        "dead-letters",
                        "test",
                        "bench");
    }

    private Answer holdfast(Map<String, String> environment, String... arguments) throws Exception {
        Path script = Path.of("../../holdfast").toAbsolutePath().normalize();
        ProcessBuilder builder =
                new ProcessBuilder(machine.resolve("bin/bash").toString(), script.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", machine.resolve("bin").toString(), "HOME", "/none"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).directory(machine.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), text);
    }

    /** A directory that looks like a JDK of this version. */
    private Path jdk(String version) throws IOException {
        Path jdk = machine.resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        executable(jdk.resolve("bin/java"), "exit 0");
        executable(jdk.resolve("bin/javac"), "echo 'javac " + version + "'");
        return jdk;
    }

    private void program(String name, String body) throws IOException {
        executable(machine.resolve("bin").resolve(name), body);
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
