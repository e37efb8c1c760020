package dev.holdfast.planmonitor.domain;

import static dev.holdfast.contracts.value.Side.BUY;
import static dev.holdfast.planmonitor.domain.Desk.stop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanBookTest {

    @Test
    void aTriggerChangesPlansAloneAndAFillMore() {
        Desk desk = Desk.open().enterLong("a", "1", "800", stop("780")).mark("800");
        PlanBook before = desk.book;

        desk.mark("780");
        assertThat(before.differsInPlansAlone(desk.book)).isTrue();
        assertThat(before.withoutPlans()).isEqualTo(desk.book.withoutPlans());

        desk.fill("", BUY, "1", "780");
        assertThat(before.differsInPlansAlone(desk.book)).isFalse();
    }
}
