package eu.volens.rights.mailbox;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * A page (HTML) read into a tree, bounded: the parser repairs what strangers leave open, and some repairs cost the square of the number of
 * open tags. Never throws, whatever the page.
 *
 * @param whole false when a bound was met; what lies before it is there
 */
record PageTree(Document document, boolean whole) {

    static final int CHARS_MAX = 1_000_000;
    /** Five times what a rich newsletter has. */
    static final int TAGS_MAX = 10_000;
    /** Deeper ones lie beside each other. Browsers stop at 512. */
    private static final int DEPTH_MAX = 256;

    static PageTree of(String page) {
        String bounded = Plain.cut(page, endOf(page));
        return new PageTree(Jsoup.parse(bounded, "", Parser.htmlParser().setMaxDepth(DEPTH_MAX)), bounded.length() == page.length());
    }

    private static int endOf(String page) {
        int tag = -1;
        for (int i = 0; i <= TAGS_MAX; i++) {
            tag = page.indexOf('<', tag + 1);
            if (tag < 0) {
                return Math.min(page.length(), CHARS_MAX);
            }
        }
        return Math.min(tag, CHARS_MAX);
    }
}
