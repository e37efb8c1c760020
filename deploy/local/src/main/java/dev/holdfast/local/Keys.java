package dev.holdfast.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.holdfast.contracts.json.EventCodec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The API key of a local deployment: generated once, readable by its owner alone, in the file that
 * the services are given.
 */
final class Keys {

    private static final int BYTES = 24;
    private static final ObjectMapper JSON = EventCodec.mapper();

    private final Path file;

    Keys(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** The operator's key; the first call makes it. */
    String operator() {
        try {
            if (!Files.exists(file)) {
                generate();
            }
            for (JsonNode entry : JSON.readTree(file.toFile())) {
                if ("operator".equals(entry.path("role").asText())) {
                    return entry.path("key").asText();
                }
            }
            throw new StartFailure(
                    file + " holds no operator's key: remove it to have one generated.");
        } catch (IOException e) {
            throw new StartFailure(
                    file + " cannot be read or made: check its owner, or remove it.", e);
        }
    }

    private void generate() throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        ArrayNode entries = JSON.createArrayNode();
        entries.addObject()
                .put("key", "hf_" + HexFormat.of().formatHex(secret))
                .put("role", "operator")
                .put("name", "local operator")
                .putArray("portfolios");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(entries));
    }
}
