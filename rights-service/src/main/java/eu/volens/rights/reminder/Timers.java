package eu.volens.rights.reminder;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.request.Milestone;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code case_timer}. A timer is claimed for a while, so several instances may work on what is due; who claimed it and died leaves it
 * to the next. Due is what the given clock says, never the database's. Safe for many threads.
 */
final class Timers {

    private static final Duration CLAIM = Duration.ofSeconds(90);

    private final JdbcClient database;
    private final Clock clock;

    Timers(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A timer that is due. {@code milestone} is empty for the one that closes the case. */
    record Due(UUID caseId, String what, Optional<Milestone> milestone, int urgency, Instant dueAt, int tries) {}

    /** From now on a case has these timers and no others. */
    void set(UUID caseId, PersonId person, List<Timer> timers) {
        String[] kinds = timers.stream().map(Timer::what).toArray(String[]::new);
        database.sql("DELETE FROM case_timer WHERE case_id = ? AND NOT (what = ANY (?))").params(caseId, kinds).update();
        // One statement, whatever the number: each event of each of many cases comes through here.
        database.sql("""
                INSERT INTO case_timer (case_id, what, person, urgency, due_at, next_try_at)
                SELECT ?, what, ?, urgency::smallint, due::timestamptz, due::timestamptz FROM unnest(?, ?, ?) AS timer (what, urgency, due)
                ON CONFLICT (case_id, what) DO UPDATE SET due_at = excluded.due_at, next_try_at = excluded.next_try_at, tries = 0
                WHERE case_timer.due_at <> excluded.due_at""")
                .params(caseId, person.value(), kinds, timers.stream().map(Timer::urgency).toArray(Integer[]::new),
                        timers.stream().map(timer -> timer.dueAt().toString()).toArray(String[]::new)).update();
    }

    /** The next that is due; one that a further one of the same case has overtaken waits for that, and goes with it. */
    Optional<Due> claim() {
        Instant now = clock.instant();
        return database.sql("""
                UPDATE case_timer SET tries = tries + 1, next_try_at = ? WHERE (case_id, what) = (
                    SELECT case_id, what FROM case_timer timer WHERE next_try_at <= ? AND NOT EXISTS (
                        SELECT 1 FROM case_timer further WHERE further.case_id = timer.case_id AND timer.urgency > 0
                        AND further.urgency > timer.urgency AND further.due_at <= ?)
                    ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING case_id, what, urgency, due_at, tries""")
                .params(utc(now.plus(CLAIM)), utc(now), utc(now))
                .query((row, i) -> new Due(row.getObject("case_id", UUID.class), row.getString("what"), milestone(row.getString("what")),
                        row.getInt("urgency"), row.getObject("due_at", OffsetDateTime.class).toInstant(), row.getInt("tries"))).optional();
    }

    private static Optional<Milestone> milestone(String what) {
        return Arrays.stream(Milestone.values()).filter(milestone -> milestone.wireName().equals(what)).findFirst();
    }

    /** What was due is done, and with it what it had overtaken. One that was set anew meanwhile stays. */
    void done(Due due) {
        database.sql("DELETE FROM case_timer WHERE case_id = ? AND (what = ? AND due_at = ? OR urgency > 0 AND urgency < ? AND due_at <= ?)")
                .params(due.caseId(), due.what(), utc(due.dueAt()), due.urgency(), utc(due.dueAt())).update();
    }

    void retry(Due due, Instant at) {
        database.sql("UPDATE case_timer SET next_try_at = ? WHERE case_id = ? AND what = ? AND due_at = ?")
                .params(utc(at), due.caseId(), due.what(), utc(due.dueAt())).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
