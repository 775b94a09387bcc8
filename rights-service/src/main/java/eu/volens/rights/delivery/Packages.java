package eu.volens.rights.delivery;

import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.lookup.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code package}: what a person will get, sealed, from being wanted to being purged. A package is made once; its bytes are gone
 * as soon as they were handed over, or when the link to them has run out. Safe for many threads and instances.
 */
public final class Packages {

    private static final Duration CLAIM = Duration.ofSeconds(90);
    private static final String COLUMNS = "case_id, person, state, sealed, sha256, size_bytes, tries, taken_at";

    /** A row; {@code sealed} is null before it is made and after it is purged. */
    public record Row(UUID caseId, PersonId person, String state, byte @Nullable [] sealed, @Nullable String sha256, long sizeBytes, int tries,
            @Nullable Instant takenAt) {}

    private final JdbcClient database;
    private final PersonVault vault;
    private final Clock clock;

    public Packages(JdbcClient database, PersonVault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Asks for a package to be made, in place of one that was made for another cause. The second time for the same cause nothing happens.
     *
     * @return whether it is to be made
     */
    boolean want(UUID caseId, PersonId person, String cause) {
        return database.sql("""
                INSERT INTO package (case_id, person, state, cause, next_try_at) VALUES (?, ?, 'wanted', ?, ?)
                ON CONFLICT (case_id) DO UPDATE SET state = 'wanted', cause = EXCLUDED.cause, sealed = NULL, sha256 = NULL, size_bytes = NULL,
                    tries = 0, next_try_at = EXCLUDED.next_try_at, problem = NULL, taken_at = NULL
                WHERE package.cause <> EXCLUDED.cause""")
                .params(caseId, person.value(), cause, utc(clock.instant())).update() == 1;
    }

    /** The next package on which something is to be done: to make it, or to tell its case what became of it. */
    public Optional<Row> claim() {
        Instant now = clock.instant();
        return database.sql("UPDATE package SET tries = tries + 1, next_try_at = ? WHERE case_id = ("
                + "SELECT case_id FROM package WHERE state IN ('wanted', 'made', 'taken') AND next_try_at <= ? "
                + "ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING " + COLUMNS)
                .params(utc(now.plus(CLAIM)), utc(now)).query((row, i) -> row(row)).optional();
    }

    public Optional<Row> find(UUID caseId) {
        return database.sql("SELECT " + COLUMNS + " FROM package WHERE case_id = ?").param(caseId).query((row, i) -> row(row)).optional();
    }

    /** Keeps a package that was made. @return the row as it now is; another instance may have been faster, and then its package is the one */
    public Row made(Row row, byte[] bytes) {
        database.sql("UPDATE package SET state = 'made', sealed = ?, sha256 = ?, size_bytes = ?, problem = NULL WHERE case_id = ? AND state = 'wanted'")
                .params(vault.seal(row.person(), context(row.caseId()), bytes), Token.sha256Hex(bytes), bytes.length, row.caseId()).update();
        return find(row.caseId()).orElseThrow();
    }

    /** The case knows that it is made. */
    public void recorded(UUID caseId) {
        database.sql("UPDATE package SET state = 'recorded' WHERE case_id = ? AND state = 'made'").param(caseId).update();
    }

    public void retry(UUID caseId, String problem, Instant at) {
        database.sql("UPDATE package SET problem = ?, next_try_at = ? WHERE case_id = ?").params(problem, utc(at), caseId).update();
    }

    /** Nobody is left to fetch it. */
    public void expire(UUID caseId) {
        database.sql("UPDATE package SET state = 'expired', sealed = NULL WHERE case_id = ? AND state IN ('wanted', 'made')").param(caseId).update();
    }

    /** Its case ended otherwise or began anew: nobody may have it. One that was handed over stays so, until its case knows. */
    void withdraw(UUID caseId) {
        database.sql("UPDATE package SET state = 'expired', sealed = NULL WHERE case_id = ? AND state IN ('wanted', 'made', 'recorded')")
                .param(caseId).update();
    }

    Optional<byte[]> open(Row row) {
        return row.sealed() == null ? Optional.empty() : vault.open(row.person(), context(row.caseId()), row.sealed());
    }

    /** It was handed over: nothing of it is kept from here on. One that was made anew meanwhile stays. */
    void taken(UUID caseId, String sha256, Instant at) {
        database.sql("UPDATE package SET state = 'taken', sealed = NULL, taken_at = ?, next_try_at = ? "
                + "WHERE case_id = ? AND sha256 = ? AND state IN ('made', 'recorded')")
                .params(utc(at), utc(at), caseId, sha256).update();
    }

    /** The case knows that it was fetched. */
    public void fetched(UUID caseId) {
        database.sql("UPDATE package SET state = 'fetched' WHERE case_id = ? AND state = 'taken'").param(caseId).update();
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime taken = row.getObject("taken_at", OffsetDateTime.class);
        return new Row(row.getObject("case_id", UUID.class), new PersonId(row.getObject("person", UUID.class)), row.getString("state"),
                row.getBytes("sealed"), row.getString("sha256"), row.getLong("size_bytes"), row.getInt("tries"), taken == null ? null : taken.toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String context(UUID caseId) {
        return "package:" + caseId;
    }
}
