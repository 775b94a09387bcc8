package eu.volens.rights.correspondent;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail address that can be answered.
 *
 * @param text as the person wrote it, without surrounding space
 */
public record MailAddress(String text) {

    /** RFC 5321 allows 64 before the at sign and 255 after it. */
    private static final int LOCAL_CHARS_MAX = 64;
    private static final int DOMAIN_CHARS_MAX = 255;

    /** The address, when a mail server would take it; empty for anything else. Never throws. */
    public static Optional<MailAddress> of(String text) {
        String bare = text.strip();
        int at = bare.lastIndexOf('@');
        boolean sound = at > 0 && at <= LOCAL_CHARS_MAX && at < bare.length() - 1 && bare.length() - at - 1 <= DOMAIN_CHARS_MAX
                && bare.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '<' || c == '>' || c == ',' || c == ';' || c == '"'
                        || c == '\\' || Character.isISOControl(c) || Character.isWhitespace(c) || Character.isSurrogate((char) c))
                && bare.indexOf('@') == at && !bare.substring(at + 1).startsWith(".");
        return sound ? Optional.of(new MailAddress(bare)) : Optional.empty();
    }

    /** One form for addresses that reach the same mailbox: by practice, not by RFC 5321, case does not matter before the at sign. */
    public String folded() {
        int at = text.lastIndexOf('@');
        String local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return local + "@" + domain(text.substring(at + 1)).toLowerCase(Locale.ROOT);
    }

    private static String domain(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return domain;
        }
    }
}
