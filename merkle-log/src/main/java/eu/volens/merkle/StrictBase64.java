package eu.volens.merkle;

import java.util.Base64;

/** RFC 4648 section 4 with padding, in the one way there is to write given bytes: no spare bits, no missing padding, no white space. */
final class StrictBase64 {

    private StrictBase64() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, together with what is base64 but not canonical.
        }
        throw new MalformedException("not canonical base64: " + Excerpt.of(text));
    }
}
