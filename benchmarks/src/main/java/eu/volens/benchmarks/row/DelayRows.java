package eu.volens.benchmarks.row;

import eu.volens.benchmarks.ledger.MeasuredLedger;
import eu.volens.benchmarks.load.Load;
import eu.volens.benchmarks.load.Watch;
import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.Statistics;
import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How long after its acknowledgement an event is under a signed checkpoint, or in the read model, while half as many visitors come as could.
 * A watch sees the two positions grow; which event has which position is read from the log afterwards.
 */
final class DelayRows {

    private static final long CHECKPOINT_LOOK_MILLIS = 10;
    private static final long READ_MODEL_LOOK_MILLIS = 5;
    private static final long CATCH_UP_SECONDS_MAX = 300;
    private static final int ASKED = 50;
    private static final String HEAD = "SELECT head FROM projections.feed_progress WHERE topic = 'volens.ledger'";

    private final Run run;
    private final MeasuredLedger ledger;

    DelayRows(Run run, MeasuredLedger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    void measureCheckpoints() throws IOException, SQLException, InterruptedException {
        double capacity = capacity();
        for (int round = 1; round <= run.pace().rounds(); round++) {
            run.say("checkpoints at %.0f decisions/s, round %d of %d", capacity / 2, round, run.pace().rounds());
            ledger.settle();
            try (Watch watch = Watch.start(ledger::signedSize, CHECKPOINT_LOOK_MILLIS)) {
                run.add(Goal.MERGE_DELAY, p99(watch, half(capacity)), 1);
            }
        }
        note(Goal.MERGE_DELAY, capacity);
    }

    void measureReadModel() throws IOException, SQLException, InterruptedException {
        double capacity = capacity();
        try (Connection connection = ledger.connect(); PreparedStatement head = connection.prepareStatement(HEAD)) {
            for (int round = 1; round <= run.pace().rounds(); round++) {
                run.say("read model at %.0f decisions/s, round %d of %d", capacity / 2, round, run.pace().rounds());
                ledger.settle();
                try (Watch watch = Watch.start(() -> position(head), READ_MODEL_LOOK_MILLIS)) {
                    watch.await(ledger.head(), CATCH_UP_SECONDS_MAX);
                    Load load = half(capacity);
                    run.add(Goal.LAG, p99(watch, load), 1);
                    ask(load);
                }
            }
        }
        note(Goal.LAG, capacity);
    }

    private static long position(PreparedStatement head) throws SQLException {
        try (ResultSet row = head.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private double capacity() throws IOException, SQLException, InterruptedException {
        ledger.settle();
        Load load = HttpRows.singles(ledger, HttpRows.CONNECTIONS).closed(run.pace().load());
        ledger.check(load);
        return load.rate();
    }

    private Load half(double capacity) throws IOException, SQLException {
        Load load = HttpRows.singles(ledger, HttpRows.CONNECTIONS).paced(run.pace().load(), capacity / 2);
        ledger.check(load);
        return load;
    }

    private void note(Goal goal, double capacity) {
        run.note(goal, String.format(Locale.ROOT, "%.0f decisions/s", capacity / 2));
    }

    private double p99(Watch watch, Load load) throws SQLException, InterruptedException {
        if (load.acknowledged().isEmpty()) {
            throw new WrongAnswerException("nothing was acknowledged");
        }
        Map<UUID, Long> positions = positions(load.decisions());
        watch.await(ledger.head(), CATCH_UP_SECONDS_MAX);
        return Statistics.percentile(0.99, load.acknowledged().stream()
                .mapToLong(each -> watch.after(each.nanos(), positions.get(each.records().getFirst()))).toArray()) / 1e9;
    }

    /** Of the latest events, by stream. */
    private Map<UUID, Long> positions(long events) throws SQLException {
        Map<UUID, Long> positions = new HashMap<>();
        try (Connection connection = ledger.connect();
                PreparedStatement query = connection.prepareStatement("SELECT stream, position FROM event_log ORDER BY position DESC LIMIT ?")) {
            query.setLong(1, events);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return positions;
    }

    /** The read model also answers rightly: what was given may be done, what was refused may not. */
    private void ask(Load load) throws IOException {
        List<Load.Acknowledged> acknowledged = load.acknowledged();
        for (int i = 0; i < ASKED; i++) {
            UUID record = acknowledged.get((int) ((long) i * (acknowledged.size() - 1) / ASKED)).records().getFirst();
            demand(record, "functional", true);
            demand(record, "marketing", false);
        }
    }

    private void demand(UUID record, String purpose, boolean allowed) throws IOException {
        String answer = new String(ledger.askProjections("/api/permissions?site=itsme-id&record=" + record + "&purpose=" + purpose),
                StandardCharsets.UTF_8);
        if (!answer.contains("\"allowed\":" + allowed)) {
            throw new WrongAnswerException("may " + purpose + " of " + record + ": " + answer);
        }
    }
}
