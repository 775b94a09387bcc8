package eu.volens.rights.mailbox;

import jakarta.mail.internet.MimeUtility;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Bytes to text when what is declared cannot be trusted: as declared, else strict UTF-8, else windows-1252. Never throws. */
final class Charsets {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Charsets() {}

    /** @param faithful whether every byte was what the declaration promised */
    record Decoded(String text, boolean faithful) {}

    static Decoded decode(byte[] bytes, String declared) {
        Optional<Charset> charset = known(declared);
        if (charset.isPresent()) {
            Optional<String> strict = strict(bytes, charset.get());
            if (strict.isPresent()) {
                return new Decoded(strict.get(), true);
            }
        }
        return strict(bytes, StandardCharsets.UTF_8).map(text -> new Decoded(text, charset.isPresent()))
                .orElseGet(() -> new Decoded(likely(bytes), false));
    }

    /** UTF-8 with some damage, when other characters than ASCII came through; otherwise the bytes of a machine that never heard of it. */
    private static String likely(byte[] bytes) {
        String damaged = new String(bytes, StandardCharsets.UTF_8);
        return damaged.chars().anyMatch(c -> c > 0x7f && c != 0xfffd) ? damaged : new String(bytes, WINDOWS_1252);
    }

    /** Header bytes outside ASCII are UTF-8 by RFC 6532, and whatever the sender's machine had otherwise. */
    static String header(byte[] raw, int from, int to) {
        byte[] bytes = Arrays.copyOfRange(raw, from, to);
        return strict(bytes, StandardCharsets.UTF_8).orElseGet(() -> new String(bytes, WINDOWS_1252));
    }

    private static Optional<Charset> known(String declared) {
        try {
            String name = declared.strip();
            // The library takes it for Latin 1, which never fails, and would hide UTF-8 that was declared wrongly.
            return Optional.of(name.equalsIgnoreCase("us-ascii")
                    ? StandardCharsets.US_ASCII : Charset.forName(MimeUtility.javaCharset(name)));
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
