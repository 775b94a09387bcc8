package eu.volens.merkle;

/** C2SP signed-note: key names are not empty and hold neither Unicode spaces nor plus. */
final class KeyNames {

    private KeyNames() {}

    static String check(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(KeyNames::isForbidden)) {
            throw new MalformedException("not the name of a key: " + Excerpt.of(name));
        }
        return name;
    }

    private static boolean isForbidden(int c) {
        return c == '+' || c < 0x20 || c == 0x85 || Character.isSpaceChar(c) || Character.isWhitespace(c)
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
