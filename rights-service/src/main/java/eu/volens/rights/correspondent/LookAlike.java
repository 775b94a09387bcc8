package eu.volens.rights.correspondent;

import java.net.IDN;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether an address could be taken for another one, and under which words two such addresses find each other. Who shares a domain with
 * many, at a provider of mailboxes, is not suspected for a number at the end of their name.
 */
final class LookAlike {

    /** Longer ones are compared as a whole only, which bounds the words of one address. */
    private static final int SPELLED_CHARS_MAX = 80;
    /** One sign makes another person of a short name. */
    private static final int LOCAL_CHARS_MIN = 6;
    private static final int DOMAIN_CHARS_MIN = 5;
    private static final int DOMAIN_SIGNS_MAX = 2;

    /** Several signs that are read as one. */
    private static final Map<String, String> DRAWN_ALIKE = Map.of("rn", "m", "vv", "w", "cl", "d");
    /** Signs of other scripts, and digits, as who reads in a hurry takes them (after UTS 39, for what addresses are written in). */
    private static final String SIGNS = "01i|5\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0501\u04bb\u04cf\u0458\u043a\u043c"
            + "\u0442\u0432\u0433\u043e\u03bd\u03bf\u03b1\u03c1\u03b9\u03ba\u03c4\u03c5\u03c9\u0454\u0261\u0251";
    private static final String READ_AS = "olllsaeopcyxlsdhljkmtbrovoaplktuwega";

    private LookAlike() {}

    /** What is left of an address for who only glances at it. Addresses that look the same have the same. */
    static String skeleton(String part) {
        StringBuilder read = new StringBuilder(part.length());
        Normalizer.normalize(part, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).codePoints()
                .filter(sign -> Character.getType(sign) != Character.NON_SPACING_MARK)
                .forEach(sign -> read.appendCodePoint(readAs(sign)));
        String whole = read.toString();
        for (Map.Entry<String, String> drawn : DRAWN_ALIKE.entrySet()) {
            whole = whole.replace(drawn.getKey(), drawn.getValue());
        }
        return whole;
    }

    private static int readAs(int sign) {
        int at = SIGNS.indexOf(sign);
        return at < 0 ? sign : READ_AS.charAt(at);
    }

    /**
     * Words of which two addresses share at least one when one sign more, less, other or exchanged makes one of the other, and when only
     * what follows the last dot differs: every spelling with a sign left out.
     */
    static Set<String> words(MailAddress address) {
        Parts parts = Parts.of(address);
        String whole = parts.local() + "@" + parts.domain();
        Set<String> words = new LinkedHashSet<>();
        words.add(whole);
        words.add(parts.local() + "@" + withoutEnding(parts.domain()) + ".");
        for (int i = 0; i < whole.length() && whole.length() <= SPELLED_CHARS_MAX; i++) {
            words.add(whole.substring(0, i) + whole.substring(i + 1));
        }
        return words;
    }

    /** Whether one could be taken for the other; false for two ways to write the same address. */
    static boolean isAlike(MailAddress one, MailAddress other) {
        if (one.folded().equals(other.folded())) {
            return false;
        }
        Parts a = Parts.of(one);
        Parts b = Parts.of(other);
        if (a.local().equals(b.local())) {
            return a.domain().equals(b.domain()) || domainsAlike(a.domain(), b.domain());
        }
        return a.domain().equals(b.domain()) && Math.min(a.local().length(), b.local().length()) >= LOCAL_CHARS_MIN
                && !withoutDigits(one).equals(withoutDigits(other)) && distance(a.local(), b.local()) == 1;
    }

    private static boolean domainsAlike(String one, String other) {
        return withoutEnding(one).equals(withoutEnding(other))
                || Math.min(one.length(), other.length()) >= DOMAIN_CHARS_MIN && distance(one, other) <= DOMAIN_SIGNS_MAX;
    }

    private static String withoutDigits(MailAddress address) {
        return address.folded().replaceAll("[0-9]", "");
    }

    private static String withoutEnding(String domain) {
        int dot = domain.lastIndexOf('.');
        return dot < 0 ? domain : domain.substring(0, dot);
    }

    /** Signs added, left out, replaced, or exchanged with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] signs = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                signs[i][j] = i == 0 || j == 0 ? i + j : least(signs, i, j, one, other);
            }
        }
        return signs[one.length()][other.length()];
    }

    private static int least(int[][] signs, int i, int j, String one, String other) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(Math.min(signs[i - 1][j], signs[i][j - 1]) + 1, signs[i - 1][j - 1] + (same ? 0 : 1));
        boolean exchanged = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return exchanged ? Math.min(least, signs[i - 2][j - 2] + 1) : least;
    }

    /** An address as it is read: letters of other scripts in its domain, which travel in another form, are seen by people. */
    private record Parts(String local, String domain) {

        static Parts of(MailAddress address) {
            String folded = address.folded();
            int at = folded.lastIndexOf('@');
            return new Parts(skeleton(folded.substring(0, at)), skeleton(IDN.toUnicode(folded.substring(at + 1), IDN.ALLOW_UNASSIGNED)));
        }
    }
}
