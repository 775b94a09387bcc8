package eu.volens.benchmarks.engine;

import eu.volens.benchmarks.database.BenchDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes a log long without waiting for as many commands: by rows like a real one, each a stream of its own with a random id. Nobody may be
 * appending meanwhile.
 */
public final class LogFilling {

    private static final String OURS = """
            INSERT INTO event_log (position, recorded_at, stream, sequence, type, open)
            SELECT head.position + filler.number, head.recorded_at, filler.id, 0, model.type, replace(model.open, model.stream::text, filler.id::text)
            FROM log_head AS head, (SELECT * FROM event_log ORDER BY position LIMIT 1) AS model,
                (SELECT number, gen_random_uuid() AS id FROM generate_series(1, %d) AS number) AS filler""";
    private static final String AXONS = """
            INSERT INTO domainevententry (aggregateidentifier, sequencenumber, type, eventidentifier, metadata, payload, payloadrevision,
                payloadtype, timestamp)
            SELECT gen_random_uuid()::text, 0, type, gen_random_uuid()::text, metadata, payload, payloadrevision, payloadtype, timestamp
            FROM (SELECT * FROM domainevententry ORDER BY globalindex LIMIT 1) AS model, generate_series(1, %d)""";

    private LogFilling() {}

    /** Fills our log up to so many events; it must hold one at least. Indexes are made afterwards, which is faster and leaves them the same. */
    public static void ours(Connection connection, long events) throws SQLException {
        long missing = events - BenchDatabase.number(connection, "SELECT position FROM log_head");
        if (missing <= 0) {
            return;
        }
        BenchDatabase.execute(connection, "ALTER TABLE event_log DROP CONSTRAINT event_log_pkey, DROP CONSTRAINT event_log_stream_sequence_key");
        BenchDatabase.execute(connection, OURS.formatted(missing));
        BenchDatabase.execute(connection, "UPDATE log_head SET position = position + " + missing);
        BenchDatabase.execute(connection, "SET maintenance_work_mem = '1GB'");
        BenchDatabase.execute(connection, "ALTER TABLE event_log ADD PRIMARY KEY (position), ADD UNIQUE (stream, sequence)");
        BenchDatabase.execute(connection, "VACUUM ANALYZE event_log");
    }

    /** The same for Axon's. */
    public static void axons(Connection connection, long events) throws SQLException {
        long missing = events - BenchDatabase.number(connection, "SELECT count(*) FROM domainevententry");
        if (missing > 0) {
            BenchDatabase.execute(connection, AXONS.formatted(missing));
            BenchDatabase.execute(connection, "VACUUM ANALYZE domainevententry");
        }
    }
}
