package eu.volens.rights.mailbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words of header fields (RFC 2047, with the language of RFC 2231). Unlike the mail API's, it puts characters together that a
 * sender's machine cut in two words, and reads a charset that nobody knows as {@link Charsets} does. Never throws.
 */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]{1,70})(?:\\*[^?\\s]{0,20})?\\?([BbQq])\\?([^?]*+)\\?=");

    private EncodedWords() {}

    static String decode(String field) {
        StringBuilder text = new StringBuilder(field.length());
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        String charset = "";
        int done = 0;
        Matcher matcher = WORD.matcher(field);
        while (matcher.find()) {
            String between = field.substring(done, matcher.start());
            boolean goesOn = word.size() > 0 && between.isBlank();
            if (!goesOn || !matcher.group(1).equalsIgnoreCase(charset)) {
                text.append(flush(word, charset)).append(goesOn ? "" : between);
                charset = matcher.group(1);
            }
            word.writeBytes(bytes(matcher.group(2), matcher.group(3)));
            done = matcher.end();
        }
        return Plain.text(text.append(flush(word, charset)).append(field, done, field.length()).toString());
    }

    private static byte[] bytes(String encoding, String word) {
        byte[] coded = word.getBytes(StandardCharsets.UTF_8);
        return encoding.equalsIgnoreCase("b")
                ? TransferEncoding.undo(coded, 0, coded.length, "base64")
                : TransferEncoding.undo(word.replace('_', ' ').getBytes(StandardCharsets.UTF_8), 0, coded.length, "quoted-printable");
    }

    private static String flush(ByteArrayOutputStream word, String charset) {
        String decoded = word.size() == 0 ? "" : Charsets.decode(word.toByteArray(), charset).text();
        word.reset();
        return decoded;
    }
}
