package eu.volens.ledger.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Says when something was, on the calendar and the clock of one place, day before month in every language. */
public record Moments(ZoneId zone, String language) {

    /** {@code 2 March 2026}. */
    public String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale()).format(at.atZone(zone));
    }

    /** {@code 2 March 2026, 10:00:00}, to the second, on the clock of the place. */
    public String moment(Instant at) {
        return day(at) + ", " + DateTimeFormatter.ofPattern("HH:mm:ss", locale()).format(at.atZone(zone));
    }

    private Locale locale() {
        return language.equals("en") ? Locale.UK : Locale.of(language);
    }
}
