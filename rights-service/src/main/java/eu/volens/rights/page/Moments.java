package eu.volens.rights.page;

import eu.volens.rights.organisation.Organisation;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Days and times as people read them: in their language, in the controller's zone. Templates call it {@code @moments}. */
@Component("moments")
public class Moments {
    private final MessageSource messages;
    private final ZoneId zone;
    private final Clock clock;

    Moments(MessageSource messages, Organisation organisation, Clock clock) {
        this.messages = messages;
        this.zone = organisation.zone();
        this.clock = clock;
    }

    /** Today, where the controller is. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Such as {@code 3 November 2026}. */
    public String day(LocalDate day, Locale language) {
        return formatted("format.day", language).format(day);
    }

    public String day(Instant instant, Locale language) {
        return day(LocalDate.ofInstant(instant, zone), language);
    }

    /** Such as {@code Tue 3 Nov}, with the year where it is not this one. */
    public String shortDay(LocalDate day, Locale language) {
        return formatted(day.getYear() == today().getYear() ? "format.short-day" : "format.short-day-year", language).format(day);
    }

    /** Such as {@code 3 November 2026, 09:12}. */
    public String moment(Instant instant, Locale language) {
        return formatted("format.moment", language).format(instant.atZone(zone));
    }

    /** Such as {@code 3 Nov 2026, 09:12:04}: where the order of things matters. */
    public String second(Instant instant, Locale language) {
        return formatted("format.second", language).format(instant.atZone(zone));
    }

    private DateTimeFormatter formatted(String key, Locale language) {
        return DateTimeFormatter.ofPattern(messages.getMessage(key, null, language), language);
    }
}
