package dev.holdfast.reporting.domain.day;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

class CurveProperties {

    @Property(tries = 300)
    void aThinnedCurveIsShortEnoughAndKeepsItsEndsItsHighestAndItsLowest(
            @ForAll @Size(min = 1, max = 3000) List<Integer> points,
            @ForAll @IntRange(min = 4, max = 600) int most) {
        List<Integer> thin = Curve.thinned(points, most, p -> Optional.of(BigDecimal.valueOf(p)));
        assertThat(thin).hasSizeLessThanOrEqualTo(most);
        assertThat(thin.getFirst()).isEqualTo(points.getFirst());
        assertThat(thin.getLast()).isEqualTo(points.getLast());
        assertThat(Collections.max(thin)).isEqualTo(Collections.max(points));
        assertThat(Collections.min(thin)).isEqualTo(Collections.min(points));
        assertThat(points).containsSubsequence(thin);
    }
}
