package eu.volens.rights.mailbox;

import eu.volens.rights.lookup.LookupKey;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages that were handed in instead of fetched: from files, or by a program. They take the road of any other. Safe for many threads and
 * instances.
 */
public final class HandedInMails {

    /** In the place of a mailbox's name, and so no name of one. */
    static final String MAILBOX = "handed-in";

    /**
     * What became of it.
     *
     * @param isNew false when it is kept already, be it that a mailbox brought it
     * @param whole false when it is larger than {@link #BYTES_MAX}: its beginning is kept, and a case opens for a human
     */
    public record Taken(UUID mailId, boolean isNew, boolean whole) {}

    /** More of a message is not kept. */
    public static final int BYTES_MAX = ImapMailbox.RAW_BYTES_MAX;

    private final KeptMails mails;
    private final Intake intake;
    private final LookupKey lookup;
    private final Collection<String> ourServers;
    private final Runnable onKept;
    private final Clock clock;

    /**
     * @param ourServers host names, or what they end with, of servers whose word on the time of arrival is believed
     * @param onKept     told after each message that is new
     */
    public HandedInMails(KeptMails mails, Intake intake, LookupKey lookup, Collection<String> ourServers, Runnable onKept, Clock clock) {
        this.mails = mails;
        this.intake = intake;
        this.lookup = lookup;
        this.ourServers = List.copyOf(ourServers);
        this.onKept = onKept;
        this.clock = clock;
    }

    /**
     * Keeps a message. Durable when it returns; the same message again, whether handed in or fetched, changes nothing.
     *
     * @param raw its bytes; where there are more than {@link #BYTES_MAX}, one more is enough
     */
    public Taken take(byte[] raw) {
        boolean whole = raw.length <= BYTES_MAX;
        byte[] kept = whole ? raw : Arrays.copyOf(raw, BYTES_MAX);
        ReadMail mail = MailReader.read(kept);
        Instant arrived = ArrivalTime.of(kept, ourServers, clock.instant());
        ByteBuffer numbers = ByteBuffer.wrap(lookup.hmac("handed-in", named(mail, kept, arrived)));
        long first = numbers.getLong();
        long second = numbers.getLong();
        Optional<UUID> before = mails.idOf(MAILBOX, first, second).or(() -> intake.sameAs(mail, kept, arrived));
        if (before.isPresent()) {
            return new Taken(before.get(), false, whole);
        }
        Optional<UUID> inserted = mails.keepHandedIn(new IncomingMail(MAILBOX, first, second, arrived, kept, whole));
        inserted.ifPresent(id -> onKept.run());
        return new Taken(inserted.or(() -> mails.idOf(MAILBOX, first, second)).orElseThrow(), inserted.isPresent(), whole);
    }

    /**
     * What stands for it, by 128 bits of an HMAC in the place of a server's numbers: the same bytes are the same message. Of one without id
     * and date the day counts as well, since a robot writes the same again next year.
     */
    private static byte[] named(ReadMail mail, byte[] kept, Instant arrived) {
        if (!Intake.isNameless(mail)) {
            return kept;
        }
        byte[] day = ByteBuffer.allocate(Long.BYTES).putLong(arrived.truncatedTo(ChronoUnit.DAYS).getEpochSecond()).array();
        byte[] named = Arrays.copyOf(kept, kept.length + day.length);
        System.arraycopy(day, 0, named, kept.length, day.length);
        return named;
    }
}
