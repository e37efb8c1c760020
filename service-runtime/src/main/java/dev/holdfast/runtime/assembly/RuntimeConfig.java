package dev.holdfast.runtime.assembly;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Settings that all services share. */
@ConfigMapping(prefix = "holdfast.runtime")
public interface RuntimeConfig {

    /** How far back marks are known on every quarter hour: as long as a restatement may reach. */
    @WithDefault("P14D")
    Duration marksHistory();

    /**
     * How long the lane may be at one piece of work before the instance counts as stuck; waiting
     * for a database that is away is no such work.
     */
    @WithDefault("PT2M")
    Duration stuckAfter();
}
