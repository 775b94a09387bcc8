package eu.volens.eventstore.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Events to seal, and the patience to wait until they are. */
final class Events {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Events() {}

    /** Events as they rest, {@code count} more of them. */
    static void append(DataSource database, int count) {
        TestDatabase.run(database, """
                INSERT INTO event_log (position, recorded_at, stream, sequence, type, open, person, commitment, sealed)
                SELECT head.position + n, timestamptz '2026-03-02 10:00:00Z', gen_random_uuid(), 0, 'loan.lent/1',
                    '{"n":' || n || '}', gen_random_uuid(), sha256(n::text::bytea), sha256('sealed'::bytea)
                FROM log_head head, generate_series(1, %d) n;
                UPDATE log_head SET position = position + %d""".formatted(count, count));
    }

    /** As if nothing had ever been recorded. */
    static void forget(DataSource database) {
        change(database, """
                DELETE FROM event_log; DELETE FROM log_tile; DELETE FROM log_cosignature;
                UPDATE log_head SET position = 0;
                UPDATE log_tree SET size = 0, checkpoint = NULL""");
    }

    /** Behind the log's back, and without waiting for the disk. */
    static void change(DataSource database, String sql) {
        TestDatabase.run(database, "BEGIN; SET LOCAL synchronous_commit = off; " + sql + "; COMMIT");
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(giveUpAt);
            Thread.sleep(20);
        }
    }

    /** A log whose growth the test tells of; untold, the sealer looks by itself. */
    static final class Told implements EventLog {

        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        void hasGrown() {
            listeners.forEach(Runnable::run);
        }

        @Override
        public List<RecordedEvent> read(long after, int max) {
            return List.of();
        }

        @Override
        public List<RecordedEvent> stream(String stream) {
            return List.of();
        }

        @Override
        public long head() {
            return 0;
        }

        @Override
        public void onGrowth(Runnable wake) {
            listeners.add(wake);
        }
    }
}
