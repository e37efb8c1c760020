package dev.holdfast.runtime.counting;

import io.quarkus.test.junit.QuarkusTestProfile;

import java.util.Map;

/** The runtime with the counting handler as its service. */
public final class CountingService implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.flyway.locations", "db/runtime,db/counting");
    }
}
