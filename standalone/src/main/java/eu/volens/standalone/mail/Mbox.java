package eu.volens.standalone.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The messages of a file, one at a time: of a mailbox file (mbox, RFC 4155) those between its lines {@code From …}, of any other file the whole
 * of it. Only one message is in memory, and of a very long one only as much as is looked at.
 */
final class Mbox {

    /** How lines of a message that begin with {@code From } are kept from looking like the beginning of the next. */
    enum Dialect {
        /** A sign more before any number of signs: can be undone. */
        RD,
        /** A sign before lines that have none. */
        O
    }

    /** What is taken of a message, and one byte more, by which the other side knows that there is more. */
    static final int MESSAGE_BYTES_MAX = 25 * 1024 * 1024 + 1;

    /** Whom and when; messages also have lines that begin with the word. */
    private static final Pattern SEPARATOR = Pattern.compile("From [^ ]+ .*\\d{1,2}:\\d{2}.*");
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]{1,200}[ \\t]*:.*");
    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_SHOWN_MAX = 1_000;

    private final InputStream in;
    private final Dialect dialect;
    private final boolean mailbox;
    private byte[] line;
    private int number;

    private Mbox(InputStream in, Dialect dialect) throws IOException {
        this.in = in;
        this.dialect = dialect;
        this.line = readLine();
        this.mailbox = isSeparator(line);
    }

    static Mbox read(InputStream in, Dialect dialect) throws IOException {
        return new Mbox(in, dialect);
    }

    /** Whether there can be several. */
    boolean isMailbox() {
        return mailbox;
    }

    /** Of the message that was returned last, counted from 1. */
    int number() {
        return number;
    }

    /** At most {@link #MESSAGE_BYTES_MAX} bytes of the next message; empty at the end. */
    Optional<byte[]> next() throws IOException {
        if (line.length == 0) {
            return Optional.empty();
        }
        number++;
        if (mailbox) {
            line = readLine();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] held = new byte[0];
        while (line.length > 0 && !(mailbox && (held.length > 0 || message.size() == 0) && isSeparator(line))) {
            // The empty line before the next message belongs to the file; until that is known it is held back.
            append(message, held);
            held = new byte[0];
            if (mailbox && isEmpty(line)) {
                held = line;
            } else {
                append(message, mailbox ? unquoted(line) : line);
            }
            line = readLine();
        }
        return Optional.of(message.toByteArray());
    }

    private static void append(ByteArrayOutputStream message, byte[] more) {
        message.write(more, 0, Math.min(more.length, MESSAGE_BYTES_MAX - message.size()));
    }

    /** With its line end; no bytes at the end of the file. What is longer than a whole message is left out. */
    private byte[] readLine() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            if (read.size() < MESSAGE_BYTES_MAX) {
                read.write(next);
            }
            if (next == '\n') {
                break;
            }
            next = in.read();
        }
        return read.toByteArray();
    }

    private static boolean isEmpty(byte[] line) {
        return line.length == 1 || line.length == 2 && line[0] == '\r';
    }

    private static boolean isSeparator(byte[] line) {
        return startsWithFrom(line, 0) && SEPARATOR.matcher(text(line)).matches();
    }

    private static String text(byte[] line) {
        return new String(line, 0, Math.min(line.length, LINE_SHOWN_MAX), StandardCharsets.ISO_8859_1).strip();
    }

    private byte[] unquoted(byte[] line) {
        int signs = 0;
        while (signs < line.length && line[signs] == '>') {
            signs++;
        }
        boolean quoted = startsWithFrom(line, signs) && (dialect == Dialect.RD ? signs > 0 : signs == 1);
        return quoted ? Arrays.copyOfRange(line, 1, line.length) : line;
    }

    private static boolean startsWithFrom(byte[] line, int at) {
        return line.length - at >= FROM.length && Arrays.equals(line, at, at + FROM.length, FROM, 0, FROM.length);
    }

    /** Whether it begins as a message does: with a field. */
    static boolean isMessage(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n' && end < LINE_SHOWN_MAX) {
            end++;
        }
        return FIELD.matcher(new String(bytes, 0, end, StandardCharsets.ISO_8859_1).stripTrailing()).matches();
    }
}
