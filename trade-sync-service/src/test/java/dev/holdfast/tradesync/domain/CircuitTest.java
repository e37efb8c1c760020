package dev.holdfast.tradesync.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class CircuitTest {

    private static final Instant NOW = Instant.parse("2013-11-25T00:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Test
    void fewerFailuresThanAStreakLeaveItClosed() {
        Circuit circuit = Circuit.CLOSED.failed(NOW, 3).failed(NOW, 3);
        assertThat(circuit.open()).isFalse();
        assertThat(circuit.admits(NOW, 3, PAUSE)).isTrue();
    }

    @Test
    void aStreakOpensItAndAfterThePauseOneAttemptIsLetThrough() {
        Circuit circuit = Circuit.CLOSED.failed(NOW, 2).failed(NOW, 2);
        assertThat(circuit.open()).isTrue();
        assertThat(circuit.admits(NOW.plusSeconds(4), 2, PAUSE)).isFalse();
        assertThat(circuit.admits(NOW.plusSeconds(5), 2, PAUSE)).isTrue();
    }

    @Test
    void eachFurtherFailureDoublesThePauseUpToALimit() {
        Circuit circuit = Circuit.CLOSED;
        for (int i = 0; i < 100; i++) {
            circuit = circuit.failed(NOW, 2);
        }
        assertThat(circuit.admits(NOW.plusSeconds(5 * 64 - 1), 2, PAUSE)).isFalse();
        assertThat(circuit.admits(NOW.plusSeconds(5 * 64), 2, PAUSE)).isTrue();
    }
}
