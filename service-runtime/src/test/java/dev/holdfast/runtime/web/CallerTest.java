package dev.holdfast.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class CallerTest {

    private static final Optional<String> SWING = Optional.of("swing");

    private final Caller viewer = new Caller("screen", Caller.Role.VIEWER, List.of());
    private final Caller bot = new Caller("trend", Caller.Role.BOT, List.of("swing"));
    private final Caller operator = new Caller("ada", Caller.Role.OPERATOR, List.of());

    @Test
    void aViewerLooksAndChangesNothing() {
        assertThat(viewer.refusal(true, false, SWING)).isEmpty();
        assertThat(viewer.refusal(false, true, SWING)).isPresent();
    }

    @Test
    void aBotTradesItsOwnPortfoliosOnly() {
        assertThat(bot.refusal(false, true, SWING)).isEmpty();
        assertThat(bot.refusal(true, false, Optional.of("other")))
                .hasValueSatisfying(why -> assertThat(why).contains("other"));
    }

    @Test
    void aBotDoesNotOperate() {
        assertThat(bot.refusal(false, false, SWING))
                .hasValueSatisfying(why -> assertThat(why).contains("operator"));
    }

    @Test
    void anOperatorMayDoEverything() {
        assertThat(operator.refusal(false, false, SWING)).isEmpty();
    }
}
