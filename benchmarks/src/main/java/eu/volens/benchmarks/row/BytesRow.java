package eu.volens.benchmarks.row;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What the log, its keys and its tree take on disk per event, beside the table that most would have made for the same events. Does not vary, so one round. */
final class BytesRow {

    /** A number, an id and a JSON document per event, found by stream and by time. */
    private static final String NAIVE = """
            CREATE TABLE naive_event (
                id          bigserial   PRIMARY KEY,
                stream      uuid        NOT NULL,
                sequence    bigint      NOT NULL,
                type        text        NOT NULL,
                payload     jsonb       NOT NULL,
                recorded_at timestamptz NOT NULL,
                UNIQUE (stream, sequence));
            CREATE INDEX naive_event_recorded_at ON naive_event (recorded_at)""";
    private static final String FILL = """
            INSERT INTO naive_event (stream, sequence, type, payload, recorded_at)
            SELECT stream, sequence, type, open::jsonb, recorded_at FROM event_log ORDER BY position""";
    private static final String OURS = """
            SELECT pg_total_relation_size('event_log') + pg_total_relation_size('log_head') + pg_total_relation_size('person_key')
                + pg_total_relation_size('log_tile') + pg_total_relation_size('log_tree')""";
    private static final String DIFFERENT = """
            SELECT count(*) FROM event_log FULL JOIN naive_event USING (stream, sequence) WHERE open::jsonb IS DISTINCT FROM payload""";

    private final Run run;
    private final MeasuredLedger ledger;

    BytesRow(Run run, MeasuredLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    void measure() throws IOException, SQLException, InterruptedException {
        run.say("bytes");
        ledger.settle();
        try (Connection connection = ledger.connect()) {
            BenchDatabase.execute(connection, NAIVE);
            BenchDatabase.execute(connection, FILL);
            WrongAnswerException.demandEqual("events that differ from the log's", 0, BenchDatabase.number(connection, DIFFERENT));
            double events = BenchDatabase.number(connection, "SELECT position FROM log_head");
            run.add(Goal.BYTES, BenchDatabase.number(connection, OURS) / events,
                    BenchDatabase.number(connection, "SELECT pg_total_relation_size('naive_event')") / events);
            run.note(Goal.BYTES, String.format(Locale.ROOT, "%,.0f events", events));
            BenchDatabase.execute(connection, "DROP TABLE naive_event");
        }
    }
}
