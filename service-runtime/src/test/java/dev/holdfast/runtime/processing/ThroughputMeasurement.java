package dev.holdfast.runtime.processing;

import static dev.holdfast.runtime.processing.Deployment.moved;
import static dev.holdfast.runtime.processing.Deployment.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.topic.Topic;
import dev.holdfast.runtime.counting.CountedRows;
import dev.holdfast.runtime.outbox.Outbound;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * How many simple records a second go the whole way: read, checked for repetition, folded, stored
 * with a row and an event each, and published. Broker, database and instance share the machine. Run
 * by name; no build waits for it.
 */
class ThroughputMeasurement {

    private static final Logger LOG = Logger.getLogger(ThroughputMeasurement.class);
    private static final int RECORDS = 200_000;
    private static final int PORTFOLIOS = 1_000;
    private static final int ROUNDS = 3;

    @Test
    void recordsASecond() {
        try (Deployment deployment = new Deployment()) {
            for (int round = 0; round < ROUNDS; round++) {
                Outbound[] records = new Outbound[RECORDS];
                for (int i = 0; i < RECORDS; i++) {
                    records[i] = outside(moved("p-" + i % PORTFOLIOS, "m-" + round + "-" + i, "1"));
                }
                deployment.writeMany(records);
                try (Instance instance = new Instance(deployment, new CountedRows())) {
                    instance.takesOver();
                    long start = System.nanoTime();
                    instance.catchesUp();
                    double committed = (System.nanoTime() - start) / 1e9;
                    instance.untilPublished();
                    double published = (System.nanoTime() - start) / 1e9;
                    LOG.infof(
                            "Round %d: %.0f records a second committed, %.0f published; %s",
                            round, RECORDS / committed, RECORDS / published, instance.timers());
                    assertThat(instance.counted("folded")).isGreaterThanOrEqualTo(RECORDS);
                }
            }
            assertThat(deployment.read(Topic.VENUE_STATE.topicName())).hasSize(ROUNDS * RECORDS);
        }
    }
}
