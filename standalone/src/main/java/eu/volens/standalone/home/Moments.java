package eu.volens.standalone.home;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Times as the reader of a page writes them, by the organisation's clock. */
public record Moments(Locale locale, ZoneId zone) {

    /** UN M.49: English alone would be written as in America. */
    private static final String EUROPE = "150";

    public String of(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                .withLocale(Locale.of(locale.getLanguage(), EUROPE)).withZone(zone).format(instant);
    }
}
