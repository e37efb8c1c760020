package dev.holdfast.tradesync.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contracts.value.InvalidValue;
import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.contracts.value.TradingMode;
import dev.holdfast.contracts.value.Venue;
import dev.holdfast.tradesync.venue.VenueAdapter;
import dev.holdfast.tradesync.venue.VenuePlugins;
import dev.holdfast.tradesync.venue.VenueProvider;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

class ConfiguredVenuesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "HOLDFAST_VENUES_KRAKEN_MAIN_API_KEY", "from-the-environment",
                    "HOLDFAST_VENUES_KRAKEN_MAIN_API_SECRET", "c2VjcmV0");

    @TempDir Path directory;

    @Test
    void aVenueIsNamedByItsUserAndTakesItsKeysFromTheEnvironment() {
        XChangeVenues venues =
                new XChangeVenues(
                        config(
                                Map.of(
                                        "holdfast.venues.kraken-main.exchange", "kraken",
                                        "holdfast.venues.kraken-main.symbols", "BTC/USD,ETH/USD")),
                        new VenuePlugins(Optional.empty()),
                        ENVIRONMENT);

        VenueAdapter kraken = venues.adapters().getFirst();
        assertThat(kraken.venue()).isEqualTo(Venue.of("kraken-main"));
        assertThat(kraken.mode()).isEqualTo(TradingMode.LIVE);
        assertThat(kraken.watched())
                .containsExactlyInAnyOrder(Symbol.of("BTC/USD"), Symbol.of("ETH/USD"));
    }

    @Test
    void theEnvironmentAloneSetsAVenueUp() {
        Map<String, String> environment = environment("KRAKEN");
        VenuesConfig config = config(new EnvConfigSource(environment, 300));

        XChangeVenues venues =
                new XChangeVenues(config, new VenuePlugins(Optional.empty()), environment);

        VenueAdapter kraken = venues.adapters().getFirst();
        assertThat(kraken.venue()).isEqualTo(Venue.of("kraken"));
        assertThat(kraken.watched())
                .containsExactlyInAnyOrder(Symbol.of("BTC/USD"), Symbol.of("ETH/USD"));
        VenuesConfig.OfVenue read = config.byName().get("kraken");
        assertThat(read.url()).contains("http://127.0.0.1:8095");
        assertThat(read.maxClockSkew()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.requestBudget().units()).contains(20);
        assertThat(read.requestBudget().perUnit()).contains(Duration.ofSeconds(1));
    }

    @Test
    void aVenueWithAHyphenThatTheEnvironmentCannotNameStopsTheStart() {
        Map<String, String> environment = environment("KRAKEN_LONG");
        VenuesConfig config = config(new EnvConfigSource(environment, 300));

        assertThatThrownBy(
                        () ->
                                new XChangeVenues(
                                        config, new VenuePlugins(Optional.empty()), environment))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("HOLDFAST_VENUES_KRAKEN_LONG_EXCHANGE");
    }

    private static Map<String, String> environment(String name) {
        String variable = "HOLDFAST_VENUES_" + name + "_";
        return Map.of(
                variable + "EXCHANGE", "kraken",
                variable + "SYMBOLS", "BTC/USD,ETH/USD",
                variable + "URL", "http://127.0.0.1:8095",
                variable + "MAX_CLOCK_SKEW", "2S",
                variable + "REQUEST_BUDGET_UNITS", "20",
                variable + "REQUEST_BUDGET_PER_UNIT", "1S",
                variable + "API_KEY", "from-the-environment",
                variable + "API_SECRET", "c2VjcmV0");
    }

    @Test
    void aSecretFileHoldsOneKey() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "c2VjcmV0\n");
        VenuesConfig config =
                config(
                        Map.of(
                                "holdfast.venues.kraken.exchange", "kraken",
                                "holdfast.venues.kraken.api-key-file", secret.toString(),
                                "holdfast.venues.kraken.api-secret-file", secret.toString()));

        assertThat(
                        new SecretKeys(Map.of())
                                .of("kraken", config.byName().get("kraken"), false)
                                .secret())
                .isEqualTo("c2VjcmV0");
    }

    @Test
    void aVenueWithoutAKeyStopsTheStartAndSaysWhereItGoes() {
        assertThatThrownBy(
                        () ->
                                new XChangeVenues(
                                        config(Map.of("holdfast.venues.okx.exchange", "okx")),
                                        new VenuePlugins(Optional.empty()),
                                        ENVIRONMENT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("HOLDFAST_VENUES_OKX_API_KEY")
                .hasMessageContaining("holdfast.venues.okx.api-key-file");
    }

    @Test
    void aBudgetOfNothingStopsTheStart() {
        assertThatThrownBy(
                        () ->
                                new XChangeVenues(
                                        config(
                                                Map.of(
                                                        "holdfast.venues.kraken-main.exchange",
                                                        "kraken",
                                                        "holdfast.venues.kraken-main.request-budget.units",
                                                        "0")),
                                        new VenuePlugins(Optional.empty()),
                                        ENVIRONMENT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("holdfast.venues.kraken-main.request-budget");
    }

    @Test
    void anAccountOfAHigherTierMayAskMore() {
        VenuesConfig config =
                config(
                        Map.of(
                                "holdfast.venues.kraken.exchange", "kraken",
                                "holdfast.venues.kraken.request-budget.units", "20",
                                "holdfast.venues.kraken.request-budget.per-unit", "1S"));

        assertThat(config.byName().get("kraken").requestBudget().units()).contains(20);
        assertThat(config.byName().get("kraken").requestBudget().perUnit())
                .contains(Duration.ofSeconds(1));
    }

    @Test
    void anExchangeThatNobodyBringsStopsTheStart() {
        assertThatThrownBy(
                        () ->
                                new XChangeVenues(
                                        config(Map.of("holdfast.venues.ib.exchange", "ib")),
                                        new VenuePlugins(Optional.of(directory)),
                                        ENVIRONMENT))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("holdfast.venue-plugins.directory");
    }

    @Test
    void aPluginsJarBringsAVenueWithItsSettings() throws IOException {
        try (OutputStream file = Files.newOutputStream(directory.resolve("brought.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + VenueProvider.class.getName()));
            jar.write(Brought.class.getName().getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }

        XChangeVenues venues =
                new XChangeVenues(
                        config(
                                Map.of(
                                        "holdfast.venues.ib.exchange", "brought",
                                        "holdfast.venues.ib.settings.port", "4001")),
                        new VenuePlugins(Optional.of(directory)),
                        ENVIRONMENT);

        assertThat(venues.adapters().getFirst().venue()).isEqualTo(Venue.of("ib-4001"));
    }

    /** What a plugin's jar would hold. */
    public static final class Brought implements VenueProvider {

        @Override
        public String exchange() {
            return "brought";
        }

        @Override
        public VenueAdapter open(Venue venue, Map<String, String> settings) {
            return (VenueAdapter)
                    Proxy.newProxyInstance(
                            Brought.class.getClassLoader(),
                            new Class<?>[] {VenueAdapter.class},
                            (proxy, method, arguments) ->
                                    Venue.of(venue + "-" + settings.get("port")));
        }
    }

    private static VenuesConfig config(Map<String, String> settings) {
        return config(new PropertiesConfigSource(settings, "test", 100));
    }

    private static VenuesConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withMapping(VenuesConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(source)
                .build()
                .getConfigMapping(VenuesConfig.class);
    }
}
