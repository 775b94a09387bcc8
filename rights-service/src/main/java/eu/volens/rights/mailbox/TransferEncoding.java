package eu.volens.rights.mailbox;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/** Undoes base64 and quoted-printable, forgiving what mail programs get wrong. Never throws; never makes more bytes than it was given. */
final class TransferEncoding {

    private TransferEncoding() {}

    static byte[] undo(byte[] raw, int from, int to, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(raw, from, to);
            case "quoted-printable" -> quotedPrintable(raw, from, to);
            default -> Arrays.copyOfRange(raw, from, to);
        };
    }

    private static byte[] base64(byte[] raw, int from, int to) {
        byte[] alphabet = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            byte b = raw[i];
            if (b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/') {
                alphabet[length++] = b;
            } else if (b == '=' && length % 4 != 0) {
                break;
            }
        }
        // A lone last character carries less than a byte.
        return Base64.getDecoder().decode(Arrays.copyOf(alphabet, length % 4 == 1 ? length - 1 : length));
    }

    private static byte[] quotedPrintable(byte[] raw, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int i = from;
        while (i < to) {
            if (raw[i] != '=') {
                out.write(raw[i++]);
                continue;
            }
            int high = i + 1 < to ? Character.digit(raw[i + 1], 16) : -1;
            int low = i + 2 < to ? Character.digit(raw[i + 2], 16) : -1;
            if (high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                i += 3;
            } else if (i + 1 < to && raw[i + 1] == '\n') {
                i += 2;
            } else if (i + 2 < to && raw[i + 1] == '\r' && raw[i + 2] == '\n') {
                i += 3;
            } else {
                out.write(raw[i++]);
            }
        }
        return out.toByteArray();
    }
}
