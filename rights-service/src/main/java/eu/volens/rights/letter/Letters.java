package eu.volens.rights.letter;

import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Ids;
import eu.volens.rights.lookup.Token;
import eu.volens.rights.mailbox.SecretLinks;
import eu.volens.rights.mailbox.SentLetters;
import eu.volens.rights.request.CaseFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Table {@code letter}, the outbox. A letter is wanted once per case, kind and cause; it is claimed for as long as a mail server may
 * take, so several instances may work on it. Safe for many threads.
 */
public final class Letters implements SentLetters {

    /** Longer than a mail server may take with all its time-outs: whoever still holds the claim then has died. */
    private static final Duration CLAIM = Duration.ofSeconds(90);
    static final String NO_ADDRESS = "there is no address to write to; tell the person another way";
    static final String TOO_LATE = "the first month is over: it would promise a day that does not count; answer now";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What asks for a letter that stands for the case itself, such as its acknowledgement. */
    public static final String THE_CASE = "";

    /**
     * A row.
     *
     * @param cause     what asked for it: the number of an event in the case, or {@link #THE_CASE}
     * @param recipient whom it goes to, by the id in the controller's folder; null for the person
     */
    record Row(UUID letterId, UUID caseId, PersonId person, LetterKind kind, String cause, @Nullable String recipient, String state,
            @Nullable String messageId, byte @Nullable [] sealed, @Nullable String sha256, @Nullable Instant linkUntil, int tries,
            @Nullable Instant sentAt, @Nullable String problem) {}

    private static final String COLUMNS =
            "letter_id, case_id, person, kind, cause, recipient, state, message_id, sealed, sha256, link_until, tries, sent_at, problem";

    private final JdbcClient database;
    private final PersonVault vault;
    private final Ids ids;
    private final Clock clock;

    public Letters(JdbcClient database, PersonVault vault, Ids ids, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks for a letter to the person. The second time for the same cause nothing happens. */
    public void want(UUID caseId, PersonId person, LetterKind kind, String cause) {
        want(caseId, person, kind, cause, null);
    }

    /** Asks for a letter to who was given the person's data; once per cause and recipient. */
    public void wantForRecipient(UUID caseId, PersonId person, String recipient, String cause) {
        want(caseId, person, LetterKind.RECIPIENT, cause + ":" + recipient, recipient);
    }

    private void want(UUID caseId, PersonId person, LetterKind kind, String cause, @Nullable String recipient) {
        OffsetDateTime now = utc(clock.instant());
        database.sql("""
                INSERT INTO letter (letter_id, case_id, person, kind, cause, recipient, state, next_try_at, wanted_at)
                VALUES (?, ?, ?, ?, ?, ?, 'wanted', ?, ?) ON CONFLICT (case_id, kind, cause) DO NOTHING""")
                .params(Arrays.asList(ids.random(), caseId, person.value(), kind.wireName(), cause, recipient, now, now)).update();
    }

    /** Whether one of these letters was ever wanted in the case. */
    public boolean wanted(UUID caseId, LetterKind... kinds) {
        String[] names = Arrays.stream(kinds).map(LetterKind::wireName).toArray(String[]::new);
        return database.sql("SELECT count(*) FROM letter WHERE case_id = ? AND kind = ANY (?)").params(caseId, names)
                .query(Integer.class).single() > 0;
    }

    /** The case is closed: takes back what was not handed to the mail server yet and would make no sense any more. */
    public void drop(UUID caseId) {
        String[] stay = Arrays.stream(LetterKind.values()).filter(LetterKind::outlivesItsCase).map(LetterKind::wireName).toArray(String[]::new);
        database.sql("UPDATE letter SET state = 'dropped' WHERE case_id = ? AND state IN ('wanted', 'written') AND NOT kind = ANY (?)")
                .params(caseId, stay).update();
    }

    Optional<Row> claim() {
        Instant now = clock.instant();
        return database.sql("UPDATE letter SET tries = tries + 1, next_try_at = ? WHERE letter_id = ("
                + "SELECT letter_id FROM letter WHERE state IN ('wanted', 'written', 'sent') AND next_try_at <= ? "
                + "ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
                .params(utc(now.plus(CLAIM)), utc(now)).query((row, i) -> row(row)).optional();
    }

    Optional<Row> find(UUID letterId) {
        return database.sql("SELECT " + COLUMNS + " FROM letter WHERE letter_id = ?").param(letterId).query((row, i) -> row(row)).optional();
    }

    /** Keeps a letter before anybody gets it. @return the row as it now is */
    Row written(Row row, String messageId, Letter letter, @Nullable Instant linkUntil) {
        byte[] bytes = JSON.writeValueAsBytes(letter);
        byte[] sealed = vault.seal(row.person(), context(row.letterId()), bytes);
        database.sql("UPDATE letter SET state = 'written', message_id = ?, sealed = ?, sha256 = ?, link_until = ? WHERE letter_id = ? AND state = 'wanted'")
                .params(Arrays.asList(messageId, sealed, Token.sha256Hex(bytes), linkUntil == null ? null : utc(linkUntil), row.letterId()))
                .update();
        return find(row.letterId()).orElseThrow();
    }

    Optional<Letter> open(Row row) {
        return row.sealed() == null ? Optional.empty()
                : vault.open(row.person(), context(row.letterId()), row.sealed()).map(bytes -> JSON.readValue(bytes, Letter.class));
    }

    /** The mail server took it, or the person has it: either proves that it went out. */
    void sent(UUID letterId, Instant at) {
        database.sql("UPDATE letter SET state = 'sent', sent_at = ?, problem = NULL WHERE letter_id = ? AND state = 'written'")
                .params(utc(at), letterId).update();
    }

    void recorded(UUID letterId) {
        database.sql("UPDATE letter SET state = 'recorded' WHERE letter_id = ? AND state = 'sent'").param(letterId).update();
    }

    void dropOne(UUID letterId, String problem) {
        database.sql("UPDATE letter SET state = 'dropped', problem = ? WHERE letter_id = ?").params(problem, letterId).update();
    }

    /** The mail server will never take it, and the case knows. */
    void refused(UUID letterId, String problem) {
        database.sql("UPDATE letter SET state = 'refused', problem = ? WHERE letter_id = ? AND state = 'written'").params(problem, letterId).update();
    }

    void retry(UUID letterId, String problem, Instant at) {
        database.sql("UPDATE letter SET problem = ?, next_try_at = ? WHERE letter_id = ?").params(problem, utc(at), letterId).update();
    }

    /** The letters of a case for people to read, oldest first; one that must stay here is among them, and says why. */
    public List<CaseFile.Letter> ofCase(UUID caseId) {
        return database.sql("SELECT " + COLUMNS + " FROM letter WHERE case_id = ? AND (state <> 'dropped' OR problem IN (?, ?)) "
                + "ORDER BY wanted_at, kind")
                .params(caseId, NO_ADDRESS, TOO_LATE).query((row, i) -> row(row)).list().stream().map(this::shown).toList();
    }

    private CaseFile.Letter shown(Row row) {
        boolean over = row.state().equals("dropped") || row.state().equals("refused");
        String state = row.sentAt() != null ? "sent" : over ? row.state() : row.problem() == null ? "waiting" : "retrying";
        Optional<Letter> letter = open(row);
        boolean written = row.sha256() != null;
        return new CaseFile.Letter(row.letterId(), row.kind().wireName(), state, row.tries(), row.sentAt(), row.problem(), row.sha256(),
                written ? letter.map(known -> Personal.of(known.subject())).orElseGet(Personal::erased) : null,
                written ? letter.map(known -> Personal.of(SecretLinks.masked(known.text()))).orElseGet(Personal::erased) : null);
    }

    @Override
    public List<Sent> withIds(Collection<String> messageIds) {
        return messageIds.isEmpty() ? List.of() : database.sql("SELECT message_id, letter_id, case_id, person, state FROM letter WHERE message_id = ANY (?)")
                .param(messageIds.toArray(String[]::new)).query((row, i) -> new Sent(row.getString(1), row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class), new PersonId(row.getObject(4, UUID.class)), sentState(row.getString(5)))).list();
    }

    private static SentLetters.State sentState(String state) {
        return switch (state) {
            case "recorded" -> SentLetters.State.RECORDED;
            case "dropped", "refused" -> SentLetters.State.DROPPED;
            default -> SentLetters.State.UNDER_WAY;
        };
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getObject("letter_id", UUID.class), row.getObject("case_id", UUID.class),
                new PersonId(row.getObject("person", UUID.class)), LetterKind.named(row.getString("kind")), row.getString("cause"), row.getString("recipient"),
                row.getString("state"), row.getString("message_id"), row.getBytes("sealed"), row.getString("sha256"), instant(row, "link_until"),
                row.getInt("tries"), instant(row, "sent_at"), row.getString("problem"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String context(UUID letterId) {
        return "letter:" + letterId;
    }
}
