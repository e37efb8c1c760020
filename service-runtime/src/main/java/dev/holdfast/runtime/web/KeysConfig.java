package dev.holdfast.runtime.web;

import io.smallrye.config.ConfigMapping;

import java.util.Optional;

/** Who may call the REST of a service. */
@ConfigMapping(prefix = "holdfast.security")
public interface KeysConfig {

    /**
     * A JSON file of the keys: {@code
     * [{"key":"…","role":"viewer|bot|operator","name":"…","portfolios":["swing"]}]}. A bot may name
     * its portfolios only. Without a file nobody may call.
     */
    Optional<String> keys();
}
