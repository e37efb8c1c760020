package dev.holdfast.runtime.processing;

import static dev.holdfast.runtime.processing.Deployment.moved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.value.Symbol;
import dev.holdfast.runtime.counting.CountedRows;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

/** Every mark reaches a portfolio once in effect, whoever owns it and however often they die. */
class EveryMarkTest {

    private static final CountedRows ROWS = new CountedRows();

    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = new Deployment();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void aPortfolioSeesEachMarkOnceOverAKillAndARestart() {
        Symbol symbol = Symbol.of("KILL/USD");
        deployment.write(moved("killed", "m-1", "1"));
        Instance killed = new Instance(deployment, ROWS).takesOver().catchesUp();
        BigDecimal before = killed.state("killed").markSum();
        deployment.mark(symbol, 0, "1", "2", "4");
        killed.until("killed", state -> sum(state.markSum(), before, "7"));
        killed.isKilled();
        deployment.mark(symbol, 3, "8", "16");

        // The successor has read all marks before it takes over, and must go back.
        Instance second = new Instance(deployment, ROWS).untilMarkedAt(symbol, "16").takesOver();
        second.until("killed", state -> sum(state.markSum(), before, "31"));
        deployment.mark(symbol, 5, "32");
        second.until("killed", state -> sum(state.markSum(), before, "63"));
        second.close();

        // After an orderly stop the table comes from a checkpoint.
        deployment.mark(symbol, 6, "64");
        try (Instance third = new Instance(deployment, ROWS).takesOver()) {
            third.until("killed", state -> sum(state.markSum(), before, "127"));
        }
    }

    @Test
    void marksThatArePublishedAgainAreHarmless() {
        Symbol symbol = Symbol.of("AGAIN/USD");
        deployment.write(moved("again", "m-1", "1"));
        try (Instance instance = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            BigDecimal before = instance.state("again").markSum();
            deployment.mark(symbol, 0, "1", "2", "4");
            instance.until("again", state -> sum(state.markSum(), before, "7"));
            deployment.mark(symbol, 0, "1", "2");
            deployment.mark(symbol, 3, "8");
            instance.until("again", state -> sum(state.markSum(), before, "15"));
            assertThat(instance.counted("duplicate")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void whoTakesAPortfolioOverSaysSoBeforeItFoldsAnythingElse() {
        deployment.write(moved("taken", "m-1", "1"));
        try (Instance first = new Instance(deployment, ROWS).takesOver().catchesUp()) {
            assertThat(first.state("taken").takenOver()).isZero();
        }
        try (Instance second = new Instance(deployment, ROWS).takesOver()) {
            second.until("taken", state -> state.takenOver() == 1);
        }
    }

    private static boolean sum(BigDecimal now, BigDecimal before, String added) {
        return now.subtract(before).compareTo(new BigDecimal(added)) == 0;
    }
}
