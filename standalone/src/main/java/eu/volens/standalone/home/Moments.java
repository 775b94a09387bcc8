package eu.volens.standalone.home;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Times as the reader of a page writes them, by the organisation's clock. */
public record Moments(Locale locale, ZoneId zone) {

    public String of(Instant instant) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM).withLocale(locale).withZone(zone).format(instant);
    }
}
