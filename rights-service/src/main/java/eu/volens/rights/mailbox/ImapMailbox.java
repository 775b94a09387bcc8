package eu.volens.rights.mailbox;

import eu.volens.rights.round.Trouble;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a mailbox by IMAP: everything with a number above the last one kept, then waits in IDLE, or looks again where the server does
 * not know IDLE. A message is marked seen only after it is kept and committed. Numbers, not the seen flag, say what is new: people may
 * open the mailbox with a mail program, and that hides nothing from us. Messages of erased persons are deleted on the server. A lost
 * connection is made again, later and later.
 */
public final class ImapMailbox implements AutoCloseable {

    /** More is not kept; its beginning is, and a human is asked. */
    static final int RAW_BYTES_MAX = 25 * 1024 * 1024;
    /** A message the server cannot hand over so often is kept as an empty one, for a human to look for. */
    private static final int FETCH_TRIES_MAX = 3;
    /** How long IDLE lasts at most: a notice that was missed, or a connection that died silently, costs no more than this. */
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(15);
    /** The first wait after something happened is short: what arrives just before IDLE begins is announced by few servers. */
    private static final Duration IDLE_FIRST = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration RETRY_FIRST = Duration.ofMillis(500);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS_MAX = 10_000;
    private static final int READ_MILLIS_MAX = 30_000;

    private static final Logger LOG = LoggerFactory.getLogger(ImapMailbox.class);

    private final ImapSettings settings;
    private final KeptMails mails;
    private final ErasedMails erased;
    private final Runnable onKept;
    private final Clock clock;
    private final Map<Long, Integer> fetchFailures = new HashMap<>();
    /** By this process, and not yet seen to be gone. */
    private final Set<Long> expunged = new HashSet<>();
    private final Object stopSignal = new Object();
    private Duration retryDelay = RETRY_FIRST;
    private volatile boolean stopping;
    private volatile @Nullable Folder open;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;

    /** @param onKept told after each kept message, on the mailbox's thread */
    public ImapMailbox(ImapSettings settings, KeptMails mails, ErasedMails erased, Runnable onKept, Clock clock) {
        this.settings = settings;
        this.mails = mails;
        this.erased = erased;
        this.onKept = onKept;
        this.clock = clock;
    }

    public void start() {
        thread = Thread.ofVirtual().name("mailbox " + settings.folder()).start(this::run);
    }

    /** Why the mailbox cannot be read at the moment; null when it can. For health checks. */
    public @Nullable Throwable failure() {
        return failure;
    }

    private void run() {
        while (!stopping) {
            try {
                read();
            } catch (Throwable e) {
                // Errors as well: nobody else would ever read this mailbox again.
                if (!stopping) {
                    report(e);
                    pause(retryDelay);
                    retryDelay = shorter(retryDelay.multipliedBy(2), RETRY_MAX);
                }
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void report(Throwable e) {
        if (failure == null) {
            LOG.warn("The mailbox {} cannot be read, will try again: {}", settings, Trouble.of(e));
        }
        failure = e;
    }

    /** One connection, for as long as it lasts. */
    private void read() throws MessagingException, IOException {
        try (Store store = session().getStore(settings.tls() ? "imaps" : "imap")) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            try (Folder folder = store.getFolder(settings.folder())) {
                folder.open(Folder.READ_WRITE);
                open = folder;
                if (failure != null) {
                    LOG.info("The mailbox {} can be read again", settings);
                    failure = null;
                }
                Duration idle = IDLE_FIRST;
                while (!stopping) {
                    // What came while others were being kept is announced to nobody: wait only when nothing was new.
                    boolean more = keepNew((IMAPFolder) folder);
                    if (takeOutErased((IMAPStore) store, (IMAPFolder) folder)) {
                        return;
                    }
                    retryDelay = RETRY_FIRST;
                    if (more) {
                        idle = IDLE_FIRST;
                    } else {
                        erased.forgetOlder(settings.name(), ((IMAPFolder) folder).getUIDValidity());
                        await((IMAPFolder) folder, idle);
                        idle = shorter(idle.multipliedBy(2), IDLE_AT_MOST);
                    }
                }
            } finally {
                open = null;
            }
        }
    }

    private Session session() {
        Properties properties = new Properties();
        for (String protocol : List.of("imap", "imaps")) {
            String prefix = "mail." + protocol + ".";
            properties.setProperty(prefix + "connectiontimeout", Integer.toString(CONNECT_MILLIS_MAX));
            properties.setProperty(prefix + "timeout", Integer.toString(READ_MILLIS_MAX));
            properties.setProperty(prefix + "writetimeout", Integer.toString(CONNECT_MILLIS_MAX));
            properties.setProperty(prefix + "peek", "true");
            properties.setProperty(prefix + "fetchsize", Integer.toString(256 * 1024));
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        }
        return Session.getInstance(properties);
    }

    /** @return whether there was something new */
    private boolean keepNew(IMAPFolder folder) throws MessagingException, IOException {
        long validity = folder.getUIDValidity();
        KeptMails.Position position = startPosition(folder, validity);
        // The last message is always part of the answer, even when its number is lower than asked for.
        Message[] found = folder.getMessagesByUID(position.lastUid() + 1, UIDFolder.LASTUID);
        FetchProfile profile = new FetchProfile();
        // Not the envelope: the server makes it of what the sender wrote, and one that cannot be read would hold up all that follow.
        profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
        profile.add(FetchProfile.Item.SIZE);
        profile.add(UIDFolder.FetchProfileItem.UID);
        folder.fetch(found, profile);
        List<Numbered> messages = new ArrayList<>();
        for (Message message : found) {
            long uid = folder.getUID(message);
            if (uid > position.lastUid()) {
                messages.add(new Numbered(uid, (IMAPMessage) message));
            }
        }
        messages.sort(Comparator.comparingLong(Numbered::uid));
        for (Numbered message : messages) {
            if (stopping) {
                break;
            }
            keep(folder, validity, message);
        }
        return !messages.isEmpty();
    }

    private record Numbered(long uid, IMAPMessage message) {}

    /** At the very first start, what people have seen already is not taken for a request of today. */
    private KeptMails.Position startPosition(IMAPFolder folder, long validity) throws MessagingException {
        Optional<KeptMails.Position> known = mails.position(settings.name());
        if (known.isPresent() && known.get().uidValidity() == validity) {
            return known.get();
        }
        long last = 0;
        if (known.isEmpty()) {
            for (Message message : folder.getMessages()) {
                if (!message.isSet(Flags.Flag.SEEN)) {
                    break;
                }
                last = folder.getUID(message);
            }
        }
        mails.moveTo(settings.name(), validity, last);
        return new KeptMails.Position(validity, last);
    }

    private void keep(IMAPFolder folder, long validity, Numbered numbered) throws MessagingException {
        IMAPMessage message = numbered.message();
        if (message.isExpunged()) {
            return;
        }
        Instant now = clock.instant();
        Date internal = message.getReceivedDate();
        Instant received = internal == null || internal.toInstant().isAfter(now) ? now : internal.toInstant();
        byte[] raw = fetch(folder, numbered);
        boolean whole = raw.length <= RAW_BYTES_MAX;
        mails.keep(new IncomingMail(settings.name(), validity, numbered.uid(), received,
                whole ? raw : Arrays.copyOf(raw, RAW_BYTES_MAX), whole));
        onKept.run();
        markSeen(message);
    }

    private byte[] fetch(IMAPFolder folder, Numbered numbered) throws MessagingException {
        try (InputStream stream = numbered.message().getMimeStream()) {
            byte[] raw = stream.readNBytes(RAW_BYTES_MAX + 1);
            fetchFailures.remove(numbered.uid());
            return raw;
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException | IOException e) {
            if (!folder.isOpen() || fetchFailures.merge(numbered.uid(), 1, Integer::sum) < FETCH_TRIES_MAX) {
                throw new MessagingException("message " + numbered.uid() + " cannot be fetched", e);
            }
            LOG.warn("Message {} of {} cannot be fetched; a case without text is opened for it", numbered.uid(), settings);
            return new byte[0];
        }
    }

    /**
     * Deletes the messages of erased persons. One counts as gone when a connection that did not delete it no longer finds it.
     *
     * @return whether something was deleted: then this connection's view of the mailbox is not to be trusted any more
     */
    private boolean takeOutErased(IMAPStore store, IMAPFolder folder) throws MessagingException {
        long validity = folder.getUIDValidity();
        boolean deleted = false;
        for (long uid : erased.numbers(settings.name(), validity)) {
            Message message = folder.getMessageByUID(uid);
            if (message == null) {
                erased.gone(settings.name(), validity, uid);
                expunged.remove(uid);
            } else if (expunged.remove(uid)) {
                throw new MessagingException("the server did not delete message " + uid + " of an erased person");
            } else {
                message.setFlag(Flags.Flag.DELETED, true);
                expunge(store, folder, message);
                expunged.add(uid);
                deleted = true;
            }
        }
        return deleted;
    }

    /** Without UIDPLUS (RFC 4315) a server only knows how to delete all that is marked, by whomever. */
    private static void expunge(IMAPStore store, IMAPFolder folder, Message message) throws MessagingException {
        if (store.hasCapability("UIDPLUS")) {
            folder.expunge(new Message[] {message});
        } else {
            folder.expunge();
        }
    }

    private static void markSeen(IMAPMessage message) {
        try {
            message.setFlag(Flags.Flag.SEEN, true);
        } catch (MessagingException e) {
            // Only a courtesy to people who look into the mailbox: what is new is told by number.
            LOG.debug("A kept message could not be marked seen", e);
        }
    }

    private void await(IMAPFolder folder, Duration atMost) throws MessagingException {
        Thread alarm = Thread.ofVirtual().name("mailbox alarm").start(() -> endIdle(folder, atMost));
        try {
            folder.idle(true);
        } catch (FolderClosedException | StoreClosedException e) {
            throw e;
        } catch (MessagingException noIdle) {
            pause(LOOK_EVERY);
            folder.getMessageCount();
        } finally {
            alarm.interrupt();
        }
    }

    /** Any other command ends the IDLE; this one also shows that the connection lives. */
    private void endIdle(IMAPFolder folder, Duration after) {
        try {
            Thread.sleep(after);
            folder.getMessageCount();
        } catch (InterruptedException woken) {
            Thread.currentThread().interrupt();
        } catch (MessagingException | IllegalStateException closed) {
            LOG.debug("The connection was lost while waiting", closed);
        }
    }

    private void pause(Duration time) {
        synchronized (stopSignal) {
            if (!stopping) {
                try {
                    stopSignal.wait(time.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    stopping = true;
                }
            }
        }
    }

    /** Ends the waiting and the thread; a message being kept is kept. */
    @Override
    public void close() {
        synchronized (stopSignal) {
            stopping = true;
            stopSignal.notifyAll();
        }
        Folder folder = open;
        try {
            if (folder != null && folder.isOpen()) {
                folder.close(false);
            }
        } catch (MessagingException | IllegalStateException alreadyClosed) {
            LOG.debug("The mailbox was closed already", alreadyClosed);
        }
        Thread running = thread;
        try {
            if (running != null) {
                running.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
