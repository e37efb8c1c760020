package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.tradesync.venue.xchange.VenuesConfig.OfVenue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where keys come from: {@code HOLDFAST_VENUES_<NAME>_API_KEY}, {@code …_API_SECRET} and {@code
 * …_PASSPHRASE} in the environment, or files that hold one of them each. Nowhere else, so that none
 * stands in a configuration that is copied around.
 */
final class SecretKeys {

    private final Map<String, String> environment;

    SecretKeys(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * @throws InvalidValue where one is missing or its file cannot be read; it says which
     */
    Access.Keys of(String venue, OfVenue config, boolean withPassphrase) {
        return new Access.Keys(
                needed(venue, "api-key", config.apiKeyFile()),
                needed(venue, "api-secret", config.apiSecretFile()),
                withPassphrase ? needed(venue, "passphrase", config.passphraseFile()) : "");
    }

    private String needed(String venue, String what, Optional<String> file) {
        String variable =
                ("HOLDFAST_VENUES_" + venue + "_" + what)
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_');
        String setting = "holdfast.venues." + venue + "." + what + "-file";
        String value =
                file.map(path -> read(path, setting))
                        .orElseGet(() -> environment.getOrDefault(variable, ""))
                        .strip();
        if (value.isEmpty()) {
            throw new InvalidValue(
                    "The venue "
                            + venue
                            + " has no "
                            + what
                            + ": set "
                            + variable
                            + " in the environment, or name a file that holds it in "
                            + setting);
        }
        return value;
    }

    private static String read(String path, String setting) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new InvalidValue(setting + " names " + path + ", which cannot be read.");
        }
    }
}
