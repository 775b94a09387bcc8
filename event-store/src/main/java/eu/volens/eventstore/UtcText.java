package eu.volens.eventstore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as they rest in events: {@code 2026-03-02T09:59:00.123456Z}. A tenth of the cost of a formatter that reads every calendar's forms. */
final class UtcText {

    private static final int SECONDS_END = 19;
    private static final int FRACTION_AT = SECONDS_END + 1;
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int NOT_A_NUMBER = -1;

    private UtcText() {}

    /** @return null when it is written in another way, which may still be a time */
    static @Nullable Instant instant(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || !isPunctuated(text, end)) {
            return null;
        }
        try {
            // What is not a number is in no calendar either.
            return LocalDateTime.of(year(text), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13), number(text, 14, 16),
                    number(text, 17, SECONDS_END), nanos(text, end)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notInTheCalendar) {
            return null;
        }
    }

    private static boolean isPunctuated(String text, int end) {
        return text.charAt(4) == '-' && text.charAt(7) == '-' && text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':'
                && text.charAt(end) == 'Z';
    }

    private static int year(String text) {
        int year = number(text, 0, 4);
        return year == NOT_A_NUMBER ? Integer.MIN_VALUE : year;
    }

    private static int nanos(String text, int end) {
        if (end == SECONDS_END) {
            return 0;
        }
        int digits = end - FRACTION_AT;
        if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > FRACTION_DIGITS_MAX) {
            return NOT_A_NUMBER;
        }
        int nanos = number(text, FRACTION_AT, end);
        for (int missing = digits; missing < FRACTION_DIGITS_MAX && nanos != NOT_A_NUMBER; missing++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
