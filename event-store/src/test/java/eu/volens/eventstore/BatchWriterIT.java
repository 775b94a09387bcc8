package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One commit for all who wait, and what becomes of them when it fails. */
class BatchWriterIT {

    private static final WriterLimits LIMITS = new WriterLimits(60, 1 << 20, 2_000, 5_000, 3, 20);

    private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();
    private DataSource database;
    private BatchWriter writer;

    /** What happens instead of a commit. */
    private interface Fault {
        void commit(Connection connection) throws Exception;
    }

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        writer = writer(database, LIMITS);
    }

    @AfterEach
    void stop() {
        writer.close();
        commands.shutdown();
    }

    private static BatchWriter writer(DataSource dataSource, WriterLimits limits) {
        return new BatchWriter(dataSource, InstantSource.system(), limits, head -> {});
    }

    private static PendingEvent event(UUID stream, long sequence) {
        return new PendingEvent(stream, sequence, "loan.lent/1", "{}", null, null, null);
    }

    private static List<PendingEvent> first(UUID stream) {
        return List.of(event(stream, 0));
    }

    private Future<?> append(List<PendingEvent> events) {
        return commands.submit(() -> writer.append(events));
    }

    private long ask(String sql) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long stored() {
        return ask("SELECT count(*) FROM event_log");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 3_000 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void awaitUnchecked(BooleanSupplier condition) {
        try {
            await(condition);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The writer is at work on the first one and cannot end it until the action is over; the others wait for it. */
    private List<Future<?>> whileTheLogIsHeld(List<List<PendingEvent>> units, Runnable action) throws Exception {
        List<Future<?>> waiting = new ArrayList<>();
        try (Connection holder = database.getConnection(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT 1 FROM log_head FOR UPDATE");
            waiting.add(append(first(UUID.randomUUID())));
            await(() -> ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == 1);
            int before = 0;
            for (List<PendingEvent> unit : units) {
                waiting.add(append(unit));
                before += unit.size();
                int expected = before;
                await(() -> writer.waitingEvents() == expected);
            }
            action.run();
            holder.rollback();
        }
        return waiting;
    }

    private static Throwable failure(Future<?> command) throws InterruptedException {
        try {
            command.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    @Test
    void whoWaitsTogetherIsStoredByOneCommit() throws Exception {
        List<List<PendingEvent>> units = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            units.add(first(UUID.randomUUID()));
        }
        for (Future<?> command : whileTheLogIsHeld(units, () -> {})) {
            assertThat(failure(command)).isNull();
        }
        assertThat(stored()).isEqualTo(41);
        assertThat(ask("SELECT count(DISTINCT xmin::text) FROM event_log")).isEqualTo(2);
        assertThat(ask("SELECT max(position) FROM event_log")).isEqualTo(41);
    }

    /** Looking under the lock, adding, committing: what a command costs alone, and what many share. */
    @Test
    void aCommitIsThreeRoundTripsHoweverManyWait() throws Exception {
        List<String> trips = new CopyOnWriteArrayList<>();
        writer.close();
        writer = writer(overhearing(trips), LIMITS);
        writer.append(first(UUID.randomUUID()));
        trips.clear();

        for (Future<?> command : whileTheLogIsHeld(Stream.generate(() -> first(UUID.randomUUID())).limit(40).toList(), () -> {})) {
            assertThat(failure(command)).isNull();
        }

        List<String> one = List.of("prepareStatement", "prepareStatement", "commit");
        assertThat(trips).containsExactlyElementsOf(Stream.of(one, one).flatMap(List::stream).toList());
    }

    /** The look is a statement of its own after the lock, so it is not blind to what was committed while the lock was waited for. */
    @Test
    void whatAnotherInstanceCommitsWhileTheWriterWaitsForItsTurnIsSeen() throws Exception {
        UUID contested = UUID.randomUUID();
        try (Connection another = database.getConnection()) {
            another.setAutoCommit(false);
            LogTable.Head head = LogTable.lockHead(another);
            Future<?> late = append(first(contested));
            await(() -> ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == 1);
            LogTable.append(another, first(contested), head, head.next(InstantSource.system()));
            another.commit();
            assertThat(failure(late)).isInstanceOf(ConcurrencyException.class);
        }
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void whatCannotBeStoredFailsAloneAndWhole() throws Exception {
        UUID stream = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        List<Future<?>> commands = whileTheLogIsHeld(List.of(first(stream), List.of(event(other, 0), event(stream, 0)),
                List.of(event(stream, 1), event(stream, 2)), List.of(event(stream, 4))), () -> {});
        assertThat(failure(commands.get(1))).isNull();
        assertThat(failure(commands.get(2))).isInstanceOf(ConcurrencyException.class);
        assertThat(failure(commands.get(3))).isNull();
        assertThat(failure(commands.get(4))).isInstanceOf(ConcurrencyException.class);
        assertThat(ask("SELECT count(*) FROM event_log WHERE stream = '" + other + "'")).isZero();
        assertThat(ask("SELECT max(sequence) FROM event_log WHERE stream = '" + stream + "'")).isEqualTo(2);
    }

    @Test
    void whoFindsTheRoomFullIsSentAwayAndWhoWaitsIsStored() throws Exception {
        List<List<PendingEvent>> units = new ArrayList<>();
        for (int i = 0; i < LIMITS.waitingEventsMax(); i++) {
            units.add(first(UUID.randomUUID()));
        }
        List<Future<?>> waiting = whileTheLogIsHeld(units,
                () -> assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isInstanceOf(LogOverloadedException.class));
        for (Future<?> command : waiting) {
            assertThat(failure(command)).isNull();
        }
        assertThat(stored()).isEqualTo(LIMITS.waitingEventsMax() + 1);
        writer.append(first(UUID.randomUUID()));
    }

    @Test
    void ofManyMoreThanFitTheRefusedHearItAtOnceAndTheOthersAreAllThere() throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        List<Future<?>> first = whileTheLogIsHeld(List.of(), () -> {
            for (int i = 0; i < 20 * LIMITS.waitingEventsMax(); i++) {
                sent.add(append(first(UUID.randomUUID())));
            }
            awaitUnchecked(() -> sent.stream().filter(Future::isDone).count() == sent.size() - LIMITS.waitingEventsMax());
        });
        assertThat(failure(first.getFirst())).isNull();
        int stored = 0;
        for (Future<?> command : sent) {
            Throwable failure = failure(command);
            stored += failure == null ? 1 : 0;
            assertThat(failure).satisfiesAnyOf(it -> assertThat(it).isNull(), it -> assertThat(it).isInstanceOf(LogOverloadedException.class));
        }
        assertThat(stored).isEqualTo(LIMITS.waitingEventsMax());
        assertThat(stored()).isEqualTo(1 + LIMITS.waitingEventsMax());
    }

    @Test
    void aCommitThatFailedAndDidNotPersistIsSaidNotToBeRecorded() {
        writer.close();
        writer = writer(faultyOnce(connection -> {
            connection.abort(Runnable::run);
            throw new SQLException("the line broke before the commit", "08006");
        }), LIMITS);
        assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isExactlyInstanceOf(LogUnavailableException.class)
                .hasMessageContaining("nothing was recorded");
        assertThat(stored()).isZero();
        writer.append(first(UUID.randomUUID()));
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aCommitThatFailedButPersistedIsFoundInTheLog() {
        writer.close();
        writer = writer(faultyOnce(connection -> {
            connection.commit();
            connection.abort(Runnable::run);
            throw new SQLException("the line broke after the commit", "08006");
        }), LIMITS);
        writer.append(first(UUID.randomUUID()));
        assertThat(stored()).isEqualTo(1);
        writer.append(first(UUID.randomUUID()));
        assertThat(ask("SELECT max(position) FROM event_log")).isEqualTo(2);
    }

    @Test
    void aFailedDiskStopsTheWriterForGood() throws Exception {
        writer.close();
        writer = writer(faultyOnce(connection -> {
            connection.rollback();
            throw new SQLException("could not fsync", "58030");
        }), LIMITS);
        assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isInstanceOf(LogUnavailableException.class);
        await(() -> writer.stopped().isPresent());
        CompletableFuture<LogStoppedException> told = new CompletableFuture<>();
        writer.onStop(told::complete);
        assertThat(told.get()).hasMessageContaining("disk failed");
        assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isInstanceOf(LogStoppedException.class)
                .hasMessageContaining("disk failed");
        assertThat(stored()).isZero();
    }

    @Test
    void aWriterThatCannotFindOutStopsAndSaysThatItDoesNotKnow() {
        writer.close();
        boolean[] away = {false};
        DataSource faulty = faultyOnce(connection -> {
            connection.commit();
            away[0] = true;
            throw new SQLException("the line broke", "08006");
        });
        writer = writer(proxy(DataSource.class, faulty, (name, call) -> {
            if (away[0]) {
                throw new SQLException("nobody answers", "08001");
            }
            return call.call();
        }), LIMITS);
        assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isInstanceOf(LogStoppedException.class).hasMessageContaining("not known");
        assertThatThrownBy(() -> writer.append(first(UUID.randomUUID()))).isInstanceOf(LogStoppedException.class);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aWriterThatSleptInsideItsTransactionCannotWriteWhenItWakesUp() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        UUID stream = UUID.randomUUID();
        WriterLimits cutOffSoon = new WriterLimits(60, 1 << 20, 2_000, 300, 3, 20);
        try (BatchWriter sleeper = writer(faultyOnce(connection -> {
            asleep.countDown();
            wake.await();
            connection.commit();
        }), cutOffSoon)) {
            CompletableFuture<Void> slept = CompletableFuture.runAsync(() -> sleeper.append(first(stream)), commands);
            asleep.await();
            writer.append(first(stream));
            wake.countDown();
            assertThatThrownBy(slept::get).cause().isInstanceOf(LogUnavailableException.class).hasMessageContaining("nothing was recorded");
            assertThat(stored()).isEqualTo(1);
            sleeper.append(List.of(event(stream, 1)));
        }
        assertThat(ask("SELECT max(position) FROM event_log")).isEqualTo(2);
    }

    private interface Call {
        Object call() throws Exception;
    }

    private interface Around {
        Object around(String method, Call call) throws Exception;
    }

    /** The first commit of all its connections is replaced by the fault. */
    private DataSource faultyOnce(Fault fault) {
        boolean[] done = {false};
        return proxy(DataSource.class, database, (name, call) -> {
            if (!name.equals("getConnection")) {
                return call.call();
            }
            Connection real = (Connection) call.call();
            return proxy(Connection.class, real, (method, inner) -> {
                if (!method.equals("commit") || done[0]) {
                    return inner.call();
                }
                done[0] = true;
                fault.commit(real);
                return null;
            });
        });
    }

    /** Keeps the names of the calls by which a connection talks to the server. */
    private DataSource overhearing(List<String> trips) {
        return proxy(DataSource.class, database, (name, call) -> !name.equals("getConnection") ? call.call()
                : proxy(Connection.class, (Connection) call.call(), (method, inner) -> {
                    if (method.equals("prepareStatement") || method.equals("commit")) {
                        trips.add(method);
                    }
                    return inner.call();
                }));
    }

    private static <T> T proxy(Class<T> type, T target, Around around) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
                around.around(method.getName(), () -> {
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof Exception cause ? cause : e;
                    }
                })));
    }
}
