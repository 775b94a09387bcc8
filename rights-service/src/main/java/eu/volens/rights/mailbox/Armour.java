package eu.volens.rights.mailbox;

import java.util.Set;
import java.util.regex.Pattern;

/** OpenPGP in the text itself (RFC 9580, section 6): what is only signed is read, what is encrypted is said to be. */
final class Armour {

    private static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";
    private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String SIGNATURE_END = "-----END PGP SIGNATURE-----";
    private static final Pattern ESCAPED_DASH = Pattern.compile("(?m)^- -");

    private Armour() {}

    /** @param traits gets what was found */
    static String open(String text, Set<Trait> traits) {
        if (text.contains(ENCRYPTED)) {
            traits.add(Trait.ENCRYPTED);
        }
        int signed = text.indexOf(SIGNED);
        int signature = signed < 0 ? -1 : text.indexOf(SIGNATURE, signed + SIGNED.length());
        if (signature < 0) {
            return text;
        }
        traits.add(Trait.SIGNED);
        int fields = text.indexOf("\n\n", signed);
        int start = fields < 0 || fields > signature ? signed + SIGNED.length() : fields + 2;
        int end = text.indexOf(SIGNATURE_END, signature);
        return text.substring(0, signed) + ESCAPED_DASH.matcher(text.substring(start, signature)).replaceAll("-")
                + (end < 0 ? "" : text.substring(end + SIGNATURE_END.length()));
    }
}
