package eu.volens.merkle;

import java.util.stream.Collectors;

/** A part of foreign text that is fit for an error message: short, on one line, and unable to steer a terminal. */
public final class Excerpt {

    private static final int CHARACTERS_MAX = 60;

    private Excerpt() {}

    public static String of(String text) {
        return of(text, CHARACTERS_MAX);
    }

    public static String of(String text, int charactersMax) {
        String shown = text.codePoints().limit(charactersMax)
                .mapToObj(c -> c >= 0x20 && c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
        return '"' + shown + (text.codePointCount(0, text.length()) > charactersMax ? "…" : "") + '"';
    }
}
