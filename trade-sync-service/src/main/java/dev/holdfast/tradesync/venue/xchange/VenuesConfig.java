package dev.holdfast.tradesync.venue.xchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Real venues, each under the name that portfolios give as their venue. A second account at the
 * same exchange is a second venue. Keys are no settings: they come from the environment or from
 * secret files ({@link SecretKeys}).
 */
@ConfigMapping(prefix = "holdfast.venues")
public interface VenuesConfig {

    @WithParentName
    Map<String, OfVenue> byName();

    /** One of them. */
    interface OfVenue {

        /** {@code kraken}, {@code binance}, {@code bitstamp}, {@code okx}, or a plugin's. */
        String exchange();

        /** Symbols that are synced and whose marks are told, such as {@code BTC/USD,ETH/USD}. */
        Optional<List<String>> symbols();

        /** Instead of the exchange's own address. */
        Optional<String> url();

        /** What a plugin's venue wants to know; no keys. */
        Map<String, String> settings();

        /** How long an answer may take; what was asked may have happened all the same. */
        @WithDefault("10S")
        Duration patience();

        /** How far this machine's clock may be from the venue's before nothing is signed. */
        @WithDefault("5S")
        Duration maxClockSkew();

        /** How much may be asked; an account of a higher tier may ask more. */
        RequestBudgetOf requestBudget();

        /** A file that holds the API key alone. */
        Optional<String> apiKeyFile();

        /** A file that holds the secret of the API key alone. */
        Optional<String> apiSecretFile();

        /** A file that holds the passphrase of the API key alone, where the exchange has one. */
        Optional<String> passphraseFile();
    }

    /** What is not given is the exchange's least, as docs/venues.md says it. */
    interface RequestBudgetOf {

        /** Units that may be used at once. */
        Optional<Integer> units();

        /** How long one unit takes to come back. */
        Optional<Duration> perUnit();
    }
}
