package eu.volens.rights.holder;

import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Ids;
import eu.volens.rights.lookup.Token;
import java.nio.ByteBuffer;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code holder_question}: who is asked for what, how often it was tried, and the answers, sealed. Safe for many threads. */
public final class HolderQuestions {

    private static final Duration CLAIM = Duration.ofSeconds(90);
    private static final int SALT_BYTES = 32;
    private static final String COLUMNS =
            "case_id, holder, person, state, tries, next_try_at, problem, asked_at, answered_at, sealed, sha256, records";

    /** One holder in one case. */
    public record Question(UUID caseId, String holder, PersonId person, String state, int tries, Instant nextTryAt, @Nullable String problem,
            @Nullable Instant askedAt, @Nullable Instant answeredAt, byte @Nullable [] sealed, @Nullable String sha256, int records) {}

    private final JdbcClient database;
    private final PersonVault vault;
    private final Ids ids;
    private final Clock clock;
    private final Map<String, DataHolder> holders;

    public HolderQuestions(JdbcClient database, PersonVault vault, Ids ids, Clock clock, Collection<DataHolder> holders) {
        this.database = database;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
        this.holders = holders.stream().collect(Collectors.toUnmodifiableMap(DataHolder::name, Function.identity()));
    }

    /** Asks for a question to be put. The second time nothing happens. */
    public void want(UUID caseId, String holder, PersonId person) {
        database.sql("""
                INSERT INTO holder_question (case_id, holder, person, state, next_try_at) VALUES (?, ?, ?, 'asked', ?) ON CONFLICT DO NOTHING""")
                .params(caseId, holder, person.value(), utc(clock.instant())).update();
    }

    public void drop(UUID caseId) {
        database.sql("UPDATE holder_question SET state = 'dropped' WHERE case_id = ? AND state = 'asked'").param(caseId).update();
    }

    /** Puts what was dropped before it was answered once more. */
    public void again(UUID caseId) {
        database.sql("UPDATE holder_question SET state = 'asked', next_try_at = ? WHERE case_id = ? AND state = 'dropped' AND answered_at IS NULL")
                .params(utc(clock.instant()), caseId).update();
    }

    /** The next question that is due, claimed for longer than a holder may take. */
    public Optional<Question> claim() {
        Instant now = clock.instant();
        return database.sql("UPDATE holder_question SET next_try_at = ? WHERE (case_id, holder) = ("
                + "SELECT case_id, holder FROM holder_question WHERE state IN ('asked', 'answered') AND next_try_at <= ? "
                + "ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
                .params(utc(now.plus(CLAIM)), utc(now)).query((row, i) -> question(row)).optional();
    }

    /** The holder of this name. @throws HolderUnavailable when nobody has it any more */
    public DataHolder holder(String name) {
        DataHolder holder = holders.get(name);
        if (holder == null) {
            throw new HolderUnavailable("no holder is called " + name + " any more; see rights.yaml");
        }
        return holder;
    }

    /** Notes that a holder is being asked. */
    public void trying(Question question) {
        database.sql("UPDATE holder_question SET tries = tries + 1, asked_at = coalesce(asked_at, ?) WHERE case_id = ? AND holder = ?")
                .params(utc(clock.instant()), question.caseId(), question.holder()).update();
    }

    /** Keeps an answer, before the case hears of it. @return the question with its answer */
    public Question answered(Question question, DataHolder.Answer answer) {
        byte[] salted = ByteBuffer.allocate(SALT_BYTES + answer.bytes().length).put(ids.secret(SALT_BYTES)).put(answer.bytes()).array();
        database.sql("""
                UPDATE holder_question SET state = 'answered', sealed = ?, sha256 = ?, records = ?, answered_at = ?, problem = NULL
                WHERE case_id = ? AND holder = ? AND state = 'asked'""")
                .params(Arrays.asList(vault.seal(question.person(), context(question.caseId(), question.holder()), salted),
                        Token.sha256Hex(salted), answer.meaning().records().size(), utc(clock.instant()), question.caseId(), question.holder()))
                .update();
        return find(question.caseId(), question.holder()).orElseThrow();
    }

    public void recorded(Question question) {
        database.sql("UPDATE holder_question SET state = 'recorded' WHERE case_id = ? AND holder = ? AND state = 'answered'")
                .params(question.caseId(), question.holder()).update();
    }

    public void dropOne(Question question) {
        database.sql("UPDATE holder_question SET state = 'dropped' WHERE case_id = ? AND holder = ?")
                .params(question.caseId(), question.holder()).update();
    }

    public void retry(Question question, String problem, Instant at) {
        database.sql("UPDATE holder_question SET problem = ?, next_try_at = ? WHERE case_id = ? AND holder = ?")
                .params(problem, utc(at), question.caseId(), question.holder()).update();
    }

    public Optional<Question> find(UUID caseId, String holder) {
        return database.sql("SELECT " + COLUMNS + " FROM holder_question WHERE case_id = ? AND holder = ?").params(caseId, holder)
                .query((row, i) -> question(row)).optional();
    }

    /** All of a case, by holder's name. */
    public List<Question> ofCase(UUID caseId) {
        return database.sql("SELECT " + COLUMNS + " FROM holder_question WHERE case_id = ? AND state <> 'dropped' ORDER BY holder").param(caseId)
                .query((row, i) -> question(row)).list();
    }

    /** What a kept answer means; null while there is none, erased when the person was. */
    public @Nullable Personal<HolderAnswer> answer(Question question) {
        if (question.answeredAt() == null) {
            return null;
        }
        return bytes(question).map(bytes -> Personal.of(holder(question.holder()).read(bytes))).orElseGet(Personal::erased);
    }

    /** A kept answer as the holder sent it; empty while there is none, and when the person was erased. */
    public Optional<byte[]> bytes(Question question) {
        return question.sealed() == null ? Optional.empty()
                : vault.open(question.person(), context(question.caseId(), question.holder()), question.sealed())
                        .map(salted -> Arrays.copyOfRange(salted, SALT_BYTES, salted.length));
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(row.getObject("case_id", UUID.class), row.getString("holder"), new PersonId(row.getObject("person", UUID.class)),
                row.getString("state"), row.getInt("tries"), row.getObject("next_try_at", OffsetDateTime.class).toInstant(), row.getString("problem"),
                instant(row, "asked_at"), instant(row, "answered_at"), row.getBytes("sealed"), row.getString("sha256"), row.getInt("records"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String context(UUID caseId, String holder) {
        return "holder-answer:" + caseId + ":" + holder;
    }
}
