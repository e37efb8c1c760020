package dev.holdfast.reporting.domain.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contracts.json.EventCodec;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

class CalendarDayTest {

    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

    @Test
    void aDayInSydneyBeginsInTheAfternoonOfTheDayBeforeInUtc() {
        CalendarDay day = day("2013-11-26", SYDNEY);
        assertThat(day.startsAt()).isEqualTo("2013-11-25T13:00:00Z");
        assertThat(day.endsAt()).isEqualTo("2013-11-26T13:00:00Z");
        assertThat(day.hours()).isEqualByComparingTo("24");
    }

    @Test
    void whenSummerBeginsTheDayHas23Hours() {
        assertThat(day("2013-10-06", SYDNEY).hours()).isEqualByComparingTo("23");
        assertThat(day("2013-03-10", ZoneId.of("America/New_York")).hours())
                .isEqualByComparingTo("23");
        assertThat(day("2013-03-31", ZoneId.of("Europe/Berlin")).hours())
                .isEqualByComparingTo("23");
    }

    @Test
    void whenSummerEndsTheDayHas25Hours() {
        assertThat(day("2014-04-06", SYDNEY).hours()).isEqualByComparingTo("25");
        assertThat(day("2013-11-03", ZoneId.of("America/New_York")).hours())
                .isEqualByComparingTo("25");
    }

    @Test
    void lordHoweChangesItsClocksByHalfAnHour() {
        assertThat(day("2013-10-06", ZoneId.of("Australia/Lord_Howe")).hours())
                .isEqualByComparingTo("23.5");
    }

    @Test
    void whereMidnightIsSkippedTheDayBeginsAtItsFirstInstant() {
        CalendarDay day = day("2013-10-20", ZoneId.of("America/Sao_Paulo"));
        assertThat(day.startsAt()).isEqualTo("2013-10-20T03:00:00Z");
        assertThat(day.hours()).isEqualByComparingTo("23");
    }

    @Test
    void whereMidnightRepeatsTheDayBeginsAtTheEarlierOne() {
        CalendarDay day = day("2013-11-03", ZoneId.of("America/Havana"));
        assertThat(day.startsAt()).isEqualTo("2013-11-03T04:00:00Z");
        assertThat(day.hours()).isEqualByComparingTo("25");
        assertThat(CalendarDay.containing(day.startsAt(), day.timezone())).isEqualTo(day);
    }

    @Test
    void aDateThatATimezoneSkippedIsNoDay() {
        ZoneId samoa = ZoneId.of("Pacific/Apia");
        assertThat(CalendarDay.of(LocalDate.parse("2011-12-30"), samoa)).isEmpty();
        assertThat(day("2011-12-29", samoa).endsAt())
                .isEqualTo(day("2011-12-31", samoa).startsAt());
    }

    @Test
    void theBoundaryBelongsToTheDayThatBegins() {
        Instant boundary = Instant.parse("2013-11-26T13:00:00Z");
        assertThat(CalendarDay.endingAt(boundary, SYDNEY).date()).isEqualTo("2013-11-26");
        assertThat(CalendarDay.containing(boundary, SYDNEY).date()).isEqualTo("2013-11-27");
        assertThat(day("2013-11-26", SYDNEY).contains(boundary)).isFalse();
        assertThat(day("2013-11-27", SYDNEY).contains(boundary)).isTrue();
    }

    @Test
    void aestIsMeantAsSydneysTimeWithItsSummer() {
        CalendarDay day = day("2014-04-06", EventCodec.timezone("AEST"));
        assertThat(day.timezone()).isEqualTo(SYDNEY);
        assertThat(day.hours()).isEqualByComparingTo("25");
    }

    private static CalendarDay day(String date, ZoneId timezone) {
        return CalendarDay.of(LocalDate.parse(date), timezone).orElseThrow();
    }
}
