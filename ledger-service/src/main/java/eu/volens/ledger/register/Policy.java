package eu.volens.ledger.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What the visitors of a site are shown, frozen: the register, the areas and every text in every language.
 *
 * @param version SHA-256 of the content, 64 hexadecimal digits: same content, same version, on every machine
 * @param content canonical JSON (RFC 8785); {@link FrozenPolicy#read} reads it back
 */
public record Policy(String site, String version, String content) {

    /** @param wording per language, the pages' own words that visitors read, by key */
    public static Policy of(CookieRegister register, Site site, Map<String, ? extends Map<String, String>> wording) {
        return of(site.id(), PolicyContent.of(register, site, wording));
    }

    public static Policy of(String site, String content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new Policy(site, HexFormat.of().formatHex(hash), content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
