package eu.volens.rights.mailbox;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a message that was handed in reached the controller: what the topmost {@code Received} field says (RFC 5321, section 4.4), when a
 * server of ours wrote it and it is not in the future; otherwise now. {@code Date} is what the sender says, and counts for nothing. A
 * message with a field from elsewhere on top has passed through other hands since, so what stands below is no better.
 */
final class ArrivalTime {

    private static final Pattern BY = Pattern.compile("(?i)\\bby\\s+([a-z0-9](?:[a-z0-9.-]{0,253}[a-z0-9])?)(?=[\\s;(]|$)");

    private ArrivalTime() {}

    static Instant of(byte[] raw, Collection<String> ourServers, Instant now) {
        return MailHeaders.read(raw, 0, raw.length).first("received").filter(field -> isOurs(field, ourServers)).flatMap(ArrivalTime::date)
                .filter(at -> !at.isAfter(now)).orElse(now);
    }

    /** The first {@code by} counts: what stands in brackets before it, the other side has said. */
    private static boolean isOurs(String field, Collection<String> ourServers) {
        Matcher by = BY.matcher(field.replaceAll("\\([^()]*\\)", " "));
        if (!by.find()) {
            return false;
        }
        String host = by.group(1).toLowerCase(Locale.ROOT);
        return ourServers.stream().map(name -> name.toLowerCase(Locale.ROOT)).anyMatch(name -> host.equals(name) || host.endsWith("." + name));
    }

    private static Optional<Instant> date(String field) {
        try {
            return Optional.of(new MailDateFormat().parse(field.substring(field.lastIndexOf(';') + 1).strip()).toInstant());
        } catch (ParseException | RuntimeException noDate) {
            return Optional.empty();
        }
    }
}
