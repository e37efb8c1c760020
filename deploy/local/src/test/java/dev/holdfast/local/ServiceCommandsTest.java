package dev.holdfast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class ServiceCommandsTest {

    @Test
    void aHeapIsWhatWasAskedForAndSmallOtherwise() {
        assertThat(ServiceCommands.heap(Optional.of("1g"))).isEqualTo("1g");
        assertThat(ServiceCommands.heap(Optional.empty())).isEqualTo("80m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "96", "0m", "-Xmx1g", "1 g"})
    void aHeapThatIsNoSizeStopsTheStartWithASentence(String asked) {
        assertThatThrownBy(() -> ServiceCommands.heap(Optional.of(asked)))
                .isInstanceOf(StartFailure.class)
                .hasMessage(
                        "HOLDFAST_HEAP is '"
                                + asked
                                + "': give the heap of each service as 96m or 1g.");
    }
}
