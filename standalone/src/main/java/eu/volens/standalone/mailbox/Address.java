package eu.volens.standalone.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail address as the name of a mailbox: lower case, one {@code @}, no white space.
 *
 * @param text the address, at most {@value #ADDRESS_CHARACTERS_MAX} characters
 */
public record Address(String text) implements Comparable<Address> {

    /** The longest path in SMTP, less its angle brackets (RFC 5321, 4.5.3.1.3). */
    static final int ADDRESS_CHARACTERS_MAX = 254;

    private static final String KEPT_IN_FOLDER_NAMES = "abcdefghijklmnopqrstuvwxyz0123456789@_-+=";

    public Address {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("not a mail address");
        }
    }

    /** Reads an address; empty when it has not the shape of one. */
    public static Optional<Address> read(String text) {
        String normal = text.strip().toLowerCase(Locale.ROOT);
        return isWellFormed(normal) ? Optional.of(new Address(normal)) : Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        int at = text.lastIndexOf('@');
        return at > 0 && at < text.length() - 1 && text.length() <= ADDRESS_CHARACTERS_MAX
                && text.equals(text.toLowerCase(Locale.ROOT))
                && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c) || c == '<' || c == '>');
    }

    /** A folder name that no file system misreads: everything but letters, digits and a few signs is percent-encoded, dots that lead too. */
    String folderName() {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (KEPT_IN_FOLDER_NAMES.indexOf(c) >= 0 || c == '.' && !name.isEmpty()) {
                name.append(c);
            } else {
                name.append(String.format("%%%02x", (int) c));
            }
        }
        return name.toString();
    }

    /** The address whose folder has this name; empty when none of ours. */
    static Optional<Address> ofFolder(String name) {
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != '%') {
                bytes[length++] = (byte) name.charAt(i);
            } else if (name.length() >= i + 3 && name.substring(i + 1, i + 3).matches("[0-9a-f]{2}")) {
                bytes[length++] = (byte) Integer.parseInt(name.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return read(new String(bytes, 0, length, StandardCharsets.UTF_8)).filter(address -> address.folderName().equals(name));
    }

    @Override
    public int compareTo(Address other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
