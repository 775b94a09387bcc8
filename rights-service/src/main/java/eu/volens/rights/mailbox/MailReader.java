package eu.volens.rights.mailbox;

import eu.volens.rights.correspondent.MailAddress;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a message (RFC 5322, MIME) as far as it can be read. Never throws, whatever the bytes: what does not make sense is left out
 * and said to be missing. Everything is bounded, so the work is linear in the size of the message. No archive is opened, nothing is
 * unpacked but base64 and quoted-printable, which only make less of it.
 */
final class MailReader {

    /** What {@link ImapMailbox} takes of one message, and what comes by other doors. */
    static final int MESSAGE_BYTES_MAX = 25 * 1024 * 1024;
    static final int TEXT_CHARS_MAX = 200_000;
    static final int SUBJECT_CHARS_MAX = 500;
    static final int NAME_CHARS_MAX = 200;
    static final int PARTS_MAX = 200;
    static final int DEPTH_MAX = 10;
    static final int ATTACHMENTS_MAX = 50;
    private static final int REFERENCES_MAX = 50;
    private static final int FROM_CHARS_MAX = 2_000;
    private static final int TEXT_BYTES_MAX = 4 * 1024 * 1024;
    /** Plain text shorter than this may only say that the page beside it should be read. */
    private static final int STUB_CHARS_MAX = 200;

    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,990}>");
    private static final Pattern ADDRESS = Pattern.compile("<\\s*([^<>\\s]{1,320})\\s*>|([^<>\\s,;:\"]{1,64}@[^<>\\s,;:\"]{1,255})");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?[^?\\s]{1,70}\\?[BbQq]\\?[^?\\s]*+\\?=");

    private static final Set<String> SMIME = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");

    private final byte[] raw;
    private final int length;
    /** Of the message itself, when it was wrapped in another. */
    private final int depth;
    private final List<MailPart> files = new ArrayList<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Set<Bound> bounds = EnumSet.noneOf(Bound.class);
    /** Where words go: all of them, or those of one of several alternatives. */
    private StringBuilder text = new StringBuilder();
    /** Parts are noted, their words are not wanted. */
    private boolean muted;
    private Optional<MailPart> page = Optional.empty();
    private int parts;
    /** Of all pages together, at most {@link PageTree#CHARS_MAX}. */
    private int pageChars;
    private long bytesRead;
    private boolean faithful = true;

    private MailReader(byte[] raw, int depth) {
        this.raw = raw;
        this.depth = depth;
        this.length = Math.min(raw.length, MESSAGE_BYTES_MAX);
    }

    static ReadMail read(byte[] raw) {
        return new MailReader(raw, 0).read();
    }

    private ReadMail read() {
        if (length < raw.length) {
            bounds.add(Bound.MESSAGE_BYTES);
        }
        MailHeaders headers = headers(0, length);
        part(headers, headers.bodyStart(), length, depth);
        String all = Plain.cut(tidy(Armour.open(text.toString(), traits)), TEXT_CHARS_MAX);
        boolean wrapped = traits.contains(Trait.ENCRYPTED) || traits.contains(Trait.WINMAIL) && all.isBlank();
        String subject = Plain.line(headers.text("subject"), SUBJECT_CHARS_MAX);
        return new ReadMail(headers, headers.first("message-id").flatMap(MailReader::messageId), references(headers),
                from(headers), Plain.line(name(headers), NAME_CHARS_MAX), subject, all, Quotes.without(subject, all), List.copyOf(files), page,
                Set.copyOf(traits), Set.copyOf(bounds), faithful && bounds.isEmpty() && !wrapped && !headers.isEmpty(), bytesRead);
    }

    private static String tidy(String text) {
        return Plain.text(text).lines().map(String::stripTrailing).collect(Collectors.joining("\n"))
                .replaceAll("\\n{3,}", "\n\n").strip();
    }

    private MailHeaders headers(int from, int to) {
        MailHeaders headers = MailHeaders.read(raw, from, to);
        bytesRead += headers.bodyStart() - from;
        bounds.addAll(headers.bounds());
        return headers;
    }

    private void part(MailHeaders headers, int from, int to, int depth) {
        if (++parts > PARTS_MAX || depth > DEPTH_MAX) {
            bounds.add(depth > DEPTH_MAX ? Bound.DEPTH : Bound.PARTS);
            return;
        }
        ContentKind kind = ContentKind.of(headers.first("content-type").orElse("text/plain"));
        ContentKind disposition = ContentKind.of(headers.first("content-disposition").orElse("inline"));
        String name = fileName(kind, disposition);
        MailPart part = new MailPart(name.isEmpty() ? kind.value() : name, kind.value(), kind.parameters().getOrDefault("charset", "utf-8"),
                headers.first("content-transfer-encoding").orElse(""), from, to);
        noteTraits(kind, part);
        if (kind.value().startsWith("multipart/")) {
            multipart(kind, from, to, depth);
        } else if (kind.value().equals("message/rfc822")) {
            nested(part, disposition, depth);
        } else if (SMIME.contains(kind.value())) {
            file(part);
            unwrap(part, depth);
        } else if (disposition.value().equals("attachment") || !name.isEmpty() && !kind.value().startsWith("text/")) {
            file(part);
        } else if (kind.value().equals("text/html")) {
            page(part);
        } else if (kind.value().equals("text/calendar")) {
            file(part);
            append(Invitation.words(decoded(part)));
        } else if (kind.value().startsWith("text/") || !kind.value().contains("/") || kind.value().startsWith("message/")) {
            append(decoded(part));
        } else {
            file(part);
        }
    }

    private void noteTraits(ContentKind kind, MailPart part) {
        switch (kind.value()) {
            case "multipart/signed" -> traits.add(Trait.SIGNED);
            case "multipart/encrypted" -> traits.add(Trait.ENCRYPTED);
            case "text/calendar" -> traits.add(Trait.INVITATION);
            case "application/ms-tnef", "application/vnd.ms-tnef" -> traits.add(Trait.WINMAIL);
            default -> {
                if (part.name().equalsIgnoreCase("winmail.dat")) {
                    traits.add(Trait.WINMAIL);
                }
            }
        }
    }

    /** A message in the message: what was forwarded is read, and an attached one is there to be downloaded too. */
    private void nested(MailPart part, ContentKind disposition, int depth) {
        if (disposition.value().equals("attachment")) {
            file(part);
        }
        MailHeaders nested = headers(part.from(), part.to());
        append(nested.text("subject"));
        part(nested, nested.bodyStart(), part.to(), depth + 1);
    }

    /** A message inside a signature, or inside what only somebody with the key opens (S/MIME, RFC 8551). */
    private void unwrap(MailPart part, int depth) {
        if (muted || depth >= DEPTH_MAX) {
            bounds.addAll(muted ? Set.of() : Set.of(Bound.DEPTH));
            return;
        }
        bytesRead += part.to() - part.from();
        Optional<ReadMail> inside = SignedContent.of(part.bytes(raw)).map(content -> new MailReader(content, depth + 1).read());
        traits.add(inside.isEmpty() ? Trait.ENCRYPTED : Trait.SIGNED);
        inside.ifPresent(mail -> {
            append(mail.text());
            traits.addAll(mail.traits());
            bounds.addAll(mail.bounds());
            faithful &= mail.faithful();
            bytesRead += mail.bytesRead();
        });
    }

    private void multipart(ContentKind kind, int from, int to, int depth) {
        String boundary = kind.parameter("boundary");
        List<int[]> ranges = boundary.isEmpty() ? List.of() : split(boundary, from, to);
        if (ranges.isEmpty()) {
            // No such boundary: what is there is read as text, so that a human sees it.
            faithful = false;
            append(Charsets.decode(Arrays.copyOfRange(raw, from, Math.min(to, from + TEXT_CHARS_MAX)), "utf-8").text());
        } else if (kind.value().equals("multipart/alternative")) {
            alternative(ranges, depth);
        } else {
            ranges.forEach(range -> part(range, depth + 1));
        }
    }

    private void part(int[] range, int depth) {
        if (parts > PARTS_MAX) {
            return;
        }
        MailHeaders headers = headers(range[0], range[1]);
        part(headers, headers.bodyStart(), range[1], depth);
    }

    /** The same said several ways: plain text when it says anything, otherwise the others, whose files and page are noted in any case. */
    private void alternative(List<int[]> ranges, int depth) {
        StringBuilder around = text;
        boolean mutedAround = muted;
        StringBuilder plain = new StringBuilder();
        text = plain;
        ranges.stream().filter(this::isPlain).forEach(range -> part(range, depth + 1));
        boolean plainFaithful = faithful;
        StringBuilder other = new StringBuilder();
        text = other;
        muted = mutedAround || plain.length() >= STUB_CHARS_MAX;
        ranges.stream().filter(range -> !isPlain(range)).forEach(range -> part(range, depth + 1));
        text = around;
        muted = mutedAround;
        boolean stub = plain.toString().isBlank() || plain.length() < STUB_CHARS_MAX && other.length() > 3 * plain.length();
        if (!stub) {
            faithful = plainFaithful;
        }
        append((stub ? other : plain).toString());
    }

    private boolean isPlain(int[] range) {
        MailHeaders headers = headers(range[0], range[1]);
        return ContentKind.of(headers.first("content-type").orElse("text/plain")).value().equals("text/plain");
    }

    /** The stretches between lines that are the boundary; at most {@link #PARTS_MAX} of them. */
    private List<int[]> split(String boundary, int from, int to) {
        byte[] mark = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        List<int[]> ranges = new ArrayList<>();
        int start = -1;
        int line = from;
        bytesRead += to - from;
        while (line < to) {
            int end = line;
            while (end < to && raw[end] != '\n') {
                end++;
            }
            boolean last = isBoundary(mark, line, end, true);
            if (last || isBoundary(mark, line, end, false)) {
                if (start >= 0) {
                    ranges.add(new int[] {start, Math.max(start, beforeLineBreak(line))});
                }
                if (last && start >= 0) {
                    return ranges;
                }
                if (ranges.size() >= PARTS_MAX) {
                    bounds.add(Bound.PARTS);
                    return ranges;
                }
                start = Math.min(to, end + 1);
            }
            line = end + 1;
        }
        if (start >= 0) {
            faithful = false;
            ranges.add(new int[] {start, to});
        }
        return ranges;
    }

    /** Nothing but the mark stands on the line: the mark of another may begin like this one. */
    private boolean isBoundary(byte[] mark, int from, int to, boolean last) {
        int end = from + mark.length + (last ? 2 : 0);
        if (end > to || !Arrays.equals(raw, from, from + mark.length, mark, 0, mark.length)
                || last && (raw[end - 1] != '-' || raw[end - 2] != '-')) {
            return false;
        }
        for (int i = end; i < to; i++) {
            if (raw[i] != ' ' && raw[i] != '\t' && raw[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private int beforeLineBreak(int line) {
        int end = line - 1;
        return end > 0 && raw[end - 1] == '\r' ? end - 1 : end;
    }

    private void page(MailPart part) {
        if (page.isEmpty()) {
            page = Optional.of(part);
        }
        if (muted) {
            return;
        }
        String markup = decoded(part);
        PageTree tree = PageTree.of(Plain.cut(markup, PageTree.CHARS_MAX - pageChars));
        pageChars = Math.min(PageTree.CHARS_MAX, pageChars + markup.length());
        if (!tree.whole() || pageChars == PageTree.CHARS_MAX) {
            bounds.add(Bound.TEXT);
        }
        append(PageWords.of(tree));
    }

    private String decoded(MailPart part) {
        if (muted || text.length() >= TEXT_CHARS_MAX) {
            bounds.addAll(muted ? Set.of() : Set.of(Bound.TEXT));
            return "";
        }
        int end = Math.min(part.to(), part.from() + TEXT_BYTES_MAX);
        if (end < part.to()) {
            bounds.add(Bound.TEXT);
        }
        bytesRead += end - part.from();
        Charsets.Decoded decoded = Charsets.decode(TransferEncoding.undo(raw, part.from(), end, part.encoding()), part.charset());
        faithful &= decoded.faithful();
        return decoded.text().replace("\r\n", "\n").replace('\r', '\n');
    }

    private void append(String more) {
        if (muted) {
            return;
        }
        if (!text.isEmpty() && !more.isBlank()) {
            text.append("\n\n");
        }
        if (text.length() + more.length() > TEXT_CHARS_MAX) {
            bounds.add(Bound.TEXT);
        }
        text.append(more, 0, Math.max(0, Math.min(more.length(), TEXT_CHARS_MAX - text.length())));
    }

    private void file(MailPart part) {
        if (files.size() < ATTACHMENTS_MAX) {
            files.add(part);
        } else {
            bounds.add(Bound.ATTACHMENTS);
        }
    }

    /** Only a name to show: no folder of the sender's or of ours is meant by it. */
    private static String fileName(ContentKind kind, ContentKind disposition) {
        String name = disposition.text("filename").or(() -> kind.text("name")).orElse("");
        return Plain.line(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1), NAME_CHARS_MAX);
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
        return bracket <= 0 ? "" : EncodedWords.decode(field.substring(0, bracket)).replaceAll("^[\\s\"']+|[\\s\"']+$", "");
    }

    /** Lower-case local part of an address, for rules about machines. */
    static String localPart(MailAddress address) {
        return address.text().substring(0, address.text().lastIndexOf('@')).toLowerCase(Locale.ROOT);
    }
}
