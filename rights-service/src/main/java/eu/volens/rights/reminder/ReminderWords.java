package eu.volens.rights.reminder;

import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.Milestone;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a reminder says: which case, what is due, by when, and where to look. Nothing of the person: mail travels in the open. */
final class ReminderWords {

    private static final ResourceBundle.Control ONLY_THIS = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final String url;

    /** @param url where people reach the console, without a final slash */
    ReminderWords(String url) {
        this.url = url;
    }

    String subject(Milestone milestone, CaseFacts facts, String language) {
        return MessageFormat.format(words(language).getString("subject"), facts.caseNumber(), words(language).getString(milestone.wireName()));
    }

    String text(Milestone milestone, CaseFacts facts, String language) {
        return MessageFormat.format(words(language).getString("text"), facts.caseNumber(), words(language).getString(milestone.wireName()),
                day(facts.deadline().dueOn(), language), url + "/console/cases/" + facts.caseId());
    }

    private static ResourceBundle words(String language) {
        return ResourceBundle.getBundle("rights.reminder.words", Locale.of(language), ONLY_THIS);
    }

    private static String day(LocalDate day, String language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(Locale.of(language, language.equals("en") ? "GB" : "BE")).format(day);
    }
}
