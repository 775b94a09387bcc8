package eu.volens.rights.mailbox;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The words of a page (HTML), with its paragraphs; no script, no style, nothing is loaded. */
final class PageWords {

    private PageWords() {}

    static String of(PageTree page) {
        Element body = page.document().body();
        body.select("script, style, template, noscript").remove();
        StringBuilder words = new StringBuilder();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode piece) {
                    words.append(piece.getWholeText().replaceAll("\\s+", " "));
                } else if (node instanceof Element element && (element.isBlock() || element.nameIs("br"))) {
                    words.append('\n');
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.nameIs("p")) {
                    words.append('\n');
                }
            }
        });
        return words.toString();
    }
}
