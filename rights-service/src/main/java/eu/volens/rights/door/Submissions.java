package eu.volens.rights.door;

import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Ids;
import eu.volens.rights.lookup.LookupKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Table {@code submission}: every request that came by another door than the mailbox, sealed. Keeping one takes the same steps for
 * everybody; who it is from is only looked up afterwards. Safe for many threads and instances.
 */
public final class Submissions {

    /** A try that has not ended by then has died with its process. */
    private static final Duration CLAIM = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String COLUMNS = "submission_id, channel, received_at, person, sealed, case_id, case_number, tries";

    /** What a case shows of it. */
    public record Message(Instant arrivedAt, Personal<String> subject, Personal<String> text) {}

    /** A row, with its content still sealed; null when the person was erased. */
    record Kept(UUID submissionId, Channel channel, Instant receivedAt, PersonId person, byte @Nullable [] sealed, UUID caseId, String caseNumber,
            int tries) {}

    /** The name of a sending was used for something else. */
    static final class OnceReused extends RuntimeException {
        private static final long serialVersionUID = 1;

        OnceReused() {
            super("the name of this sending was used for something else", null, false, false);
        }
    }

    private final JdbcClient database;
    private final PersonVault vault;
    private final LookupKey lookup;
    private final CaseOpening opening;
    private final Ids ids;
    private final Clock clock;

    public Submissions(JdbcClient database, PersonVault vault, LookupKey lookup, CaseOpening opening, Ids ids, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.lookup = lookup;
        this.opening = opening;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Keeps a request. Durable when it returns; the same sending again is answered as the first time.
     *
     * @throws OnceReused when another content came under its name
     */
    Submission.Receipt keep(Submission submission) {
        byte @Nullable [] once = submission.once().map(named -> lookup.hmac("submission-once", named.name())).orElse(null);
        byte @Nullable [] content = submission.once().map(named -> lookup.hmac("submission-content", named.bytes())).orElse(null);
        Optional<Submission.Receipt> before = receipt(once, content);
        return before.orElseGet(() -> insert(submission, once, content));
    }

    private Submission.Receipt insert(Submission submission, byte @Nullable [] once, byte @Nullable [] content) {
        UUID submissionId = ids.random();
        PersonId provisional = new PersonId(ids.random());
        byte[] sealed = seal(submissionId, provisional, submission.content());
        OffsetDateTime now = utc(clock.instant());
        // Who enters one by hand opens its case as well; the round only does so when they could not.
        OffsetDateTime due = submission.channel() == Channel.POST || submission.channel() == Channel.TELEPHONE ? now.plus(CLAIM) : now;
        UUID caseId = ids.random();
        String number = opening.reserveNumber(submission.receivedAt());
        int inserted = database.sql("""
                INSERT INTO submission (submission_id, channel, received_at, kept_at, person, sealed, case_id, case_number, entered_by, state, once_hmac,
                    content_hmac, next_try_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'kept', ?, ?, ?) ON CONFLICT (once_hmac) DO NOTHING""")
                .params(Arrays.asList(submissionId, submission.channel().wireName(), utc(submission.receivedAt()), now, provisional.value(), sealed,
                        caseId, number, submission.enteredBy(), once, content, due)).update();
        // None inserted: the same sending came twice at once, and the other was first.
        return inserted == 1 ? new Submission.Receipt(caseId, number, submission.receivedAt()) : receipt(once, content).orElseThrow();
    }

    private Optional<Submission.Receipt> receipt(byte @Nullable [] once, byte @Nullable [] content) {
        return once == null ? Optional.empty()
                : database.sql("SELECT case_id, case_number, received_at, content_hmac FROM submission WHERE once_hmac = ?").param(once).query((row, i) -> {
                    if (!Arrays.equals(row.getBytes(4), content)) {
                        throw new OnceReused();
                    }
                    return new Submission.Receipt(row.getObject(1, UUID.class), row.getString(2), instant(row, "received_at"));
                }).optional();
    }

    /** The next one that is not a case yet, claimed for a minute. */
    Optional<Kept> claim() {
        OffsetDateTime now = utc(clock.instant());
        return database.sql("UPDATE submission SET tries = tries + 1, next_try_at = ? WHERE submission_id = ("
                + "SELECT submission_id FROM submission WHERE state = 'kept' AND sealed IS NOT NULL AND next_try_at <= ? "
                + "ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
                .params(now.plus(CLAIM), now).query((row, i) -> kept(row)).optional();
    }

    /** This one, whether it is due or not; empty once it is a case. */
    Optional<Kept> claim(UUID caseId) {
        return database.sql("UPDATE submission SET tries = tries + 1 WHERE case_id = ? AND state = 'kept' AND sealed IS NOT NULL RETURNING " + COLUMNS)
                .param(caseId).query((row, i) -> kept(row)).optional();
    }

    boolean isCase(UUID caseId) {
        return database.sql("SELECT count(*) FROM submission WHERE case_id = ? AND state = 'case'").param(caseId).query(Integer.class).single() > 0;
    }

    void retryAt(UUID submissionId, Instant at) {
        database.sql("UPDATE submission SET next_try_at = ? WHERE submission_id = ?").params(utc(at), submissionId).update();
    }

    /** It is a case now, and rests under the key of whom it is from. */
    void opened(Kept kept, Submission.Content content, PersonId person) {
        byte[] sealed = person.equals(kept.person()) && kept.sealed() != null ? kept.sealed() : seal(kept.submissionId(), person, content);
        database.sql("UPDATE submission SET state = 'case', person = ?, sealed = ? WHERE submission_id = ?")
                .params(person.value(), sealed, kept.submissionId()).update();
    }

    /** Its case was opened and its person erased before its row knew of them. */
    void erased(Kept kept) {
        database.sql("UPDATE submission SET state = 'case', sealed = NULL, once_hmac = NULL, content_hmac = NULL WHERE submission_id = ?")
                .param(kept.submissionId()).update();
    }

    /** How many of a person's became a case since then, without this one. */
    int ofPersonSince(PersonId person, UUID without, Instant since) {
        return database.sql("SELECT count(*) FROM submission WHERE person = ? AND state = 'case' AND submission_id <> ? AND kept_at > ?")
                .params(person.value(), without, utc(since)).query(Integer.class).single();
    }

    Optional<Submission.Content> open(Kept kept) {
        return kept.sealed() == null ? Optional.empty() : vault.open(kept.person(), context(kept.submissionId()), kept.sealed())
                .map(bytes -> JSON.readValue(bytes, Submission.Content.class));
    }

    /** What was handed in under this case. */
    public Optional<Message> ofCase(UUID caseId) {
        return message("case_id", caseId);
    }

    /** What came by such a door, by its own id. */
    public Optional<Message> message(UUID submissionId) {
        return message("submission_id", submissionId);
    }

    private Optional<Message> message(String column, UUID id) {
        return database.sql("SELECT " + COLUMNS + " FROM submission WHERE " + column + " = ?").param(id).query((row, i) -> kept(row)).optional()
                .map(kept -> open(kept)
                        .map(content -> new Message(kept.receivedAt(), Personal.of(content.subject()), Personal.of(content.message())))
                        .orElseGet(() -> new Message(kept.receivedAt(), Personal.erased(), Personal.erased())));
    }

    /** Of one that a certain key or account handed in; nobody else's. */
    Optional<Submission.Receipt> enteredBy(String enteredBy, UUID caseId) {
        return database.sql("SELECT case_id, case_number, received_at FROM submission WHERE case_id = ? AND entered_by = ? AND channel = 'api'")
                .params(caseId, enteredBy)
                .query((row, i) -> new Submission.Receipt(row.getObject(1, UUID.class), row.getString(2), instant(row, "received_at"))).optional();
    }

    private byte[] seal(UUID submissionId, PersonId person, Submission.Content content) {
        return vault.seal(person, context(submissionId), JSON.writeValueAsBytes(content));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getObject("submission_id", UUID.class), Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                instant(row, "received_at"), new PersonId(row.getObject("person", UUID.class)), row.getBytes("sealed"),
                row.getObject("case_id", UUID.class), row.getString("case_number"), row.getInt("tries"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String context(UUID submissionId) {
        return "submission:" + submissionId;
    }
}
