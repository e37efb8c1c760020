package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;

import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeSpecification;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a venue is reached, and in whose name.
 *
 * @param url instead of the exchange's own
 * @param symbols that are watched
 * @param patience how long an answer may take
 * @param maxClockSkew beyond which nothing is signed
 */
record Access(
        Venue venue,
        Optional<String> url,
        Keys keys,
        Set<Symbol> symbols,
        Duration patience,
        Duration maxClockSkew) {

    Access {
        symbols = Set.copyOf(symbols);
    }

    ExchangeSpecification specification(Class<? extends Exchange> exchange) {
        ExchangeSpecification specification = new ExchangeSpecification(exchange);
        url.ifPresent(specification::setSslUri);
        specification.setApiKey(keys.key());
        specification.setSecretKey(keys.secret());
        specification.setShouldLoadRemoteMetaData(false);
        specification.setHttpConnTimeout((int) patience.toMillis());
        specification.setHttpReadTimeout((int) patience.toMillis());
        return specification;
    }

    /**
     * An account's keys. They leave this record for the exchange's signature alone: its text does
     * not show them, and neither does what an exchange says.
     *
     * @param passphrase empty where the exchange has none
     */
    record Keys(String key, String secret, String passphrase) {

        /** The text without the keys, however it came to hold them. */
        String scrub(String text) {
            String scrubbed = text;
            for (String hidden : List.of(key, secret, passphrase)) {
                if (!hidden.isEmpty()) {
                    scrubbed = scrubbed.replace(hidden, "***");
                }
            }
            return scrubbed;
        }

        @Override
        public String toString() {
            return "Keys[***]";
        }
    }
}
