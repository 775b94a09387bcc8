package eu.volens.rights.mailbox;

import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Table {@code incoming_mail}: every message as it came, sealed. Only an erasure takes something away. Safe for many threads and instances. */
public final class KeptMails {

    /** A try that has not ended by then has died with its process. */
    private static final Duration CLAIM = Duration.ofSeconds(60);

    /**
     * What a case shows of the message that opened it.
     *
     * @param messageId  to answer in the same thread; empty when it has none or was erased
     * @param references the thread before it
     */
    public record Message(Instant arrivedAt, Personal<String> subject, Personal<String> text,
            Personal<List<String>> attachments, Optional<String> messageId, List<String> references) {}

    /** A row, with its bytes still sealed; null when the person was erased. */
    record Kept(UUID mailId, Instant receivedAt, PersonId person, byte @Nullable [] sealed, boolean whole, UUID caseId, String state,
            @Nullable String reason, int tries) {}

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final PersonVault vault;
    private final Ids ids;
    private final Clock clock;

    public KeptMails(JdbcClient database, TransactionTemplate transaction, PersonVault vault, Ids ids, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Keeps a message and moves the mailbox's position past it, in one transaction of its own. Durable when it returns; keeping the
     * same message of the same mailbox again does nothing.
     *
     * @return whether it was new
     */
    public boolean keep(IncomingMail mail) {
        UUID mailId = ids.random();
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean inserted = insert(mailId, mail);
            moveTo(mail.mailbox(), mail.uidValidity(), mail.uid());
            return inserted;
        }));
    }

    /** Keeps a message that nobody fetched from a mailbox. Durable when it returns. @return its id; empty when the same one is kept already */
    Optional<UUID> keepHandedIn(IncomingMail mail) {
        UUID mailId = ids.random();
        return Boolean.TRUE.equals(transaction.execute(status -> insert(mailId, mail))) ? Optional.of(mailId) : Optional.empty();
    }

    private boolean insert(UUID mailId, IncomingMail mail) {
        PersonId provisional = new PersonId(ids.random());
        byte[] sealed = vault.seal(provisional, context(mailId), mail.raw());
        Instant now = clock.instant();
        return database.sql("""
                INSERT INTO incoming_mail (mail_id, mailbox, uid_validity, uid, received_at, kept_at, person, sealed, whole, case_id, state, next_try_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'kept', ?) ON CONFLICT (mailbox, uid_validity, uid) DO NOTHING""")
                .params(mailId, mail.mailbox(), mail.uidValidity(), mail.uid(), utc(mail.receivedAt()), utc(now),
                        provisional.value(), sealed, mail.whole(), ids.random(), utc(now)).update() == 1;
    }

    /** The message that a mailbox has under this number. */
    Optional<UUID> idOf(String mailbox, long uidValidity, long uid) {
        return database.sql("SELECT mail_id FROM incoming_mail WHERE mailbox = ? AND uid_validity = ? AND uid = ?")
                .params(mailbox, uidValidity, uid).query(UUID.class).optional();
    }

    /** Where the mailbox was left. */
    record Position(long uidValidity, long lastUid) {}

    Optional<Position> position(String mailbox) {
        return database.sql("SELECT uid_validity, last_uid FROM mailbox_position WHERE mailbox = ?").param(mailbox)
                .query((row, i) -> new Position(row.getLong(1), row.getLong(2))).optional();
    }

    /** Remembers that everything up to this number is kept or was there before Volens. Never moves back within a validity. */
    void moveTo(String mailbox, long uidValidity, long uid) {
        database.sql("""
                INSERT INTO mailbox_position AS known (mailbox, uid_validity, last_uid) VALUES (?, ?, ?)
                ON CONFLICT (mailbox) DO UPDATE SET uid_validity = excluded.uid_validity,
                    last_uid = CASE WHEN known.uid_validity = excluded.uid_validity
                        THEN greatest(known.last_uid, excluded.last_uid) ELSE excluded.last_uid END""")
                .params(mailbox, uidValidity, uid).update();
    }

    /** The next message nobody has understood yet, claimed for a minute. */
    Optional<Kept> claim() {
        Instant now = clock.instant();
        return database.sql("""
                UPDATE incoming_mail SET tries = tries + 1, next_try_at = ? WHERE mail_id = (
                    SELECT mail_id FROM incoming_mail WHERE state = 'kept' AND next_try_at <= ?
                    ORDER BY received_at, uid LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING mail_id, received_at, person, sealed, whole, case_id, state, reason, tries""")
                .params(utc(now.plus(CLAIM)), utc(now)).query((row, i) -> kept(row)).optional();
    }

    /** Lets a message that could not be worked on be tried again soon; {@code counts} says whether the try was the message's fault. */
    void retryAt(UUID mailId, Instant at, boolean counts) {
        database.sql("UPDATE incoming_mail SET next_try_at = ?, tries = tries - ? WHERE mail_id = ? AND state = 'kept'")
                .params(utc(at), counts ? 0 : 1, mailId).update();
    }

    Optional<Kept> find(UUID mailId) {
        return database.sql("SELECT mail_id, received_at, person, sealed, whole, case_id, state, reason, tries FROM incoming_mail WHERE mail_id = ?")
                .param(mailId).query((row, i) -> kept(row)).optional();
    }

    /** The bytes; empty when the person was erased. */
    Optional<byte[]> open(Kept kept) {
        return kept.sealed() == null ? Optional.empty() : vault.open(kept.person(), context(kept.mailId()), kept.sealed());
    }

    byte[] seal(UUID mailId, PersonId person, byte[] raw) {
        return vault.seal(person, context(mailId), raw);
    }

    /** The message that opened a case. */
    public Optional<Message> ofCase(UUID caseId) {
        return database.sql("""
                SELECT mail_id, received_at, person, sealed, whole, case_id, state, reason, tries FROM incoming_mail WHERE case_id = ?""")
                .param(caseId).query((row, i) -> kept(row)).optional().map(this::message);
    }

    /** Which message opened a case. */
    public Optional<UUID> idOfCase(UUID caseId) {
        return database.sql("SELECT mail_id FROM incoming_mail WHERE case_id = ?").param(caseId).query(UUID.class).optional();
    }

    /** A message as it came; empty when there is none with this id, or its person was erased. */
    public Optional<byte[]> raw(UUID mailId) {
        return find(mailId).flatMap(this::open);
    }

    /** A message that joined a case; empty when there is none with this id. */
    public Optional<Message> message(UUID mailId) {
        return find(mailId).map(this::message);
    }

    /** The earlier case to which the message that opened this one belongs, or seems to. */
    public Optional<UUID> earlierCase(UUID caseId) {
        return database.sql("SELECT about_case FROM incoming_mail WHERE case_id = ? AND state = 'case' AND about_case IS NOT NULL").param(caseId)
                .query(UUID.class).optional();
    }

    private Message message(Kept kept) {
        return open(kept).map(MailReader::read)
                .map(mail -> new Message(kept.receivedAt(), Personal.of(mail.subject()), Personal.of(SecretLinks.masked(mail.text())),
                        Personal.of(mail.attachments()), mail.messageId(), mail.references()))
                .orElseGet(() -> new Message(kept.receivedAt(), Personal.erased(), Personal.erased(), Personal.erased(),
                        Optional.empty(), List.of()));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getObject("mail_id", UUID.class), row.getObject("received_at", OffsetDateTime.class).toInstant(),
                new PersonId(row.getObject("person", UUID.class)), row.getBytes("sealed"), row.getBoolean("whole"),
                row.getObject("case_id", UUID.class), row.getString("state"), row.getString("reason"), row.getInt("tries"));
    }

    private static String context(UUID mailId) {
        return "incoming-mail:" + mailId;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
