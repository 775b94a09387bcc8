package eu.volens.rights;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail server with SMTP and IMAP on free ports, and people who write raw mail to it. */
public final class PostOffice implements AutoCloseable {

    public static final String PRIVACY = "privacy@itsme.be";
    public static final String PASSWORD = "mailbox-password";

    private final GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});

    public PostOffice() {
        server.start();
        server.setUser(PRIVACY, PRIVACY, PASSWORD);
    }

    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    public int imapPort() {
        return server.getImap().getPort();
    }

    /** Hands a message to the server as any mail program does. */
    public void send(String envelopeFrom, byte[] message) {
        try (Socket socket = new Socket("127.0.0.1", smtpPort());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            for (String line : List.of("EHLO test.example", "MAIL FROM:<" + envelopeFrom + ">", "RCPT TO:<" + PRIVACY + ">")) {
                say(out, line);
                expect(in, "250");
            }
            say(out, "DATA");
            expect(in, "354");
            out.write(dotStuffed(message));
            say(out, "\r\n.");
            expect(in, "250");
            say(out, "QUIT");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(String envelopeFrom, String message) {
        send(envelopeFrom, message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void expect(BufferedReader in, String code) throws IOException {
        String line;
        do {
            line = String.valueOf(in.readLine());
            if (!line.startsWith(code)) {
                throw new IOException("the server said: " + line);
            }
        } while (line.startsWith(code + "-"));
    }

    private static byte[] dotStuffed(byte[] message) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 100);
        byte before = '\n';
        for (byte b : message) {
            if (b == '.' && before == '\n') {
                stuffed.write('.');
            }
            stuffed.write(b);
            before = b;
        }
        return stuffed.toByteArray();
    }

    /** What reached somebody, oldest first. */
    public List<MimeMessage> inbox(String address) {
        return Arrays.asList(server.getReceivedMessagesForDomain(address));
    }

    /** The first message to somebody whose subject has these words. */
    public MimeMessage await(String address, String inSubject) {
        return Eventually.get("a mail to " + address + " about " + inSubject, () -> inbox(address).stream()
                .filter(message -> subject(message).contains(inSubject)).findFirst());
    }

    public static String subject(MimeMessage message) {
        try {
            return String.valueOf(message.getSubject());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String header(MimeMessage message, String name) {
        try {
            return String.join("|", Optional.ofNullable(message.getHeader(name)).orElse(new String[0]));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a message in one of its forms. */
    public static String text(Part message, String mediaType) {
        try {
            if (message.isMimeType(mediaType)) {
                return message.getContent().toString().replace("\r\n", "\n");
            }
            if (message.getContent() instanceof Multipart parts) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < parts.getCount(); i++) {
                    text.append(text(parts.getBodyPart(i), mediaType));
                }
                return text.toString();
            }
            return "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The token in the link of a letter; {@code kind} is {@code identity} or {@code download}. */
    public static String token(MimeMessage letter, String kind) {
        Matcher matcher = Pattern.compile("/" + kind + "/([\\w-]+)").matcher(text(letter, "text/plain"));
        if (!matcher.find()) {
            throw new AssertionError("no link in: " + text(letter, "text/plain"));
        }
        return matcher.group(1);
    }

    /** Everything that reached anybody but the privacy mailbox. */
    public Stream<MimeMessage> sentByVolens() {
        return Arrays.stream(server.getReceivedMessages()).filter(message -> header(message, "From").contains(PRIVACY));
    }

    @Override
    public void close() {
        server.stop();
    }
}
