package dev.holdfast.reporting.domain.day;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

class CalendarDayProperties {

    @Property(tries = 2000)
    void everyInstantIsInExactlyOneDayAndDaysFollowEachOtherWithoutAGap(
            @ForAll("timezones") ZoneId timezone,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        Instant at = Instant.ofEpochSecond(second);
        CalendarDay day = CalendarDay.containing(at, timezone);
        assertThat(day.contains(at)).isTrue();
        assertThat(CalendarDay.containing(day.endsAt(), timezone).startsAt())
                .isEqualTo(day.endsAt());
        assertThat(CalendarDay.endingAt(day.endsAt(), timezone)).isEqualTo(day);
        assertThat(CalendarDay.of(day.date(), timezone)).contains(day);
    }

    @Provide
    Arbitrary<ZoneId> timezones() {
        return Arbitraries.of(
                List.of(
                        ZoneId.of("Australia/Sydney"),
                        ZoneId.of("Australia/Lord_Howe"),
                        ZoneId.of("America/New_York"),
                        ZoneId.of("America/Havana"),
                        ZoneId.of("America/Sao_Paulo"),
                        ZoneId.of("Asia/Kathmandu"),
                        ZoneId.of("Pacific/Apia"),
                        ZoneId.of("Europe/Berlin"),
                        ZoneId.of("UTC")));
    }
}
