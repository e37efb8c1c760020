package dev.holdfast.runtime.assembly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;

/** Settings that all services share. */
@ConfigMapping(prefix = "holdfast.runtime")
public interface RuntimeConfig {

    /** How far back marks are known on every quarter hour: as long as a restatement may reach. */
    @WithDefault("P14D")
    Duration marksHistory();

    /**
     * The name of this instance among those of its service, kept over restarts: with it, an
     * instance that was killed gets its partitions back at once instead of after the session's
     * timeout. No two instances of a service may have the same. A pod's name serves, or {@code
     * risk-service-0}.
     */
    Optional<String> instance();

    /**
     * How long the lane may be at one piece of work before the instance counts as stuck; waiting
     * for a database that is away is no such work.
     */
    @WithDefault("PT2M")
    Duration stuckAfter();
}
