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
                } else if (node instanceof Element element && (element.normalName().equals("br") || element.isBlock())) {
                    newLine(text);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element) {
                    String address = element.attr("href");
                    if (element.normalName().equals("a") && address.startsWith("http") && !element.text().contains(address)) {
                        text.append(" ( ").append(address).append(" )");
                    } else if (element.isBlock()) {
                        newLine(text);
                    }
                }
            }
        }, body);
        return text.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    private static void append(StringBuilder text, String words) {
        boolean atLineStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        text.append(atLineStart ? words.stripLeading() : words);
    }

    private static void newLine(StringBuilder text) {
        text.append('\n');
    }
}
