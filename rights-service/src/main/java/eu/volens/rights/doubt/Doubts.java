package eu.volens.rights.doubt;

import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.doubt.AuthenticationResults.Result;
import eu.volens.rights.request.Doubt;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What in a message speaks against its being the person who writes. Its tone never does: who is in a hurry is not less themselves, and
 * threats change nothing either. Pure; bounded by the bounds of what it is given.
 */
public final class Doubts {

    private static final int LOOKED_AT_CHARS_MAX = 20_000;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\\[\\],;:\"'@]{1,64}@[^\\s<>()\\[\\],;:\"'@]{1,255}");

    /** Said by who acts for somebody else; that they may has to be shown, and only a human can see it. */
    private static final Pattern FOR_SOMEBODY_ELSE = Pattern.compile(String.join("|",
            "\\bon behalf of\\b", "\\b(?:my|our) clients?\\b", "\\bas (?:the )?(?:agent|attorney|lawyer|guardian) (?:of|for)\\b",
            "\\bau nom de (?!la loi)", "\\bpour le compte d", "\\b(?:mon|ma|notre) client(?:e)?\\b", "\\bnotre mandante?\\b",
            "\\ben (?:ma )?qualit\u00e9 (?:de mandataire|d[\u2019']avocat)",
            "\\bnamens\\b", "\\bin opdracht van\\b", "\\bin naam van\\b", "\\b(?:mijn|onze) cli\u00ebnte?\\b",
            "\\bim (?:namen|auftrag) (?:von|vom|der|des|mein|unser)", "\\bin vertretung (?:von|mein|unser)", "\\b(?:mein|unser)[a-z]* mandant"),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Set<String> authservIds;

    /** @param authservIds how our own mail servers call themselves in {@code Authentication-Results}, separated by commas; blank when none is believed */
    public Doubts(String authservIds) {
        this.authservIds = Pattern.compile(",").splitAsStream(authservIds.toLowerCase(Locale.ROOT)).map(String::strip).filter(id -> !id.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Set<Doubt> of(Signs signs) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        signs.from().ifPresent(from -> {
            add(doubts, Doubt.NAME_SHOWS_OTHER_ADDRESS, namesOther(from, List.of(signs.name())));
            add(doubts, Doubt.REPLY_ELSEWHERE, namesOther(from, signs.replyTo()));
            add(doubts, Doubt.SENDER_NOT_AUTHENTICATED, failed(from, signs.authenticationResults()));
        });
        add(doubts, Doubt.NO_MANDATE, FOR_SOMEBODY_ELSE.matcher(cut(signs.text())).find());
        return doubts;
    }

    private static void add(Set<Doubt> doubts, Doubt doubt, boolean is) {
        if (is) {
            doubts.add(doubt);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LOOKED_AT_CHARS_MAX));
    }

    /** Other letters for the at sign are folded first; they are there to be taken for one. */
    private static boolean namesOther(MailAddress from, Collection<String> texts) {
        return texts.stream().map(text -> Normalizer.normalize(cut(text), Normalizer.Form.NFKC))
                .flatMap(text -> ADDRESS.matcher(text).results().map(match -> match.group()))
                .flatMap(text -> MailAddress.of(text).stream())
                .anyMatch(named -> !named.folded().equals(from.folded()));
    }

    /**
     * Whether our own server says that the sender is not who they seem. Fields of other servers may be anybody's. One that only bears our
     * server's name may be forged as well, where the server does not take such fields out (RFC 8601, section 5): a pass counts only in the
     * topmost, which was put on last.
     */
    private boolean failed(MailAddress from, List<String> fields) {
        List<AuthenticationResults> ours = fields.stream().flatMap(field -> AuthenticationResults.parse(field).stream())
                .filter(said -> authservIds.contains(said.authservId())).toList();
        if (ours.isEmpty() || passes(ours.getFirst(), from)) {
            return false;
        }
        return ours.stream().flatMap(said -> said.results().stream()).anyMatch(Doubts::isFailure);
    }

    private static boolean isFailure(Result result) {
        return switch (result.method()) {
            case "dmarc", "dkim" -> result.result().equals("fail");
            case "spf" -> result.result().equals("fail") || result.result().equals("softfail");
            default -> false;
        };
    }

    /** DMARC says it all where it says something; else what stands for the domain of the address is enough, be it one of the two. */
    private static boolean passes(AuthenticationResults said, MailAddress from) {
        String domain = from.folded().substring(from.folded().lastIndexOf('@') + 1);
        List<String> dmarc = said.results().stream().filter(result -> result.method().equals("dmarc")).map(Result::result).toList();
        if (dmarc.contains("fail")) {
            return false;
        }
        return dmarc.contains("pass") || said.results().stream().filter(result -> result.result().equals("pass")).anyMatch(result ->
                switch (result.method()) {
                    case "dkim" -> result.domain("header.d", "header.i").filter(signed -> isOf(signed, domain)).isPresent();
                    case "spf" -> result.domain("smtp.mailfrom", "smtp.mail").filter(sent -> isOf(sent, domain)).isPresent();
                    default -> false;
                });
    }

    /** The same domain, or one under the other: relaxed alignment (RFC 7489, section 3.1), without a list of public suffixes. */
    private static boolean isOf(String one, String other) {
        return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one) && one.contains(".");
    }
}
