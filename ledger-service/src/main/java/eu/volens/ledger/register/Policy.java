package eu.volens.ledger.register;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the visitors of a site are shown, frozen: the register, the areas and every text in every language.
 *
 * @param version SHA-256 of the content, 64 hexadecimal digits: same content, same version, on every machine
 * @param content canonical JSON (RFC 8785)
 */
public record Policy(String site, String version, String content) {

    static Policy of(String site, String content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new Policy(site, HexFormat.of().formatHex(hash), content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
