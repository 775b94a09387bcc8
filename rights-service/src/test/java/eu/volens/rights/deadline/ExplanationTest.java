package eu.volens.rights.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTest {

    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
    private static final WorkingDays BELGIUM = Calendars.shipped().named("BE-legal-10/1");
    private static final DeadlineLaw LAW = new DeadlineLaw(BRUSSELS, BELGIUM);

    @ParameterizedTest(name = "received {0}: {1}")
    @CsvSource(delimiter = '|', value = {
            "2026-08-31T22:30:00Z | day-of-receipt 2026-09-01, one-month 2026-10-01, last-hour 2026-10-01",
            "2026-01-31T10:00:00Z | day-of-receipt 2026-01-31, one-month 2026-02-28, end-of-month 2026-02-28, closed-day SATURDAY 2026-03-01,"
                    + " closed-day SUNDAY 2026-03-02, last-hour 2026-03-02",
            "2026-03-05T10:00:00Z | day-of-receipt 2026-03-05, one-month 2026-04-05, closed-day SUNDAY 2026-04-06,"
                    + " closed-day Easter Monday 2026-04-07, last-hour 2026-04-07",
            "2026-04-01T10:00:00Z | day-of-receipt 2026-04-01, one-month 2026-05-01, closed-day Labour Day 2026-05-02,"
                    + " closed-day SATURDAY 2026-05-03, closed-day SUNDAY 2026-05-04, last-hour 2026-05-04",
            "2008-04-01T10:00:00Z | day-of-receipt 2008-04-01, one-month 2008-05-01, closed-day Labour Day 2008-05-02, last-hour 2008-05-02",
            "2026-07-15T10:00:00Z | day-of-receipt 2026-07-15, one-month 2026-08-15, closed-day Assumption Day 2026-08-16,"
                    + " closed-day SUNDAY 2026-08-17, last-hour 2026-08-17"})
    void everyStepNamesItsRuleAndWhereItLed(Instant received, String steps) {
        assertThat(told(LAW.explain(received).plain().steps())).isEqualTo(steps);
    }

    @Test
    void theExtendedDayIsCountedFromTheReceiptToo() {
        Explanation explanation = LAW.explain(Instant.parse("2026-01-31T10:00:00Z"));

        assertThat(told(explanation.extended().steps()))
                .isEqualTo("day-of-receipt 2026-01-31, three-months 2026-04-30, end-of-month 2026-04-30, last-hour 2026-04-30");
        assertThat(explanation.extended().steps().getLast()).isEqualTo(
                new Step.LastHour(LocalDate.of(2026, 4, 30), Instant.parse("2026-04-30T22:00:00Z")));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 19740104, -77})
    void theStepsLeadToTheDayThatIsDue(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            Explanation explanation = LAW.explain(Instant.EPOCH.plusSeconds(random.nextLong(4_000_000_000L)));
            Deadline deadline = explanation.deadline();
            assertThat(explanation.plain().steps().getFirst().day()).isEqualTo(deadline.receivedOn());
            assertThat(explanation.plain().steps().getLast()).isEqualTo(new Step.LastHour(deadline.dueOn(), deadline.expiresAt()));
            assertThat(explanation.extended().steps().getLast().day()).isEqualTo(deadline.dueIfExtendedOn());
            assertThat(explanation.extended().dueOn()).isAfter(explanation.plain().dueOn());
            Stream.of(explanation.plain(), explanation.extended()).forEach(course -> assertThat(course.steps())
                    .as("closed days are skipped one by one").filteredOn(Step.ClosedDay.class::isInstance)
                    .hasSize((int) course.countedTo().until(course.dueOn(), java.time.temporal.ChronoUnit.DAYS)));
        }
    }

    @ParameterizedTest(name = "received {0}, {1} before: {2}, extended {3}")
    @CsvSource({
            "2026-08-31, P7D, 2026-09-23, 2026-11-23",
            "2026-03-06, P7D, 2026-03-30, 2026-05-29",
            "2026-01-31, P7D, 2026-02-20, 2026-04-23",
            "2026-08-31, P0D, 2026-09-30, 2026-11-30",
            "2026-03-06, P0D, 2026-04-03, 2026-06-05",
            "2026-01-31, P27D, 2026-01-31, 2026-04-03",
            "2026-02-03, P27D, 2026-02-04, 2026-04-03",
            "2026-11-30, P5D, 2026-12-24, 2027-02-23"})
    void theInternalTargetIsAWorkingDayBeforeTheMonthEnds(LocalDate received, Period before, LocalDate target, LocalDate extended) {
        DeadlineLaw law = new DeadlineLaw(BRUSSELS, BELGIUM, before);

        assertThat(law.internalTarget(received, false)).isEqualTo(target);
        assertThat(law.internalTarget(received, true)).isEqualTo(extended);
    }

    @Test
    void aTargetAfterTheLastDayIsRefused() {
        assertThatThrownBy(() -> new DeadlineLaw(BRUSSELS, BELGIUM, Period.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "received {0}, asked {1}, answered {2}: {3} days, due {4} or {5}")
    @CsvSource({
            "2026-03-02, 2026-03-04T10:00:00Z, 2026-03-11T10:00:00Z, 7, 2026-04-02, 2026-04-09",
            "2026-03-02, 2026-03-05T22:59:59Z, 2026-03-06T08:00:00Z, 1, 2026-04-02, 2026-04-03",
            "2026-03-02, 2026-03-05T23:00:00Z, 2026-03-16T08:00:00Z, 0, 2026-04-02, 2026-04-02",
            "2026-03-02, 2026-03-02T12:00:00Z, 2026-03-02T13:00:00Z, 0, 2026-04-02, 2026-04-02",
            "2026-03-02, 2026-03-04T10:00:00Z, 2026-03-07T10:00:00Z, 3, 2026-04-02, 2026-04-07",
            "2026-04-03, 2026-04-09T10:00:00Z, 2026-04-10T10:00:00Z, 1, 2026-05-04, 2026-05-04",
            "2026-04-03, 2026-04-10T10:00:00Z, 2026-04-20T10:00:00Z, 0, 2026-05-04, 2026-05-04"})
    void aQuestionOfTheFirstThreeWorkingDaysMayPause(LocalDate received, Instant asked, Instant answered, long days, LocalDate due,
            LocalDate paused) {
        Suspension suspension = LAW.suspend(received, List.of(new Suspension.Question(asked, Optional.of(answered))), answered);

        assertThat(suspension.pausedDays()).isEqualTo(days);
        assertThat(suspension.unpausedDueOn()).isEqualTo(due).isEqualTo(LAW.receivedAt(received.atStartOfDay(BRUSSELS).toInstant()).dueOn());
        assertThat(suspension.pausedDueOn()).isEqualTo(paused);
        assertThat(suspension.waiting()).isFalse();
    }

    @Test
    void aDayOnWhichTwoQuestionsAreOpenIsCountedOnce() {
        Suspension suspension = LAW.suspend(LocalDate.of(2026, 3, 2), List.of(
                new Suspension.Question(Instant.parse("2026-03-05T10:00:00Z"), Optional.of(Instant.parse("2026-03-09T10:00:00Z"))),
                new Suspension.Question(Instant.parse("2026-03-03T10:00:00Z"), Optional.of(Instant.parse("2026-03-06T10:00:00Z")))),
                Instant.parse("2026-03-20T10:00:00Z"));

        assertThat(suspension.pausedDays()).isEqualTo(6);
        assertThat(told(suspension.steps())).isEqualTo("asked-in-time 2026-03-03, asked-in-time 2026-03-05, days-paused 2026-04-08, last-hour 2026-04-08");
    }

    @Test
    void whileNobodyAnswersThePausedDayMovesOnAndTheLawsDoesNot() {
        List<Suspension.Question> open = List.of(new Suspension.Question(Instant.parse("2026-03-03T10:00:00Z"), Optional.empty()));
        Suspension before = LAW.suspend(LocalDate.of(2026, 3, 2), open, Instant.parse("2026-03-10T10:00:00Z"));
        Suspension after = LAW.suspend(LocalDate.of(2026, 3, 2), open, Instant.parse("2026-03-12T10:00:00Z"));

        assertThat(before.waiting()).isTrue();
        assertThat(before.pausedDueOn()).isEqualTo("2026-04-09");
        assertThat(after.pausedDueOn()).isEqualTo("2026-04-13");
        assertThat(after.unpausedDueOn()).isEqualTo(before.unpausedDueOn()).isEqualTo("2026-04-02");
    }

    private static String told(List<Step> steps) {
        return steps.stream().map(step -> step.rule().wireName() + (step instanceof Step.ClosedDay closed ? " " + told(closed.why()) : "")
                + " " + step.day()).reduce((a, b) -> a + ", " + b).orElse("");
    }

    private static String told(Closure why) {
        return switch (why) {
            case Closure.Weekend weekend -> weekend.day().name();
            case Closure.PublicHoliday holiday -> String.valueOf(holiday.names().get("en"));
        };
    }
}
