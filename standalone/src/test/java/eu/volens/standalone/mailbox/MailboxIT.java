package eu.volens.standalone.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.standalone.folder.DataFolder;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxIT {

    private static final Address PRIVACY = new Address("privacy@example.eu");

    @TempDir
    Path temporary;

    @Test
    void aMailIsOnDiskBeforeItIsAcknowledgedAndCanBeReadByImap() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data")); Mailbox mailbox = start(folder)) {
            assertThat(send(mailbox, "ann@example.org", PRIVACY, "Subject: Mijn gegevens\r\n\r\nGraag.\r\n..een punt\r\n")).startsWith("250");
            assertThat(new String(mailbox.read(PRIVACY, mailbox.messages(PRIVACY).getFirst().id()).orElseThrow(), StandardCharsets.UTF_8))
                    .startsWith("Return-Path: <ann@example.org>\r\nDelivered-To: privacy@example.eu\r\nReceived: ")
                    .endsWith("Graag.\r\n.een punt\r\n");
            try (Store store = signIn(mailbox, PRIVACY)) {
                Message message = inbox(store).getMessage(1);
                assertThat(message.getSubject()).isEqualTo("Mijn gegevens");
                assertThat(message.getReceivedDate().toInstant().getEpochSecond())
                        .isEqualTo(mailbox.messages(PRIVACY).getFirst().receivedAt().getEpochSecond());
            }
        }
    }

    @Test
    void whatAMailProgramMarkedDeletedOrAddedIsStillSoAfterARestart() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            try (Mailbox mailbox = start(folder)) {
                for (String subject : new String[] {"one", "two", "three"}) {
                    send(mailbox, "ann@example.org", PRIVACY, "Subject: " + subject + "\r\n\r\n.\r\n".replace(".", "text"));
                }
                try (Store store = signIn(mailbox, PRIVACY)) {
                    Folder inbox = inbox(store);
                    inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
                    inbox.getMessage(2).setFlag(Flags.Flag.DELETED, true);
                    inbox.expunge();
                    MimeMessage own = new MimeMessage(Session.getInstance(new Properties()));
                    own.setSubject("four");
                    own.setText("added by a mail program");
                    inbox.appendMessages(new Message[] {own});
                }
            }
            try (Mailbox again = start(folder); Store store = signIn(again, PRIVACY)) {
                Message[] messages = inbox(store).getMessages();
                assertThat(messages).extracting(Message::getSubject).containsExactly("one", "three", "four");
                assertThat(messages[0].isSet(Flags.Flag.SEEN)).isTrue();
                assertThat(messages[1].isSet(Flags.Flag.SEEN)).isFalse();
            }
        }
    }

    @Test
    void oneMailToSeveralPeopleReachesEachOnce() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data")); Mailbox mailbox = start(folder); Smtp smtp = new Smtp(mailbox)) {
            smtp.say("MAIL FROM:<>");
            smtp.say("RCPT TO:<a@b>");
            smtp.say("RCPT TO:<c@d>");
            smtp.say("RCPT TO:<A@B>");
            smtp.say("DATA");
            assertThat(smtp.say("Subject: x\r\n\r\ntext\r\n.")).startsWith("250");
            assertThat(mailbox.messages(new Address("a@b"))).hasSize(1);
            assertThat(mailbox.messages(new Address("c@d"))).hasSize(1);
        }
    }

    @Test
    void aMailOverTheLimitIsRefusedWithTheReasonAndLeavesNothingBehind() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data")); Mailbox mailbox = start(folder)) {
            String line = "x".repeat(70) + "\r\n";
            assertThat(send(mailbox, "ann@example.org", PRIVACY, "Subject: big\r\n\r\n" + line.repeat(SmtpIntake.MESSAGE_BYTES_MAX / line.length())))
                    .startsWith("552 5.3.4");
            assertThat(mailbox.messages(PRIVACY)).isEmpty();
            try (Stream<Path> left = Files.list(folder.mailbox().resolve("incoming"))) {
                assertThat(left).isEmpty();
            }
            try (Smtp smtp = new Smtp(mailbox)) {
                assertThat(smtp.say("MAIL FROM:<a@b> SIZE=99999999")).startsWith("552");
            }
        }
    }

    @Test
    void aMailThatCannotBeStoredStaysWithItsSender() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data")); Mailbox mailbox = start(folder)) {
            Path tmp = folder.mailbox().resolve(PRIVACY.folderName()).resolve("tmp");
            Files.delete(tmp);
            Files.writeString(tmp, "a file where a folder should be");
            assertThat(send(mailbox, "ann@example.org", PRIVACY, "Subject: x\r\n\r\ntext\r\n")).startsWith("452");
        }
    }

    @Test
    void bytesThatAreNoMailAreKeptAndServed() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data")); Mailbox mailbox = start(folder)) {
            assertThat(send(mailbox, "ann@example.org", PRIVACY, "\0\u00ff:\r\nContent-Type: multipart/mixed; boundary=\r\nFrom: <<<>\r\n\r\nno end")).startsWith("250");
            try (Store store = signIn(mailbox, PRIVACY)) {
                assertThat(inbox(store).getMessageCount()).isEqualTo(1);
            }
        }
    }

    @Test
    void halfWrittenMailOfACrashIsForgotten() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Path half = folder.mailbox().resolve(PRIVACY.folderName()).resolve("tmp/1.1");
            try (Mailbox mailbox = start(folder)) {
                mailbox.open(PRIVACY);
                Files.writeString(half, "Subject: ha");
            }
            try (Mailbox again = start(folder)) {
                assertThat(again.messages(PRIVACY)).isEmpty();
                assertThat(half).doesNotExist();
            }
        }
    }

    private static Mailbox start(DataFolder folder) {
        Mailbox mailbox = Mailbox.start(folder, 0, 0, Clock.systemUTC(), new Random(1));
        mailbox.open(PRIVACY);
        return mailbox;
    }

    private static Store signIn(Mailbox mailbox, Address address) throws Exception {
        Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", mailbox.imapPort(), address.text(), mailbox.imapPassword());
        return store;
    }

    private static Folder inbox(Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        return inbox;
    }

    /** Sends the bytes of a message as they are, and gives the last answer. */
    private static String send(Mailbox mailbox, String from, Address to, String message) throws IOException {
        try (Smtp smtp = new Smtp(mailbox)) {
            smtp.say("MAIL FROM:<" + from + ">");
            smtp.say("RCPT TO:<" + to + ">");
            smtp.say("DATA");
            return smtp.say((message.endsWith("\r\n") ? message : message + "\r\n") + ".");
        }
    }

    private static final class Smtp implements AutoCloseable {

        private final Socket socket;
        private final OutputStream out;
        private final BufferedReader in;

        Smtp(Mailbox mailbox) throws IOException {
            socket = new Socket("127.0.0.1", mailbox.smtpPort());
            out = socket.getOutputStream();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
            say("HELO test");
        }

        String say(String text) throws IOException {
            out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
