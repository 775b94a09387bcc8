package eu.volens.rights.letter;

import eu.volens.rights.request.Right;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collection;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Dates and rights as a Belgian reader of a language writes them. */
public final class Words {

    private static final ResourceBundle.Control ONLY_THIS = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private Words() {}

    /** A day in full, such as {@code 6 mars 2026}. */
    public static String day(LocalDate day, String language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale(language)).format(day);
    }

    /** A day and a time in a zone, such as {@code 6 mars 2026, 10:12}. */
    public static String time(Instant instant, String language, ZoneId zone) {
        return day(instant.atZone(zone).toLocalDate(), language) + ", " + DateTimeFormatter.ofPattern("HH:mm").format(instant.atZone(zone));
    }

    /** The rights as a person would name them, separated by semicolons. */
    public static String rights(Collection<Right> rights, String language) {
        ResourceBundle words = ResourceBundle.getBundle("rights.letter.rights", Locale.of(language), ONLY_THIS);
        return rights.stream().map(right -> words.getString(right.wireName())).collect(Collectors.joining("; "));
    }

    private static Locale locale(String language) {
        // British order of day and month; there is no Belgian English in every JDK.
        return Locale.of(language, language.equals("en") ? "GB" : "BE");
    }
}
