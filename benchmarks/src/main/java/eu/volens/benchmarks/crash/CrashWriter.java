package eu.volens.benchmarks.crash;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import eu.volens.benchmarks.system.Surroundings;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.transparency.LogKeyFile;
import eu.volens.eventstore.transparency.LogRefusedException;
import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.merkle.Checkpoint;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * The process that is killed: event store, sealer and clients as a write service has them, without the pages around. Reads what is to be
 * sent again, then {@code go}; tells what it does ({@link Line}). When its input ends it seals all there is, and ends.
 */
final class CrashWriter {

    static final String GO = "go";
    static final String ORIGIN = "volens.example/crash";
    private static final int POOL_CONNECTIONS = 8;
    private static final long POOL_WAIT_MILLIS_MAX = 3_000;
    private static final long LOOK_MILLIS = 20;
    private static final long SEAL_MILLIS_MAX = 30_000;

    private final Report report = new Report();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final WriterOrder order;
    private final Surroundings surroundings;

    private CrashWriter(WriterOrder order, Surroundings surroundings) {
        this.order = order;
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) throws Exception {
        // What the libraries print must not get between the lines of the report.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        new CrashWriter(WriterOrder.read(arguments), Surroundings.real()).run(input);
    }

    private void run(BufferedReader input) throws Exception {
        Queue<Line.Sent> again = new ConcurrentLinkedQueue<>();
        for (String line = input.readLine(); !GO.equals(line); line = input.readLine()) {
            if (line == null) {
                return;
            }
            if (Line.read(line) instanceof Line.Sent sent) {
                again.add(sent);
            }
        }
        try (HikariDataSource pool = pool()) {
            write(pool, again, input);
        }
    }

    private HikariDataSource pool() {
        var settings = new HikariConfig();
        settings.setJdbcUrl(order.jdbcUrl() + "&ApplicationName=" + order.name());
        settings.setMaximumPoolSize(POOL_CONNECTIONS);
        settings.setConnectionTimeout(POOL_WAIT_MILLIS_MAX);
        settings.setInitializationFailTimeout(POOL_WAIT_MILLIS_MAX);
        return new HikariDataSource(settings);
    }

    private void write(DataSource pool, Queue<Line.Sent> again, BufferedReader input) throws Exception {
        var keys = new PostgresPersonKeys(pool, FileMasterKey.openOrCreate(order.masterKey(), surroundings.random()), surroundings.random());
        try (var engine = PostgresEventStorageEngine.start(pool, CrashEvent.TYPES, keys, surroundings.random(), surroundings.clock());
                var log = TransparencyLog.start(pool, engine, LogKeyFile.openOrCreate(order.logKey(), ORIGIN, surroundings.random()),
                        order.lastSigned())) {
            log.onCheckpoint(note -> report.tell(new Line.Signed(note)));
            List<Thread> clients = new ArrayList<>();
            report.tell(new Line.Began());
            for (int i = 0; i < order.clients(); i++) {
                clients.add(Thread.ofPlatform().daemon().start(new Client(i, order, engine, report, again, ending)));
            }
            Thread.ofPlatform().daemon().start(() -> watch(engine, log));
            untilItEnds(input);
            ending.set(true);
            for (Thread client : clients) {
                client.join();
            }
            sealAll(engine, log);
        }
    }

    private static void untilItEnds(BufferedReader input) throws IOException {
        while (input.readLine() != null) {
            // Nothing more is said to a writer at work.
        }
    }

    /** An engine or a sealer that gave up would otherwise only be a line in a log. */
    private void watch(PostgresEventStorageEngine engine, TransparencyLog log) {
        try {
            while (true) {
                if (engine.stopped().isPresent()) {
                    report.tell(new Line.Failed("the log's writer stopped: " + engine.stopped().get().getMessage()));
                    return;
                }
                if (log.failure() instanceof LogRefusedException refused) {
                    report.tell(new Line.Failed("the sealer refuses: " + refused.getMessage()));
                    return;
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void sealAll(PostgresEventStorageEngine engine, TransparencyLog log) throws InterruptedException {
        boolean sealed = Patience.until(SEAL_MILLIS_MAX, () -> {
            try {
                return log.checkpoint().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L) == engine.head();
            } catch (LogUnavailableException away) {
                return false;
            }
        });
        if (!sealed) {
            report.tell(new Line.Failed("not everything was sealed in " + SEAL_MILLIS_MAX + " ms: " + log.failure()));
        }
    }
}
