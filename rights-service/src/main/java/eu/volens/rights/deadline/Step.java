package eu.volens.rights.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** One step from the receipt to the last hour: where it led, and by which rule. Words are for whoever shows it. */
public sealed interface Step {

    /** The day at which the counting stands after this step. */
    LocalDate day();

    /** Which rule was applied. */
    Rule rule();

    /** The day on which the request reached the controller, read off the clock of its zone. */
    record DayOfReceipt(Instant received, ZoneId zone, LocalDate day) implements Step {

        @Override
        public Rule rule() {
            return Rule.DAY_OF_RECEIPT;
        }
    }

    /** So many months from the day of receipt: the day of the same number, or the last of its month when there is none. */
    record MonthsLater(LocalDate from, int months, LocalDate day) implements Step {

        @Override
        public Rule rule() {
            return months == DeadlineLaw.MONTHS_TO_ANSWER ? Rule.ONE_MONTH : Rule.THREE_MONTHS;
        }
    }

    /** @param missing the number of the day that this month does not have */
    record EndOfMonth(int missing, LocalDate day) implements Step {

        @Override
        public Rule rule() {
            return Rule.END_OF_MONTH;
        }
    }

    /** The day before was closed, so the period goes on. */
    record ClosedDay(LocalDate closed, Closure why, LocalDate day) implements Step {

        @Override
        public Rule rule() {
            return Rule.CLOSED_DAY;
        }
    }

    /** @param expiresAt the instant after the last hour of the last day: from then on an answer is late */
    record LastHour(LocalDate day, Instant expiresAt) implements Step {

        @Override
        public Rule rule() {
            return Rule.LAST_HOUR;
        }
    }

    /** @param lastDayToAsk the last on which a question still pauses the period */
    record QuestionAsked(LocalDate day, LocalDate lastDayToAsk) implements Step {

        @Override
        public Rule rule() {
            return day.isAfter(lastDayToAsk) ? Rule.ASKED_TOO_LATE : Rule.ASKED_IN_TIME;
        }
    }

    /** @param days between question and answer, from all questions, none counted twice */
    record DaysPaused(LocalDate from, long days, LocalDate day) implements Step {

        @Override
        public Rule rule() {
            return Rule.DAYS_PAUSED;
        }
    }
}
