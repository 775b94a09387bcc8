package eu.volens.rights.signin;

/** A password that can be read aloud and typed: 16 signs of 32, 80 bits, none of them easily taken for another. */
final class ReadablePassword {
    static final int LETTERS = 16;

    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz123456789";
    private static final int GROUP_LETTERS = 4;

    private ReadablePassword() {}

    /** @param random {@link #LETTERS} bytes, of which five bits each are used */
    static String from(byte[] random) {
        if (ALPHABET.length() != 32 || random.length != LETTERS) {
            throw new IllegalArgumentException("needs " + LETTERS + " random bytes");
        }
        var text = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            if (i > 0 && i % GROUP_LETTERS == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random[i] & 31));
        }
        return text.toString();
    }
}
