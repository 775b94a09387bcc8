package eu.volens.rights.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineLawTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final WorkingDays BELGIUM = Calendars.shipped().named("BE-legal-10/1");
    private static final DeadlineLaw LAW = new DeadlineLaw(BRUSSELS, BELGIUM);

    @ParameterizedTest(name = "received {0}: due {1}, extended {2} ({3})")
    @CsvSource({
            "2026-01-31, 2026-03-02, 2026-04-30, clamped to February then rolled over a weekend; three months are not one and two",
            "2026-03-06, 2026-04-07, 2026-06-08, falls on Easter Monday; extended falls on a Saturday",
            "2026-06-21, 2026-07-22, 2026-09-21, received on a Sunday; the national day",
            "2026-08-31, 2026-09-30, 2026-11-30, September has no 31st",
            "2026-11-30, 2026-12-30, 2027-03-01, February has no 30th and its 28th is a Sunday",
            "2026-03-05, 2026-04-07, 2026-06-05, Easter Sunday then Easter Monday",
            "2026-03-03, 2026-04-03, 2026-06-03, Good Friday is a working day",
            "2026-04-14, 2026-05-15, 2026-07-14, Ascension; the Friday after it is a working day",
            "2026-04-25, 2026-05-26, 2026-07-27, Whit Monday; the extended day is a Saturday",
            "2026-04-01, 2026-05-04, 2026-07-01, Labour Day before a weekend",
            "2026-07-15, 2026-08-17, 2026-10-15, Assumption on a Saturday rolls over the Sunday",
            "2026-10-01, 2026-11-02, 2027-01-04, All Saints on a Sunday; New Year before a weekend",
            "2026-10-02, 2026-11-02, 2027-01-04, All Souls is a working day",
            "2026-10-11, 2026-11-12, 2027-01-11, Armistice Day",
            "2026-11-25, 2026-12-28, 2027-02-25, Christmas on a Friday",
            "2026-11-26, 2026-12-28, 2027-02-26, a Saturday",
            "2026-06-11, 2026-07-13, 2026-09-11, the Flemish day falls on a Saturday; no other reason to roll",
            "2025-06-11, 2025-07-11, 2025-09-11, the Flemish day is a working day",
            "2028-01-31, 2028-02-29, 2028-05-02, a leap year; extended clamps to Sunday 30 April and Labour Day follows",
            "2027-12-31, 2028-01-31, 2028-03-31, over the turn of the year",
            "2026-12-01, 2027-01-04, 2027-03-01, New Year before a weekend",
            "2026-02-28, 2026-03-30, 2026-05-28, the last day of February is the 28th of the next month, a Saturday",
            "2024-01-29, 2024-02-29, 2024-04-29, a leap day is a day like others",
            "2024-01-30, 2024-02-29, 2024-04-30, clamped to the leap day",
            "2024-02-29, 2024-03-29, 2024-05-29, from the leap day to the 29th, not to the last of March; Good Friday is a working day",
            "2023-11-29, 2023-12-29, 2024-02-29, three months to a leap day",
            "2022-11-30, 2022-12-30, 2023-02-28, three months clamped to February",
            "2100-01-31, 2100-03-01, 2100-04-30, 2100 is no leap year; its 28 February is a Sunday",
            "2000-01-31, 2000-02-29, 2000-05-02, 2000 is one; the 30th of April is a Sunday before Labour Day",
            "2025-03-31, 2025-04-30, 2025-06-30, from one last day to another",
            "2025-05-31, 2025-06-30, 2025-09-01, the 31st of August is a Sunday",
            "2025-07-31, 2025-09-01, 2025-10-31, August has a 31st, a Sunday",
            "2025-10-31, 2025-12-01, 2026-02-02, the 30th of November is a Sunday, the 31st of January a Saturday",
            "2025-12-31, 2026-02-02, 2026-03-31, over the year's end to a Saturday",
            "2024-11-30, 2024-12-30, 2025-02-28, over the year's end; extended clamps to February",
            "2025-11-25, 2025-12-26, 2026-02-25, Christmas on a Thursday; the day after is a working day",
            "2026-09-25, 2026-10-26, 2026-12-28, a Sunday; extended falls on Christmas, a Friday",
            "2008-04-01, 2008-05-02, 2008-07-01, Ascension and Labour Day are one day; the Friday after is a working day",
            "2008-03-31, 2008-04-30, 2008-06-30, the eve of both",
            "2008-04-12, 2008-05-13, 2008-07-14, Whit Monday falls on the 12th of May",
            "2025-05-09, 2025-06-10, 2025-08-11, Whit Monday; extended is a Saturday",
            "2027-04-17, 2027-05-18, 2027-07-19, Whit Monday; extended is a Saturday",
            "2024-02-01, 2024-03-01, 2024-05-02, extended falls on Labour Day, a Wednesday",
            "2024-03-09, 2024-04-09, 2024-06-10, extended is a Sunday",
            "2018-05-25, 2018-06-25, 2018-08-27, the first day on which the GDPR applied"})
    void theMonthIsCountedAsTheRegulationCountsIt(LocalDate received, LocalDate due, LocalDate extended, String why) {
        Deadline deadline = LAW.receivedAt(received.atTime(LocalTime.NOON).atZone(BRUSSELS).toInstant());

        assertThat(deadline).as(why).isEqualTo(new Deadline(received, due, extended, "Europe/Brussels", "BE-legal-10/1"));
    }

    @ParameterizedTest(name = "received {0}: local day {1}, due {2}, expires {3}")
    @CsvSource({
            "2026-08-31T22:30:00Z, 2026-09-01, 2026-10-01, 2026-10-01T22:00:00Z",
            "2026-08-31T21:59:59.999Z, 2026-08-31, 2026-09-30, 2026-09-30T22:00:00Z",
            "2026-08-31T22:00:00Z, 2026-09-01, 2026-10-01, 2026-10-01T22:00:00Z",
            "2026-01-31T22:59:59Z, 2026-01-31, 2026-03-02, 2026-03-02T23:00:00Z",
            "2026-01-31T23:00:00Z, 2026-02-01, 2026-03-02, 2026-03-02T23:00:00Z",
            "2026-03-29T00:59:59Z, 2026-03-29, 2026-04-29, 2026-04-29T22:00:00Z",
            "2026-03-28T23:30:00Z, 2026-03-29, 2026-04-29, 2026-04-29T22:00:00Z",
            "2026-02-26T12:00:00Z, 2026-02-26, 2026-03-26, 2026-03-26T23:00:00Z",
            "2026-02-28T12:00:00Z, 2026-02-28, 2026-03-30, 2026-03-30T22:00:00Z",
            "2026-09-25T00:00:00Z, 2026-09-25, 2026-10-26, 2026-10-26T23:00:00Z",
            "2026-09-23T22:30:00Z, 2026-09-24, 2026-10-26, 2026-10-26T23:00:00Z",
            "2026-12-31T23:30:00Z, 2027-01-01, 2027-02-01, 2027-02-01T23:00:00Z",
            "2024-02-29T23:30:00Z, 2024-03-01, 2024-04-02, 2024-04-02T22:00:00Z",
            "2024-01-30T23:30:00Z, 2024-01-31, 2024-02-29, 2024-02-29T23:00:00Z",
            "2025-06-30T22:30:00Z, 2025-07-01, 2025-08-01, 2025-08-01T22:00:00Z",
            "2025-10-26T00:30:00Z, 2025-10-26, 2025-11-26, 2025-11-26T23:00:00Z",
            "2025-10-25T22:30:00Z, 2025-10-26, 2025-11-26, 2025-11-26T23:00:00Z",
            "2025-02-28T23:00:00Z, 2025-03-01, 2025-04-01, 2025-04-01T22:00:00Z",
            "2025-09-26T12:00:00Z, 2025-09-26, 2025-10-27, 2025-10-27T23:00:00Z",
            "2022-02-27T00:00:00Z, 2022-02-27, 2022-03-28, 2022-03-28T22:00:00Z"})
    void theDayOfReceiptIsTheLocalOneAndTheLastHourIsLocalToo(Instant received, LocalDate day, LocalDate due, Instant expires) {
        Deadline deadline = LAW.receivedAt(received);

        assertThat(deadline.receivedOn()).isEqualTo(day);
        assertThat(deadline.dueOn()).isEqualTo(due);
        assertThat(deadline.expiresAt()).isEqualTo(expires);
    }

    @ParameterizedTest
    @CsvSource({"2026-09-30T21:59:59Z, 0", "2026-09-30T22:00:00Z, -1", "2026-08-31T10:00:00Z, 30", "2026-10-31T23:00:00Z, -32"})
    void daysLeftAreCountedInTheControllersZone(Instant now, long daysLeft) {
        Deadline deadline = LAW.receivedAt(Instant.parse("2026-08-31T10:00:00Z"));

        assertThat(deadline.daysLeft(Clock.fixed(now, ZoneId.of("UTC")))).isEqualTo(daysLeft);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20260131, 987654321, -5})
    void everyDeadlineKeepsTheLawsProperties(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            LocalDate received = somewhere(random);
            Instant at = received.atTime(LocalTime.ofSecondOfDay(random.nextInt(86_400))).atZone(BRUSSELS).toInstant();
            check(LAW.receivedAt(at), LAW.receivedAt(at.plusSeconds(random.nextInt(10_000_000))));
        }
    }

    /** Every second person writes on one of the days around which months, years and clocks change. */
    private static LocalDate somewhere(Random random) {
        LocalDate first = LocalDate.of(1990, 1, 1).plusDays(random.nextInt(40_000));
        return random.nextBoolean() ? first : YearMonth.from(first).atEndOfMonth().minusDays(random.nextInt(4)).plusDays(random.nextInt(4));
    }

    private static void check(Deadline deadline, Deadline later) {
        LocalDate day = deadline.receivedOn();
        LocalDate clamped = YearMonth.from(day).plusMonths(1).atDay(
                Math.min(day.getDayOfMonth(), YearMonth.from(day).plusMonths(1).lengthOfMonth()));
        assertThat(deadline.dueOn()).as("never before the month has passed, for %s", day).isAfterOrEqualTo(clamped);
        assertThat(deadline.dueOn()).as("never more than the longest row of closed days after it, for %s", day)
                .isBeforeOrEqualTo(clamped.plusDays(4));
        assertThat(BELGIUM.isWorkingDay(deadline.dueOn())).as("never on a closed day, for %s", day).isTrue();
        assertThat(BELGIUM.isWorkingDay(deadline.dueIfExtendedOn())).as("extended, for %s", day).isTrue();
        assertThat(deadline.dueIfExtendedOn()).as("never less than two months more, roughly, for %s", day).isAfter(deadline.dueOn().plusDays(50));
        assertThat(later.dueOn()).as("who writes later is never due earlier, for %s", day).isAfterOrEqualTo(deadline.dueOn());
        assertThat(later.dueIfExtendedOn()).as("nor extended, for %s", day).isAfterOrEqualTo(deadline.dueIfExtendedOn());
        assertThat(deadline.expiresAt()).as("the last hour is over when the next day begins, for %s", day)
                .isEqualTo(deadline.dueOn().plusDays(1).atStartOfDay(BRUSSELS).toInstant());
        assertThat(LAW.internalTarget(day, false)).as("wanted before it is due, after it came in, for %s", day).isBetween(day, deadline.dueOn());
        assertThat(LAW.internalTarget(day, true)).as("also when extended, for %s", day)
                .isBetween(LAW.internalTarget(day, false), deadline.dueIfExtendedOn());
    }

    @ParameterizedTest
    @CsvSource({
            "2026, 2026-01-01 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-07-21 2026-08-15 2026-11-01 2026-11-11 2026-12-25",
            "2027, 2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-07-21 2027-08-15 2027-11-01 2027-11-11 2027-12-25",
            "2028, 2028-01-01 2028-04-17 2028-05-01 2028-05-25 2028-06-05 2028-07-21 2028-08-15 2028-11-01 2028-11-11 2028-12-25"})
    void belgiumHasTheseTenHolidaysAndNoOther(int year, String days) {
        String computed = LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(BELGIUM::isHoliday).map(LocalDate::toString).reduce((a, b) -> a + " " + b).orElse("");

        assertThat(computed).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({"1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2038-04-25",
            "2049-04-18", "2076-04-19", "2285-03-22"})
    void easterFallsWhereItFell(LocalDate easter) {
        assertThat(Holiday.easterSunday(easter.getYear())).isEqualTo(easter);
    }

    @Test
    void ascensionOnLabourDayIsOneDayLess() {
        assertThat(LocalDate.of(2008, 1, 1).datesUntil(LocalDate.of(2009, 1, 1)).filter(BELGIUM::isHoliday)).hasSize(9);
    }
}
