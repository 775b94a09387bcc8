package eu.volens.standalone.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a person reads it. Never fails for what a mail may hold: what cannot be decoded is shown as it came.
 *
 * @param text        the plain part, else the text of the HTML part, in pieces of which some are links
 * @param attachments everything else, in the mail's order
 */
record LegibleMail(String from, String to, String subject, List<TextPiece> text, List<Attachment> attachments) {

    private static final int DEPTH_MAX = 20;
    private static final int PARTS_MAX = 200;
    private static final int TEXT_CHARACTERS_MAX = 500_000;

    /** @param bytes decoded */
    record Attachment(String name, String type, byte[] bytes) {}

    static LegibleMail of(byte[] bytes) {
        MimeMessage message;
        try {
            message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            return new LegibleMail("", "", "", TextPiece.piecesOf(new String(bytes, StandardCharsets.ISO_8859_1)), List.of());
        }
        Reader reader = new Reader();
        reader.read(message, 0);
        String text = reader.plain != null ? reader.plain : reader.html != null ? TextOfHtml.read(reader.html) : "";
        return new LegibleMail(header(message, "From"), header(message, "To"), header(message, "Subject"),
                TextPiece.piecesOf(text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) : text), List.copyOf(reader.attachments));
    }

    private static String header(Part part, String name) {
        try {
            return header(part.getHeader(name));
        } catch (MessagingException e) {
            return "";
        }
    }

    /** The first of the head lines of one name, decoded and on one line; empty when there is none. */
    static String header(String @Nullable [] lines) {
        return lines == null || lines.length == 0 ? "" : decoded(MimeUtility.unfold(lines[0])).strip();
    }

    private static String decoded(String line) {
        try {
            return MimeUtility.decodeText(line).replaceAll("\\p{Cntrl}", " ");
        } catch (UnsupportedEncodingException e) {
            return line;
        }
    }

    /** The sender's address alone, for an answer; empty when none can be read. */
    static String addressIn(String header) {
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(header, false);
            return addresses.length == 0 ? "" : addresses[0].getAddress();
        } catch (MessagingException e) {
            return "";
        }
    }

    /** Walks through the parts: the first plain and the first HTML text are the letter, the rest is attached. */
    private static final class Reader {

        private @Nullable String plain;
        private @Nullable String html;
        private final List<Attachment> attachments = new ArrayList<>();
        private int parts;

        void read(Part part, int depth) {
            if (++parts > PARTS_MAX || depth > DEPTH_MAX) {
                return;
            }
            try {
                if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
                    for (int i = 0; i < multipart.getCount(); i++) {
                        BodyPart child = multipart.getBodyPart(i);
                        read(child, depth + 1);
                    }
                    return;
                }
                readLeaf(part);
            } catch (MessagingException | IOException | RuntimeException unreadable) {
                attach(part);
            }
        }

        private void readLeaf(Part part) throws MessagingException, IOException {
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
            if (!attached && plain == null && part.isMimeType("text/plain")) {
                plain = text(part);
            } else if (!attached && html == null && part.isMimeType("text/html")) {
                html = text(part);
            } else {
                attach(part);
            }
        }

        private static String text(Part part) throws MessagingException, IOException {
            try {
                return part.getContent() instanceof String text ? text : new String(bytes(part), StandardCharsets.UTF_8);
            } catch (UnsupportedEncodingException unknownCharset) {
                return new String(bytes(part), Charset.forName("windows-1252"));
            }
        }

        private static byte[] bytes(Part part) throws MessagingException, IOException {
            try (InputStream in = part.getInputStream()) {
                return in.readAllBytes();
            }
        }

        private void attach(Part part) {
            try {
                String name = part.getFileName();
                attachments.add(new Attachment(name == null ? "part-" + (attachments.size() + 1) : decoded(name),
                        part.getContentType().replaceFirst(";(?s).*", "").strip(), bytes(part)));
            } catch (MessagingException | IOException | RuntimeException unreadable) {
                attachments.add(new Attachment("unreadable-part-" + (attachments.size() + 1), "application/octet-stream", new byte[0]));
            }
        }
    }
}
