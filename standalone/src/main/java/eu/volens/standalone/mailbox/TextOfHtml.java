package eu.volens.standalone.mailbox;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** The text of an HTML mail: lines where blocks end, addresses behind the words that link to them. Nothing is loaded or run. */
final class TextOfHtml {

    private static final Set<String> LEFT_OUT = Set.of("head", "style", "script", "template", "svg");
    private static final Set<String> SET_APART = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre", "hr");

    private TextOfHtml() {}

    static String read(String html) {
        Element body = Jsoup.parse(html).body();
        body.select(String.join(",", LEFT_OUT)).remove();
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    append(text, words.text());
                } else if (node instanceof Element element) {
                    breakAround(text, element);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    appendAddress(text, element);
                    breakAround(text, element);
                }
            }
        }, body);
        return text.toString().strip();
    }

    private static void append(StringBuilder text, String words) {
        text.append(atLineStart(text) ? words.stripLeading() : words);
    }

    private static void appendAddress(StringBuilder text, Element element) {
        String address = element.attr("href");
        if (element.normalName().equals("a") && address.startsWith("http") && !element.text().contains(address)) {
            text.append(" ( ").append(address).append(" )");
        }
    }

    private static void breakAround(StringBuilder text, Element element) {
        if (SET_APART.contains(element.normalName())) {
            breakLine(text);
            if (!text.isEmpty() && !(text.length() > 1 && text.charAt(text.length() - 2) == '\n')) {
                text.append('\n');
            }
        } else if (element.isBlock() || element.normalName().equals("br")) {
            breakLine(text);
        }
    }

    private static void breakLine(StringBuilder text) {
        if (!atLineStart(text)) {
            text.append('\n');
        }
    }

    private static boolean atLineStart(StringBuilder text) {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
