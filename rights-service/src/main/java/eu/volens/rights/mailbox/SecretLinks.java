package eu.volens.rights.mailbox;

import java.util.regex.Pattern;

/**
 * Our letters, and who answers one and quotes it, hold a link that was for one person alone. Who reads the case must not be able to use it, so that what
 * is confirmed or fetched by a link was done by who got it.
 */
public final class SecretLinks {

    /** Also as filters of mail rewrite a link: within another, its slashes encoded. */
    private static final Pattern SECRET = Pattern.compile("((?:/|%2F)(?:identity|download)(?:/|%2F)[\\w-]{4})[\\w-]+", Pattern.CASE_INSENSITIVE);

    private SecretLinks() {}

    /** The beginning of a secret stays, to tell one link from another. */
    public static String masked(String text) {
        return SECRET.matcher(text).replaceAll("$1\u2026");
    }
}
