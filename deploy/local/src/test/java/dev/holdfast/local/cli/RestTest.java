package dev.holdfast.local.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import dev.holdfast.local.StartFailure;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

class RestTest {

    private HttpServer server;

    /** A service that refuses everything in these words. */
    private Rest refusing(String problem) throws IOException {
        byte[] body = problem.getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(400, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return new Rest(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "key");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFaultThatTheAnswerNamesAlreadyIsSaidOnce() throws IOException {
        Rest rest =
                refusing(
                        """
                        {"detail":"quantity: must be a decimal",
                         "errors":[{"field":"quantity","message":"must be a decimal"}]}
                        """);
        assertThatThrownBy(() -> rest.get("/plans"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("Refused (400): quantity: must be a decimal");
    }

    @Test
    void everyOtherFaultIsSaidWithItsField() throws IOException {
        Rest rest =
                refusing(
                        """
                        {"detail":"2 fields are wrong.",
                         "errors":[{"field":"side","message":"must be BUY or SELL"},
                                   {"field":"symbol","message":"must be BASE/QUOTE"}]}
                        """);
        assertThatThrownBy(() -> rest.get("/plans"))
                .hasMessage(
                        "Refused (400): 2 fields are wrong.\n"
                                + "  side must be BUY or SELL\n"
                                + "  symbol must be BASE/QUOTE");
    }
}
