package dev.holdfast.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * What the broker's process logs: a line each, INFO and worse of Kafka. Named to the JVM as {@code
 * java.util.logging.config.class}.
 */
public final class BrokerLogging {

    public BrokerLogging() throws IOException {
        String settings =
                """
                handlers=java.util.logging.ConsoleHandler
                .level=INFO
                java.util.logging.ConsoleHandler.level=ALL
                java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n
                """;
        LogManager.getLogManager()
                .readConfiguration(
                        new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    }
}
