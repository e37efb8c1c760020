package dev.holdfast.runtime.web;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.holdfast.contracts.json.EventCodec;

import io.quarkus.runtime.Startup;

import jakarta.enterprise.context.ApplicationScoped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The keys of this deployment. They are kept as digests, so that neither a dump nor a timing tells
 * one.
 */
@Startup
@ApplicationScoped
public class ApiKeys {

    private final Map<String, Caller> callersByDigest;

    ApiKeys(KeysConfig config) {
        this.callersByDigest = config.keys().map(ApiKeys::read).orElse(Map.of());
    }

    /** Whose key this is. */
    public Optional<Caller> caller(String key) {
        return Optional.ofNullable(callersByDigest.get(digest(key)));
    }

    private record Entry(String key, String role, Optional<String> name, List<String> portfolios) {}

    private static Map<String, Caller> read(String file) {
        try {
            List<Entry> entries =
                    EventCodec.mapper()
                            .readValue(Files.readString(Path.of(file)), new TypeReference<>() {});
            return entries.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    entry -> digest(entry.key()), ApiKeys::caller));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException(
                    "holdfast.security.keys names "
                            + file
                            + ", which must be a JSON list of {key, role, name, portfolios}: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Caller caller(Entry entry) {
        Caller.Role role = Caller.Role.valueOf(entry.role().toUpperCase(java.util.Locale.ROOT));
        return new Caller(entry.name().orElse(entry.role()), role, entry.portfolios());
    }

    private static String digest(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
