package eu.volens.standalone.mailbox;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.FolderListener;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the kept messages by IMAP. Holds them in memory; what a mail program marks, deletes or adds in an inbox is carried back to disk
 * shortly after. Folders other than the inbox live only until the process ends.
 *
 * <p>One thread does all carrying, so the two views never race. UIDs begin anew, with a new UIDVALIDITY, at each start.
 */
final class ImapShelf implements AutoCloseable {

    private static final long STARTUP_MILLIS_MAX = 20_000;
    private static final Logger log = LoggerFactory.getLogger(ImapShelf.class);

    private final GreenMail imap;
    private final MailFiles files;
    private final String password;
    private final ExecutorService keeper = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mailbox-keeper").factory());
    private final Map<Address, Inbox> inboxes = new ConcurrentHashMap<>();

    /** An inbox and, by UID, the file behind each of its messages. Touched by the keeper thread only. */
    private record Inbox(Address address, MailFolder folder, Map<Long, MailFile> kept) {}

    ImapShelf(int port, MailFiles files, String password) {
        this.files = files;
        this.password = password;
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        setup.setServerStartupTimeout(STARTUP_MILLIS_MAX);
        imap = new GreenMail(setup);
        imap.start();
    }

    int port() {
        return imap.getImap().getPort();
    }

    /** Makes an inbox visible, with everything kept for it. */
    void open(Address address) {
        await(() -> inbox(address));
    }

    /** Puts a kept message on the shelf; visible to mail programs when this returns. */
    void put(Address address, MailFile file) {
        await(() -> {
            Inbox inbox = inbox(address);
            if (!inbox.kept().containsValue(file)) {
                shelve(inbox, file);
            }
        });
    }

    private Inbox inbox(Address address) throws IOException {
        Inbox known = inboxes.get(address);
        if (known != null) {
            return known;
        }
        Inbox inbox = new Inbox(address, newFolder(address), new HashMap<>());
        for (MailFile file : files.messages(address)) {
            shelve(inbox, file);
        }
        inboxes.put(address, inbox);
        inbox.folder().addListener(new Changes(inbox));
        return inbox;
    }

    private MailFolder newFolder(Address address) throws IOException {
        try {
            GreenMailUser user = imap.getUserManager().createUser(address.text(), address.text(), password);
            ImapHostManager host = imap.getManagers().getImapHostManager();
            return host.getInbox(user);
        } catch (UserException | FolderException e) {
            throw new IOException(e);
        }
    }

    private static void shelve(Inbox inbox, MailFile file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.path());
        long uid;
        try {
            uid = inbox.folder().appendMessage(message(new ByteArrayInputStream(bytes)), flags(file.marks()), Date.from(file.receivedAt()));
        } catch (MessagingException | RuntimeException unreadable) {
            log.warn("A message in {} is unreadable and is served as an attachment", file.path().getParent(), unreadable);
            uid = inbox.folder().appendMessage(UnreadableMail.wrap(bytes), flags(file.marks()), Date.from(file.receivedAt()));
        }
        inbox.kept().put(uid, file);
    }

    private static MimeMessage message(InputStream bytes) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), bytes);
    }

    /** Makes the disk as the inbox is: marks, removals, and messages that a mail program put there. */
    private void carryBack(Inbox inbox) throws IOException {
        Set<Long> present = new HashSet<>();
        for (StoredMessage message : inbox.folder().getMessages()) {
            present.add(message.getUid());
            MailFile file = inbox.kept().get(message.getUid());
            String marks = marks(message.getFlags());
            if (file == null) {
                inbox.kept().put(message.getUid(), files.keep(inbox.address(), "", new ByteArrayInputStream(bytes(message)), marks));
            } else if (!file.marks().equals(marks)) {
                inbox.kept().put(message.getUid(), files.mark(file, marks));
            }
        }
        for (Long uid : Set.copyOf(inbox.kept().keySet())) {
            if (!present.contains(uid)) {
                files.remove(inbox.kept().remove(uid));
            }
        }
    }

    private static byte[] bytes(StoredMessage message) throws IOException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.getMimeMessage().writeTo(out);
            return out.toByteArray();
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    private static final Map<Character, Flags.Flag> LETTERS = Map.of(
            'D', Flags.Flag.DRAFT, 'F', Flags.Flag.FLAGGED, 'R', Flags.Flag.ANSWERED, 'S', Flags.Flag.SEEN, 'T', Flags.Flag.DELETED);

    private static Flags flags(String marks) {
        Flags flags = new Flags();
        marks.chars().forEach(letter -> flags.add(LETTERS.get((char) letter)));
        return flags;
    }

    private static String marks(Flags flags) {
        StringBuilder marks = new StringBuilder();
        for (char letter : "DFRST".toCharArray()) {
            if (flags.contains(LETTERS.get(letter))) {
                marks.append(letter);
            }
        }
        return marks.toString();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void await(Work work) {
        try {
            keeper.submit(() -> {
                work.run();
                return null;
            }).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the mailbox could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        imap.stop();
        keeper.shutdown();
        try {
            if (!keeper.awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("What mail programs marked last is not on disk");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears of changes while the mail server holds its own locks, so it only leaves a note. */
    private final class Changes implements FolderListener {

        private final Inbox inbox;

        Changes(Inbox inbox) {
            this.inbox = inbox;
        }

        private void note() {
            if (keeper.isShutdown()) {
                return;
            }
            keeper.execute(() -> {
                try {
                    carryBack(inbox);
                } catch (IOException | RuntimeException e) {
                    log.error("A change in a mailbox could not be carried to disk", e);
                }
            });
        }

        @Override
        public void expunged(int number) {
            note();
        }

        @Override
        public void added(int number) {
            note();
        }

        @Override
        public void flagsUpdated(int number, Flags flags, Long uid) {
            note();
        }

        @Override
        public void mailboxDeleted() {}
    }
}
