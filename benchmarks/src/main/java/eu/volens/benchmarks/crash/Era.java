package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.database.KillableServer;
import eu.volens.benchmarks.system.Surroundings;
import eu.volens.eventstore.transparency.LogKeyFile;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Runs over one log, one after the other, each beginning with what the one before left. */
final class Era {

    private static final int CLIENTS = 8;
    private static final int PLACES = 2;
    private static final int REHEARSED_COMMANDS = 50;
    private static final long STATEMENT_MILLIS = 3;
    private static final long SETTLED_MILLIS_MAX = 30_000;
    private static final int HALTS_MAX = 100;

    private final KillableServer server;
    private final String database;
    private final Path folder;
    private final Surroundings surroundings;
    private final Tally tally;
    private final List<List<Transcript>> runs = new ArrayList<>();
    private final List<SignedNote> seen = new ArrayList<>();
    private final OpenCommands open = new OpenCommands();
    private long events;

    private Era(KillableServer server, String database, Path folder, Surroundings surroundings, Tally tally) {
        this.server = server;
        this.database = database;
        this.folder = folder;
        this.surroundings = surroundings;
        this.tally = tally;
    }

    /** @param folder for the keys, what was signed last, and the transcripts of a run that went wrong */
    static Era begin(KillableServer server, String database, Path folder, Surroundings surroundings, Tally tally) throws IOException, SQLException {
        Files.createDirectories(folder);
        server.create(database);
        return new Era(server, database, folder, surroundings, tally);
    }

    /** Load and an orderly end: whatever is wrong already has nothing to do with crashes. */
    List<Finding> rehearse(int number) throws IOException, InterruptedException, SQLException {
        WriterProcess writer = WriterProcess.rehearse(order(0, number, number, CLIENTS));
        try {
            writer.go(List.of());
            writer.awaitAcked(REHEARSED_COMMANDS);
            writer.end();
        } finally {
            writer.kill();
        }
        return compare(List.of(writer));
    }

    /** Load, blow, restart of the database, comparison. The writers are restarted by the next run. */
    List<Finding> run(CrashPlan plan, int number) throws IOException, InterruptedException, SQLException {
        List<WriterProcess> writers = new ArrayList<>();
        try {
            for (int place = 0; place < plan.writers(); place++) {
                writers.add(WriterProcess.start(order(place, number, plan.seed(), CLIENTS)));
            }
            for (WriterProcess writer : writers) {
                writer.go(open.all());
            }
            strike(plan, writers);
        } finally {
            writers.forEach(WriterProcess::kill);
        }
        tally.run(plan.kind());
        tally.writersKilled(writers.size());
        if (server.isDead()) {
            server.restart();
        }
        return compare(writers);
    }

    /** Restarts a last time, without load and without a blow: all that was acknowledged is sealed. */
    List<Finding> end(int number) throws IOException, InterruptedException, SQLException {
        WriterProcess last = WriterProcess.start(order(0, number, 0, 0));
        last.go(List.of());
        last.awaitBegan();
        last.end();
        List<Finding> findings = compare(List.of(last));
        if (findings.isEmpty()) {
            server.drop(database);
        }
        return findings;
    }

    private WriterOrder order(int place, int number, long seed, int clients) {
        return new WriterOrder(server.jdbcUrl(database), folder, place, number, seed, clients);
    }

    /** Whoever still lives afterwards is killed at once. */
    private void strike(CrashPlan plan, List<WriterProcess> writers) throws IOException, InterruptedException, SQLException {
        WriterProcess first = writers.getFirst();
        switch (plan.kind()) {
            case STARTING -> { }
            case SEALING -> first.awaitSigned(1);
            case WRITERS, ONE_WRITER, DATABASE, BOTH, BACKEND, PAUSED -> goOn(writers);
        }
        Thread.sleep(plan.delayMillis());
        switch (plan.kind()) {
            case WRITERS, STARTING, SEALING -> { }
            case ONE_WRITER -> {
                first.kill();
                Thread.sleep(plan.awayMillis());
                writers.getLast().awaitAcked(1);
            }
            case DATABASE -> {
                killServer();
                Thread.sleep(plan.awayMillis());
                server.restart();
                goOn(writers);
            }
            case BOTH -> killServer();
            case BACKEND -> {
                killOneBackend();
                goOn(writers);
            }
            case PAUSED -> halt(first, writers.getLast());
        }
    }

    private static void goOn(List<WriterProcess> writers) throws InterruptedException {
        for (WriterProcess writer : writers) {
            writer.awaitAcked(1);
        }
    }

    private void killServer() throws IOException {
        server.kill();
        tally.serverKilled();
    }

    /** PostgreSQL takes the death of one of its own for damaged memory: it ends all sessions and recovers. */
    private void killOneBackend() throws InterruptedException, SQLException {
        Optional<Long> pid = query("SELECT pid FROM pg_stat_activity WHERE datname = ? AND application_name LIKE 'writer-%'"
                + " ORDER BY state = 'active' DESC, pid LIMIT 1");
        pid.flatMap(ProcessHandle::of).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
        tally.serverKilled();
        awaitSessions(false);
    }

    /**
     * Halts a writer while it holds the log, waits until the server has cut it off and the other writer goes on, then wakes it: it must
     * find out by itself what became of what it was writing, and must write nothing with what it believed.
     */
    private void halt(WriterProcess halted, WriterProcess other) throws IOException, InterruptedException, SQLException {
        for (int tries = 0; tries < HALTS_MAX; tries++) {
            halted.pause();
            // Time for the server to finish the statement at hand.
            Thread.sleep(STATEMENT_MILLIS);
            Optional<Long> holder = holder();
            if (holder.isPresent()) {
                untilGone(holder.get());
                other.awaitAcked(1);
                halted.resume();
                halted.awaitAcked(1);
                return;
            }
            halted.resume();
            Thread.sleep(tries % 7);
        }
    }

    private Optional<Long> holder() throws SQLException {
        return query("SELECT pid FROM pg_stat_activity WHERE datname = ? AND application_name = 'writer-0' AND state = 'idle in transaction'"
                + " AND query ~ 'log_head|INSERT INTO event_log|max.sequence.|destroyed_at' LIMIT 1");
    }

    private void untilGone(long pid) throws InterruptedException, SQLException {
        if (Patience.until(SETTLED_MILLIS_MAX, () -> query("SELECT pid FROM pg_stat_activity WHERE datname = ? AND pid = " + pid).isEmpty())) {
            tally.fenced();
        }
    }

    private Optional<Long> query(String sql) throws SQLException {
        try (Connection connection = server.database(database).getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, database);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    private List<Finding> compare(List<WriterProcess> writers) throws IOException, InterruptedException, SQLException {
        List<Transcript> told = new ArrayList<>();
        for (WriterProcess writer : writers) {
            told.add(writer.transcript());
        }
        told.forEach(tally::told);
        runs.add(told);
        open.afterRun(told);
        remember(told);
        awaitSessions(true);
        long eventsBefore = events;
        List<Finding> findings = findings();
        tally.found(findings);
        tally.events(events - eventsBefore);
        if (!findings.isEmpty()) {
            keep(findings);
        }
        return findings;
    }

    /** What a writer signed and had no time to tell counts as seen: it is outside, in its file. */
    private void remember(List<Transcript> told) throws IOException {
        for (Transcript transcript : told) {
            transcript.lines().stream().filter(Line.Signed.class::isInstance).forEach(line -> seen.add(((Line.Signed) line).note()));
        }
        for (Path file : IntStream.range(0, PLACES).mapToObj(place -> WriterOrder.lastSigned(folder, place)).filter(Files::exists).toList()) {
            seen.add(SignedNote.parse(Files.readAllBytes(file)));
        }
    }

    /** Until the server is up and shows none of the writers' sessions, or some: a dead writer's session may still be at its last commit. */
    private void awaitSessions(boolean none) throws InterruptedException {
        boolean settled = Patience.until(SETTLED_MILLIS_MAX, () -> {
            try {
                return query("SELECT pid FROM pg_stat_activity WHERE datname = ? AND application_name LIKE 'writer-%'").isEmpty() == none;
            } catch (SQLException recovering) {
                return false;
            }
        });
        if (!settled) {
            throw new IllegalStateException("PostgreSQL does not recover, or sessions of dead writers do not end; see its log beside the data");
        }
    }

    private List<Finding> findings() throws IOException, SQLException {
        DataSource source = server.database(database);
        try {
            StoredLog log = StoredLog.read(source, folder.resolve("master.key"), surroundings);
            events = log.rows().size();
            List<Finding> findings = new ArrayList<>(Checker.check(runs, log.rows(), log.head()));
            VerifierKey key = LogKeyFile.openOrCreate(folder.resolve("log.key"), CrashWriter.ORIGIN, surroundings.random()).verifierKey();
            findings.addAll(TreeChecker.check(key, log.leaves(), seen, log.checkpoint(), log));
            return findings;
        } catch (RuntimeException unreadable) {
            return List.of(new Finding(Finding.Kind.FAILED, "the log cannot be read: " + unreadable));
        }
    }

    private void keep(List<Finding> findings) throws IOException {
        List<String> page = new ArrayList<>();
        findings.forEach(finding -> page.add(finding.kind() + " " + finding.what()));
        Files.write(folder.resolve("findings.txt"), page);
        for (int run = 0; run < runs.size(); run++) {
            for (Transcript transcript : runs.get(run)) {
                Files.write(folder.resolve(transcript.writer().replace(' ', '-') + ".told"), transcript.lines().stream().map(Line::write).toList());
            }
        }
    }
}
