package eu.volens.rights.mailbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what somebody says from what they answer to. What is forwarded is said: they want it read. */
final class Quotes {

    private static final Pattern FORWARDED_SUBJECT = Pattern.compile("(?i)^\\s*(?:fwd?|tr|wg|doorst|doorgestuurd)\\s*:");
    private static final Pattern FORWARDED = Pattern.compile("(?im)^[-_> ]{0,20}(?:begin )?(?:forwarded message|message transf\u00e9r\u00e9"
            + "|d\u00e9but du message r\u00e9exp\u00e9di\u00e9|doorgestuurd bericht|weitergeleitete nachricht|anfang der weitergeleiteten nachricht)[-_: ]{0,20}$");
    private static final Pattern START = Pattern.compile(
            "(?im)^(?:-{2,} ?(?:original message|message d'origine|oorspronkelijk bericht|urspr\u00fcngliche nachricht).*"
                    // The line that mail programs put above, which some of them break in two.
                    + "|(?:on|le|op|am) [^\\n]{5,200}(?:\\n[^\\n]{0,80})?(?:wrote|a \u00e9crit|schreef[^\\n]{0,80}|schrieb[^\\n]{0,80}) ?: ?$"
                    + "|(?:from|de|van|von) ?: [^\\n]{1,200}\\n(?:sent|date|envoy\u00e9|verzonden|gesendet|datum) ?: [^\\n]{1,100}$"
                    + "|_{20,}$)");

    private Quotes() {}

    static String without(String subject, String text) {
        if (FORWARDED_SUBJECT.matcher(subject).find() || FORWARDED.matcher(text).find()) {
            return text;
        }
        Matcher quote = START.matcher(text);
        String own = quote.find() ? text.substring(0, quote.start()) : text;
        return own.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n")).strip();
    }
}
