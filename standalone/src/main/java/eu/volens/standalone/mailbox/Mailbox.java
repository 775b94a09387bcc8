package eu.volens.standalone.mailbox;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running mailbox of one data folder: SMTP in, IMAP out, both on the loopback address only. */
public final class Mailbox implements AutoCloseable {

    /** Sixteen characters: some people type it into a mail program. */
    private static final int PASSWORD_BYTES = 12;
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final MailFiles files;
    private final ImapShelf shelf;
    private final SmtpIntake intake;
    private final String password;

    private Mailbox(MailFiles files, ImapShelf shelf, SmtpIntake intake, String password) {
        this.files = files;
        this.shelf = shelf;
        this.intake = intake;
        this.password = password;
    }

    /**
     * Starts with everything kept before.
     *
     * @param smtpPort 0 for any free one
     * @param imapPort 0 for any free one
     * @throws Refusal when the folder cannot be read
     */
    public static Mailbox start(DataFolder folder, int smtpPort, int imapPort, Clock clock, RandomGenerator random) {
        String password = folder.secret("mailbox.password", PASSWORD_BYTES, random);
        try {
            MailFiles files = new MailFiles(folder.mailbox(), clock);
            ImapShelf shelf = new ImapShelf(imapPort, files, password);
            files.addresses().forEach(shelf::open);
            SmtpIntake intake = new SmtpIntake(smtpPort, files, (from, recipients, message) -> deliver(files, shelf, from, recipients, message));
            return new Mailbox(files, shelf, intake, password);
        } catch (IOException e) {
            throw new Refusal("the mailbox in " + folder.mailbox() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** First to disk for all, then on the shelf for all: what was acknowledged never depends on the shelf. */
    private static void deliver(MailFiles files, ImapShelf shelf, String from, Set<Address> recipients, Path message) throws IOException {
        record Delivered(Address address, MailFile file) {}
        List<Delivered> delivered = new ArrayList<>();
        for (Address recipient : recipients) {
            String headLines = "Return-Path: <" + from + ">\r\nDelivered-To: " + recipient + "\r\n";
            delivered.add(new Delivered(recipient, files.keep(recipient, headLines, message)));
        }
        for (Delivered one : delivered) {
            try {
                shelf.put(one.address(), one.file());
            } catch (RuntimeException e) {
                log.error("A kept mail is not served by IMAP before the next start: {}", one.file().path(), e);
            }
        }
    }

    /** Makes a mailbox before the first mail to it, so that one can sign in there. */
    public void open(Address address) {
        try {
            files.open(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shelf.open(address);
    }

    public int smtpPort() {
        return intake.port();
    }

    public int imapPort() {
        return shelf.port();
    }

    /** Opens every mailbox by IMAP; the user name is the address. */
    public String imapPassword() {
        return password;
    }

    /** Every address that has a mailbox, in alphabetical order. */
    Set<Address> addresses() throws IOException {
        return files.addresses();
    }

    /** The messages of a mailbox, oldest first; none for an address without one. */
    List<MailFile> messages(Address address) throws IOException {
        return files.messages(address);
    }

    /** A message's bytes as they came; empty when there is none. */
    Optional<byte[]> read(Address address, String id) throws IOException {
        return files.read(address, id);
    }

    /** Takes no more mail and ends; messages being received are left with their senders. */
    @Override
    public void close() {
        intake.close();
        shelf.close();
    }
}
