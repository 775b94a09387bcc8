package eu.volens.rights;

import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server with SMTP and IMAP on free ports, and people who write raw mail to it. */
public final class PostOffice implements AutoCloseable {

    private static final Session SESSION = Session.getInstance(new Properties());

    public static final String PRIVACY = "privacy@itsme.be";
    public static final String PASSWORD = "mailbox-password";

    private final GreenMail imap = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final Map<String, GreenMailUser> mailboxes = new ConcurrentHashMap<>();
    private volatile boolean refusing;
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private volatile Runnable onLetter = () -> { };
    private final Map<String, List<MimeMessage>> inboxes = new ConcurrentHashMap<>();
    private final SMTPServer smtp = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress()).maxMessageSize(50_000_000)
            .fromAddressValidator(from -> true).messageHandlerFactory(context -> new Arrival()).build();

    public PostOffice() {
        imap.start();
        open(PRIVACY);
        smtp.start();
    }

    /** Gives somebody a mailbox that is read by IMAP. */
    public void open(String address) {
        mailboxes.put(address, imap.setUser(address, address, PASSWORD));
    }

    /** A further folder of the privacy mailbox. */
    public void addFolder(String name) {
        try {
            imap.getManagers().getImapHostManager().createMailbox(mailboxes.get(PRIVACY), name);
        } catch (FolderException | AuthorizationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a message into a folder of the privacy mailbox, as a person or a rule on the server does. */
    public void file(String folder, String message) {
        file(folder, message, Instant.now());
    }

    /** As if it had arrived at that time. */
    public void file(String folder, String message, Instant at) {
        try {
            MimeMessage filed = new MimeMessage(SESSION, new ByteArrayInputStream(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
            folder(folder).appendMessage(filed, new Flags(), Date.from(at));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MailFolder folder(String name) {
        return imap.getManagers().getImapHostManager().getFolder(mailboxes.get(PRIVACY), name);
    }

    /** How many of the messages in somebody's mailbox are marked seen. */
    public long seen(String address) {
        return messages(address).stream().filter(message -> message.getFlags().contains(Flags.Flag.SEEN)).count();
    }

    private List<StoredMessage> messages(String address) {
        try {
            return imap.getManagers().getImapHostManager().getInbox(mailboxes.get(address)).getMessages();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One message on its way in. */
    private final class Arrival implements MessageHandler {

        private final List<String> recipients = new ArrayList<>();
        private String from = "";

        @Override
        public void from(String sender) {
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            if (refusing && !recipient.equals(PRIVACY)) {
                throw new RejectException(421, "not now, and not for " + recipient);
            }
            if (unknown.contains(recipient)) {
                throw new RejectException(550, "5.1.1 no such user: " + recipient);
            }
            recipients.add(recipient);
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            byte[] raw = ("Return-Path: <" + from + ">\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] message = data.readAllBytes();
            if (!recipients.contains(PRIVACY)) {
                onLetter.run();
            }
            byte[] whole = Arrays.copyOf(raw, raw.length + message.length);
            System.arraycopy(message, 0, whole, raw.length, message.length);
            for (String recipient : recipients) {
                deliver(recipient, whole);
            }
            return null;
        }

        @Override
        public void done() {
            // Each message is a transaction of its own.
        }
    }

    private void deliver(String recipient, byte[] raw) throws IOException {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            GreenMailUser reader = mailboxes.get(recipient);
            if (reader != null) {
                reader.deliver(message);
            } else {
                inboxes.computeIfAbsent(recipient, address -> new CopyOnWriteArrayList<>()).add(message);
            }
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    public int smtpPort() {
        return smtp.getPortAllocated();
    }

    public int imapPort() {
        return imap.getImap().getPort();
    }

    /** From now on takes no mail for others, and says for whom it was; or takes it again. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** From now on knows nobody under that address, or knows them again. */
    public void refuseForGood(String address, boolean refuse) {
        if (refuse) {
            unknown.add(address);
        } else {
            unknown.remove(address);
        }
    }

    /** Called when a letter is here, and its sender does not know yet. */
    public void onLetter(Runnable called) {
        onLetter = called;
    }

    /** The mailbox cannot be read any more. */
    public void closeMailbox() {
        imap.stop();
    }

    /** Hands a message to the server as any mail program does. */
    public void send(String envelopeFrom, byte[] message) {
        send(envelopeFrom, List.of(PRIVACY), message);
    }

    /** One message to several of our mailboxes at once. */
    public void send(String envelopeFrom, List<String> recipients, byte[] message) {
        try (Socket socket = new Socket("127.0.0.1", smtpPort());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = socket.getOutputStream();
            expect(in, "220");
            for (String line : List.of("EHLO test.example", "MAIL FROM:<" + envelopeFrom + ">")) {
                say(out, line);
                expect(in, "250");
            }
            for (String recipient : recipients) {
                say(out, "RCPT TO:<" + recipient + ">");
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

    /** What lies in the privacy mailbox, as text. */
    public List<String> privacyMails() {
        return mails(PRIVACY);
    }

    /** What lies in somebody's mailbox, as text. */
    public List<String> mails(String address) {
        try {
            List<String> mails = new ArrayList<>();
            for (StoredMessage message : messages(address)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                message.getMimeMessage().writeTo(bytes);
                mails.add(bytes.toString(StandardCharsets.UTF_8));
            }
            return mails;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What reached somebody, oldest first. */
    public List<MimeMessage> inbox(String address) {
        return inboxes.getOrDefault(address, List.of());
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

    @Override
    public void close() {
        smtp.stop();
        imap.stop();
    }
}
