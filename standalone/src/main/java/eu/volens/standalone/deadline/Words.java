package eu.volens.standalone.deadline;

import eu.volens.rights.deadline.Closure;
import eu.volens.rights.deadline.Rule;
import eu.volens.rights.deadline.Step;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** Steps of a deadline in English, as the command line speaks. */
final class Words {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final String LANGUAGE = "en";

    private Words() {}

    static String of(Step step) {
        return switch (step) {
            case Step.DayOfReceipt receipt -> receipt.received() + " is " + of(receipt.day()) + " in " + receipt.zone() + ": the day of receipt";
            case Step.MonthsLater later -> (later.months() == 1 ? "one month" : later.months() + " months")
                    + " from the day of receipt, which is not skipped: " + of(later.day());
            case Step.EndOfMonth end -> monthOf(end.day()) + " has no day " + end.missing() + ", so its last day: " + of(end.day());
            case Step.ClosedDay closed -> of(closed.closed()) + " is " + of(closed.why()) + ": on to " + of(closed.day());
            case Step.LastHour last -> "to the last hour of " + of(last.day()) + ": late from " + last.expiresAt();
            case Step.QuestionAsked asked -> "the question of " + of(asked.day()) + (asked.rule() == Rule.ASKED_IN_TIME
                    ? " was asked without undue delay (until " : " pauses nothing (it was asked after ") + of(asked.lastDayToAsk()) + ")";
            case Step.DaysPaused paused -> paused.days() + (paused.days() == 1 ? " day" : " days") + " between question and answer: from "
                    + of(paused.from()) + " to " + of(paused.day());
        };
    }

    static String of(LocalDate day) {
        return DAY.format(day);
    }

    private static String monthOf(LocalDate day) {
        return day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + day.getYear();
    }

    private static String of(Closure why) {
        return switch (why) {
            case Closure.Weekend weekend -> "a " + weekend.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case Closure.PublicHoliday holiday -> holiday.names().getOrDefault(LANGUAGE, "a public holiday");
        };
    }
}
