package eu.volens.standalone.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a mail's text.
 *
 * @param link whether it is a web address that one may follow
 */
record TextPiece(String text, boolean link) {

    /** Ends before the signs that end a sentence, not the address. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"']*[^\\s<>\"'.,;:!?)\\]}]");

    static List<TextPiece> piecesOf(String text) {
        List<TextPiece> pieces = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        int end = 0;
        while (address.find()) {
            if (address.start() > end) {
                pieces.add(new TextPiece(text.substring(end, address.start()), false));
            }
            pieces.add(new TextPiece(address.group(), true));
            end = address.end();
        }
        if (end < text.length()) {
            pieces.add(new TextPiece(text.substring(end), false));
        }
        return List.copyOf(pieces);
    }
}
