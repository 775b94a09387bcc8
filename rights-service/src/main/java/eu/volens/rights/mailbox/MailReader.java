package eu.volens.rights.mailbox;

import eu.volens.rights.correspondent.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Reads a message (RFC 5322, MIME) as far as it can be read. Never throws, whatever the bytes: what does not make sense is left out
 * and said to be missing. Everything is bounded, so the work is linear in the size of the message.
 */
final class MailReader {

    static final int TEXT_CHARS_MAX = 200_000;
    static final int SUBJECT_CHARS_MAX = 500;
    static final int NAME_CHARS_MAX = 200;
    private static final int PARTS_MAX = 200;
    private static final int DEPTH_MAX = 10;
    private static final int ATTACHMENTS_NAMED_MAX = 50;
    private static final int REFERENCES_MAX = 50;
    private static final int FROM_CHARS_MAX = 2_000;
    private static final int TEXT_BYTES_MAX = 4 * 1024 * 1024;
    private static final int HTML_CHARS_MAX = 1_000_000;

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,990}>");
    private static final Pattern ADDRESS = Pattern.compile("<\\s*([^<>\\s]{1,320})\\s*>|([^<>\\s,;:\"]{1,64}@[^<>\\s,;:\"]{1,255})");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[^?\\s]{1,70}\\?[BbQq]\\?[^?\\s]*+\\?=");
    private static final Pattern QUOTE_START = Pattern.compile(
            "(?im)^(?:-{2,} ?(?:original message|message d'origine|oorspronkelijk bericht|urspr\u00fcngliche nachricht|message transf\u00e9r\u00e9).*"
                    + "|(?:on|le|op|am) .{5,200}(?:wrote|a \u00e9crit|schreef.{0,80}|schrieb.{0,80}) ?: ?$|_{20,}$)");

    private final byte[] raw;
    private final StringBuilder text = new StringBuilder();
    private final List<String> attachments = new ArrayList<>();
    private int parts;
    private boolean faithful = true;

    private MailReader(byte[] raw) {
        this.raw = raw;
    }

    static ReadMail read(byte[] raw) {
        return new MailReader(raw).read();
    }

    private ReadMail read() {
        MailHeaders headers = MailHeaders.read(raw, 0, raw.length);
        part(headers, headers.bodyStart(), raw.length, 0);
        String all = Plain.cut(tidy(text.toString()), TEXT_CHARS_MAX);
        return new ReadMail(headers, headers.first("message-id").flatMap(MailReader::messageId), references(headers),
                from(headers), Plain.line(name(headers), NAME_CHARS_MAX), Plain.line(headers.text("subject"), SUBJECT_CHARS_MAX),
                all, withoutQuotes(all), List.copyOf(attachments), faithful && !headers.isEmpty());
    }

    private static String tidy(String text) {
        return Plain.text(text).lines().map(String::stripTrailing).collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n").strip();
    }

    private void part(MailHeaders headers, int from, int to, int depth) {
        if (++parts > PARTS_MAX || depth > DEPTH_MAX) {
            faithful = false;
            return;
        }
        ContentKind kind = ContentKind.of(headers.first("content-type").orElse("text/plain"));
        ContentKind disposition = ContentKind.of(headers.first("content-disposition").orElse("inline"));
        String fileName = fileName(kind, disposition);
        if (kind.value().startsWith("multipart/")) {
            multipart(kind, from, to, depth);
        } else if (disposition.value().equals("attachment") || !fileName.isEmpty() && !kind.value().startsWith("text/")) {
            attachment(fileName.isEmpty() ? kind.value() : fileName);
        } else if (kind.value().equals("message/rfc822")) {
            MailHeaders nested = MailHeaders.read(raw, from, to);
            append(nested.text("subject"));
            part(nested, nested.bodyStart(), to, depth + 1);
        } else if (kind.value().equals("text/html")) {
            append(html(decoded(headers, kind, from, to)));
        } else if (kind.value().startsWith("text/") || !kind.value().contains("/") || kind.value().startsWith("message/")) {
            append(decoded(headers, kind, from, to));
        } else {
            attachment(kind.value());
        }
    }

    private void multipart(ContentKind kind, int from, int to, int depth) {
        String boundary = kind.parameter("boundary");
        List<int[]> ranges = boundary.isEmpty() ? List.of() : split(boundary, from, to);
        if (ranges.isEmpty()) {
            // No such boundary: what is there is read as text, so that a human sees it.
            faithful = false;
            append(Charsets.decode(Arrays.copyOfRange(raw, from, Math.min(to, from + TEXT_CHARS_MAX)), "utf-8").text());
            return;
        }
        if (kind.value().equals("multipart/alternative")) {
            alternative(ranges, depth);
            return;
        }
        for (int[] range : ranges) {
            MailHeaders headers = MailHeaders.read(raw, range[0], range[1]);
            part(headers, headers.bodyStart(), range[1], depth + 1);
        }
    }

    /** The same said several ways: plain text when it says anything, otherwise the others. */
    private void alternative(List<int[]> ranges, int depth) {
        int before = text.length();
        for (boolean plainTurn : new boolean[] {true, false}) {
            for (int[] range : ranges) {
                MailHeaders headers = MailHeaders.read(raw, range[0], range[1]);
                boolean plain = ContentKind.of(headers.first("content-type").orElse("text/plain")).value().equals("text/plain");
                if (plain == plainTurn) {
                    part(headers, headers.bodyStart(), range[1], depth + 1);
                }
            }
            if (!text.substring(before).isBlank()) {
                return;
            }
        }
    }

    /** The stretches between lines that start with the boundary; at most {@link #PARTS_MAX} of them. */
    private List<int[]> split(String boundary, int from, int to) {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        List<int[]> ranges = new ArrayList<>();
        int start = -1;
        int line = from;
        while (line < to) {
            int end = line;
            while (end < to && raw[end] != '\n') {
                end++;
            }
            if (startsWith(mark, line, end)) {
                if (start >= 0) {
                    ranges.add(new int[] {start, Math.max(start, beforeLineBreak(line))});
                }
                boolean last = line + mark.length + 1 < to && raw[line + mark.length] == '-' && raw[line + mark.length + 1] == '-';
                start = last ? -1 : Math.min(to, end + 1);
                if (last) {
                    return ranges;
                }
                if (ranges.size() >= PARTS_MAX) {
                    faithful = false;
                    return ranges;
                }
            }
            line = end + 1;
        }
        if (start >= 0) {
            faithful = false;
            ranges.add(new int[] {start, to});
        }
        return ranges;
    }

    private boolean startsWith(byte[] mark, int from, int to) {
        if (to - from < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (raw[from + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private int beforeLineBreak(int line) {
        int end = line - 1;
        return end > 0 && raw[end - 1] == '\r' ? end - 1 : end;
    }

    private String decoded(MailHeaders headers, ContentKind kind, int from, int to) {
        int end = Math.min(to, from + TEXT_BYTES_MAX);
        faithful &= end == to;
        byte[] bytes = TransferEncoding.undo(raw, from, end, headers.first("content-transfer-encoding").orElse(""));
        Charsets.Decoded decoded = Charsets.decode(bytes, kind.parameters().getOrDefault("charset", "utf-8"));
        faithful &= decoded.faithful();
        return decoded.text().replace("\r\n", "\n").replace('\r', '\n');
    }

    private void append(String more) {
        if (!text.isEmpty() && !more.isBlank()) {
            text.append("\n\n");
        }
        if (text.length() + more.length() > TEXT_CHARS_MAX) {
            faithful = false;
        }
        text.append(more, 0, Math.max(0, Math.min(more.length(), TEXT_CHARS_MAX - text.length())));
    }

    private void attachment(String name) {
        if (attachments.size() < ATTACHMENTS_NAMED_MAX) {
            attachments.add(Plain.line(name, NAME_CHARS_MAX));
        }
    }

    private static String fileName(ContentKind kind, ContentKind disposition) {
        for (String name : List.of(disposition.parameter("filename"), kind.parameter("name"),
                disposition.parameter("filename*"), disposition.parameter("filename*0"), disposition.parameter("filename*0*"))) {
            if (!name.isBlank()) {
                // Only a name to show: no folder of the sender's or of ours is meant by it.
                String decoded = MailHeaders.decoded(name);
                return decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1);
            }
        }
        return "";
    }

    /** The words of a page, with its paragraphs; no script, no style, nothing is loaded. */
    private static String html(String page) {
        Element body = Jsoup.parse(Plain.cut(page, HTML_CHARS_MAX)).body();
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

    private static Optional<String> messageId(String field) {
        Matcher matcher = MESSAGE_ID.matcher(field);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static List<String> references(MailHeaders headers) {
        return Stream.of("references", "in-reply-to")
                .flatMap(name -> headers.all(name).stream())
                .flatMap(field -> MESSAGE_ID.matcher(field).results().map(MatchResult::group))
                .distinct().limit(REFERENCES_MAX).toList();
    }

    private static Optional<MailAddress> from(MailHeaders headers) {
        return headers.all("from").stream()
                // An address is never inside an encoded word (RFC 2047, section 5), but what looks like one can be put there.
                .map(field -> Plain.cut(ENCODED_WORD.matcher(field).replaceAll("_"), FROM_CHARS_MAX)).flatMap(field -> addresses(field).stream())
                .flatMap(address -> MailAddress.of(address).stream()).findFirst();
    }

    private static List<String> addresses(String field) {
        List<String> found = new ArrayList<>();
        try {
            for (InternetAddress address : InternetAddress.parseHeader(field, false)) {
                if (address.getAddress() != null) {
                    found.add(address.getAddress());
                }
            }
        } catch (AddressException | RuntimeException notAnAddressList) {
            // The pattern below still finds an address in it when there is one.
        }
        ADDRESS.matcher(field).results().forEach(match -> found.add(match.group(1) != null ? match.group(1) : match.group(2)));
        return found;
    }

    private static String name(MailHeaders headers) {
        String field = headers.first("from").map(from -> Plain.cut(from, FROM_CHARS_MAX)).orElse("");
        int bracket = field.indexOf('<');
        return bracket <= 0 ? "" : MailHeaders.decoded(field.substring(0, bracket)).replaceAll("^[\\s\"']+|[\\s\"']+$", "");
    }

    private static String withoutQuotes(String text) {
        Matcher quote = QUOTE_START.matcher(text);
        String own = quote.find() ? text.substring(0, quote.start()) : text;
        return own.lines().filter(line -> !line.startsWith(">")).collect(Collectors.joining("\n")).strip();
    }

    /** Lower-case local part of an address, for rules about machines. */
    static String localPart(MailAddress address) {
        return address.text().substring(0, address.text().lastIndexOf('@')).toLowerCase(Locale.ROOT);
    }
}
