package eu.volens.rights.mailbox;

/** Text that can rest and travel anywhere: no control characters, no half surrogate pairs. */
final class Plain {

    private Plain() {}

    /** Keeps line breaks and tabs; what cannot be kept becomes the replacement character, or nothing for controls. */
    static String text(String any) {
        StringBuilder plain = new StringBuilder(any.length());
        for (int i = 0; i < any.length(); i++) {
            char c = any.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < any.length() && Character.isLowSurrogate(any.charAt(i + 1))) {
                plain.append(c).append(any.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                plain.append('\uFFFD');
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c) && !isDirectionTrick(c)) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** One line of at most so many characters. */
    static String line(String any, int charsMax) {
        String line = text(any).replaceAll("\\s+", " ").strip();
        return cut(line, charsMax);
    }

    /** At most so many characters, never half a character. */
    static String cut(String text, int charsMax) {
        if (text.length() <= charsMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return text.substring(0, end);
    }

    /** Overrides of writing direction make a text read otherwise than it is. */
    private static boolean isDirectionTrick(char c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }
}
