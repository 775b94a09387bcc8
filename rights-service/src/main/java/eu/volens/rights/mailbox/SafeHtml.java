package eu.volens.rights.mailbox;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * A page (HTML) that a stranger sent, to look at: words, lists and tables, and nothing else. It holds no script, no style, no drawing, no
 * address that anything could load or follow, no form; pictures are named by what their sender wrote for those who do not see them, and
 * links show where they would have led. Show it nevertheless only in {@code <iframe sandbox="" srcdoc="…">}, which forbids everything: two doors are better than one.
 *
 * @param document whole page for {@code srcdoc}, with {@link #CONTENT_SECURITY_POLICY} in it
 * @param pictures how many were left out
 * @param whole    false when the page was cut at a bound of {@link PageTree}
 */
public record SafeHtml(String document, int pictures, boolean whole) {

    /** Also for the answer's header, where the page is served at an address of its own; then with {@code sandbox} added. */
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'";

    private static final int ADDRESS_CHARS_MAX = 200;

    /** What is taken out with all that is in it; of anything else that is not allowed, the words stay. */
    private static final String AWAY = "script, style, template, noscript, svg, math, iframe, frame, frameset, object, embed, applet, audio, video,"
            + " canvas, link, meta, base, title, textarea, select, datalist, noembed, noframes, xmp, plaintext, portal";
    private static final Safelist ALLOWED = new Safelist()
            .addTags("p", "br", "div", "span", "b", "strong", "i", "em", "u", "s", "sub", "sup", "small", "h1", "h2", "h3", "h4", "h5", "h6",
                    "ul", "ol",
                    "li", "dl", "dt", "dd", "blockquote", "pre", "code", "hr", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th")
            .addAttributes("td", "colspan", "rowspan").addAttributes("th", "colspan", "rowspan").addAttributes(":all", "dir", "lang");
    private static final Set<String> SHOWN_SCHEMES = Set.of("http", "https", "mailto", "tel");

    /** Never throws, whatever the page. */
    static SafeHtml of(String page) {
        PageTree tree = PageTree.of(page);
        Document dirty = tree.document();
        dirty.select(AWAY).remove();
        int pictures = namePictures(dirty);
        dirty.select("a[href]").forEach(SafeHtml::showAddress);
        Document clean = new Cleaner(ALLOWED).clean(dirty);
        clean.body().forEachNode(node -> {
            if (node instanceof TextNode text) {
                text.text(SecretLinks.masked(Plain.text(text.getWholeText())));
            }
        });
        clean.outputSettings().prettyPrint(false);
        return new SafeHtml("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\""
                + CONTENT_SECURITY_POLICY + "\"><meta name=\"referrer\" content=\"no-referrer\"><title></title></head><body>"
                + clean.body().html() + "</body></html>", pictures, tree.whole());
    }

    private static int namePictures(Document dirty) {
        var pictures = dirty.select("img, picture, input[type=image]");
        for (Element picture : pictures) {
            String alt = Plain.line(picture.attr("alt"), ADDRESS_CHARS_MAX);
            picture.replaceWith(new TextNode(alt.isEmpty() ? "" : "[" + alt + "]"));
        }
        return pictures.size();
    }

    /** What a link says and where it leads are two things, and only one of them is the sender's wish. */
    private static void showAddress(Element link) {
        String address = Plain.line(link.attr("href"), ADDRESS_CHARS_MAX);
        int colon = address.indexOf(':');
        boolean shown = colon > 0 && SHOWN_SCHEMES.contains(address.substring(0, colon).toLowerCase(java.util.Locale.ROOT));
        if (shown && !link.text().strip().equals(address)) {
            link.appendText(" [" + address + "]");
        }
    }
}
