package dev.holdfast.tradesync.venue.xchange;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenueConnector;
import dev.holdfast.tradesync.venue.VenuePlugins;
import dev.holdfast.tradesync.venue.xchange.VenuesConfig.OfVenue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings in the venues that are configured: XChange's, and those of plugins. The classes of the
 * others are never loaded.
 */
@ApplicationScoped
public class XChangeVenues implements VenueConnector {

    /** A thousandth of a millisecond: nothing that is configured means less. */
    private static final Duration LEAST_PER_UNIT = Duration.ofNanos(1_000);

    private static final Pattern EXCHANGE = Pattern.compile("HOLDFAST_VENUES_(.+)_EXCHANGE");

    private final List<VenueAdapter> adapters;

    /** Of two constructors the container takes the one that is marked, and without it none. */
    @Inject
    XChangeVenues(VenuesConfig config, VenuePlugins plugins) {
        this(config, plugins, System.getenv());
    }

    XChangeVenues(VenuesConfig config, VenuePlugins plugins, Map<String, String> environment) {
        SecretKeys keys = new SecretKeys(environment);
        mustBeRead(environment.keySet(), config.byName().keySet());
        this.adapters =
                config.byName().entrySet().stream()
                        .map(entry -> adapter(entry.getKey(), entry.getValue(), plugins, keys))
                        .toList();
    }

    /**
     * Names of variables have no hyphen, so that of a venue with one cannot be told from them: such
     * a variable would set nothing up, and nobody would say so.
     */
    private static void mustBeRead(Set<String> variables, Set<String> names) {
        Set<String> known =
                names.stream()
                        .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
                        .collect(Collectors.toSet());
        for (String variable : variables) {
            Matcher exchange = EXCHANGE.matcher(variable);
            if (exchange.matches() && !known.contains(exchange.group(1))) {
                throw new InvalidValue(
                        variable
                                + " sets no venue up: a name with a hyphen stands in a file that"
                                + " QUARKUS_CONFIG_LOCATIONS names, as in docs/venues.md.");
            }
        }
    }

    @Override
    public List<VenueAdapter> adapters() {
        return adapters;
    }

    private static VenueAdapter adapter(
            String name, OfVenue config, VenuePlugins plugins, SecretKeys keys) {
        Optional<Function<Access, Dialect>> dialect = dialect(config.exchange());
        if (dialect.isEmpty()) {
            return plugins.of(config.exchange())
                    .orElseThrow(
                            () ->
                                    new InvalidValue(
                                            "holdfast.venues."
                                                    + name
                                                    + ".exchange is "
                                                    + config.exchange()
                                                    + ", which is neither kraken, binance, bitstamp"
                                                    + " nor okx, nor a plugin's in"
                                                    + " holdfast.venue-plugins.directory."))
                    .open(Venue.of(name), config.settings());
        }
        Access access = access(name, config, keys);
        Dialect spoken = dialect.get().apply(access);
        return new XChangeVenue(
                access,
                spoken,
                budget(name, config.requestBudget(), spoken),
                InstantSource.system());
    }

    private static RequestBudget budget(
            String name, VenuesConfig.RequestBudgetOf config, Dialect spoken) {
        int units = config.units().orElse(spoken.burst());
        Duration perUnit = config.perUnit().orElse(spoken.perUnit());
        if (units < 1 || perUnit.compareTo(LEAST_PER_UNIT) < 0) {
            throw new InvalidValue(
                    "holdfast.venues."
                            + name
                            + ".request-budget needs units of one or more, and "
                            + LEAST_PER_UNIT
                            + " or more per-unit.");
        }
        return new RequestBudget(units, perUnit, System::nanoTime);
    }

    private static Optional<Function<Access, Dialect>> dialect(String exchange) {
        return Optional.ofNullable(
                switch (exchange) {
                    case "kraken" -> Kraken::new;
                    case "binance" -> Binance::new;
                    case "bitstamp" -> Bitstamp::new;
                    case "okx" -> Okx::new;
                    default -> null;
                });
    }

    private static Access access(String name, OfVenue config, SecretKeys keys) {
        try {
            return new Access(
                    Venue.of(name),
                    config.url(),
                    keys.of(name, config, config.exchange().equals("okx")),
                    symbols(config),
                    config.patience(),
                    config.maxClockSkew());
        } catch (InvalidValue e) {
            throw new InvalidValue("holdfast.venues." + name + ": " + e.getMessage());
        }
    }

    private static Set<Symbol> symbols(OfVenue config) {
        return config.symbols().orElseGet(List::of).stream()
                .map(text -> Symbol.of(text.strip()))
                .collect(Collectors.toSet());
    }
}
