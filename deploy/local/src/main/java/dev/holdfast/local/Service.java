package dev.holdfast.local;

import dev.holdfast.contracts.topic.Topic;

import java.util.Locale;

/** The five services, in the order in which a portfolio's records pass them. */
public enum Service {
    TRADE_SYNC(8081),
    RISK(8082),
    PLAN_MONITOR(8083),
    PORTFOLIO(8084),
    REPORTING(8080);

    private final int defaultPort;

    Service(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The name of its module and of its log, such as {@code plan-monitor-service}. */
    public String module() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-service";
    }

    /** Its database role and the schema of the same name, such as {@code plan_monitor}. */
    public String schema() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its REST is found unless other ports were asked for. */
    public int defaultPort() {
        return defaultPort;
    }

    public String deadLetters() {
        return Topic.deadLetters(module());
    }
}
