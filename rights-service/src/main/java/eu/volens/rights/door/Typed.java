package eu.volens.rights.door;

/** What somebody typed, made fit to rest and to be shown: no control characters, no tricks with the direction of writing. */
final class Typed {

    private Typed() {}

    /** With its line breaks, of whichever kind they were. */
    static String text(String any) {
        StringBuilder fit = new StringBuilder(any.length());
        any.replace("\r\n", "\n").replace('\r', '\n').codePoints().filter(Typed::isFit).forEach(fit::appendCodePoint);
        return fit.toString().strip();
    }

    static String line(String any) {
        return text(any).replaceAll("\\s+", " ");
    }

    private static boolean isFit(int c) {
        boolean direction = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c == '\n' || c == '\t' || !Character.isISOControl(c) && !direction && !half;
    }
}
