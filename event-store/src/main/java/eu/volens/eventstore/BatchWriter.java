package eu.volens.eventstore;

import eu.volens.eventstore.WaitingRoom.Unit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that appends. It takes whatever commands are waiting (never waiting for more), writes their events in one transaction
 * with one commit, and only then tells each command how it went. A command that cannot be stored fails alone.
 *
 * <p>When the end of a commit was not seen, the database is asked what became of it before anything else is written. A writer that
 * cannot find out, or whose disk failed, stops for good: going on could lose or double what somebody was told.
 */
final class BatchWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    /** A server that says nothing for this long is taken for gone. */
    private static final int SILENCE_MILLIS_MAX = 30_000;

    private final DataSource dataSource;
    private final InstantSource clock;
    private final WriterLimits limits;
    private final LongConsumer grownTo;
    private final WaitingRoom waiting;
    private final Thread thread;
    private final CompletableFuture<LogStoppedException> stopped = new CompletableFuture<>();
    private @Nullable Connection connection;

    /** @param grownTo told the new head after each commit that moved it */
    BatchWriter(DataSource dataSource, InstantSource clock, WriterLimits limits, LongConsumer grownTo) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.limits = limits;
        this.grownTo = grownTo;
        this.waiting = new WaitingRoom(limits.waitingEventsMax(), limits.waitingBytesMax());
        this.thread = Thread.ofPlatform().name("event-log-writer").daemon().start(this::run);
    }

    /**
     * Returns once the events are durable.
     *
     * @throws ConcurrencyException when a sequence number is taken or skips one; nothing of the unit was stored
     * @throws ErasedPersonException when somebody it seals for was erased meanwhile; nothing of the unit was stored
     * @throws LogOverloadedException when too many are waiting; nothing was stored
     * @throws LogUnavailableException when the database failed; the message says whether the unit may be stored
     */
    void append(List<PendingEvent> events) {
        Unit unit = Unit.of(events);
        enter(List.of(unit));
        await(unit);
    }

    /**
     * Returns once each unit is durable or has failed alone.
     *
     * @return those that conflicted, of which nothing was stored
     * @throws LogOverloadedException when too many are waiting; nothing was stored
     * @throws ErasedPersonException when somebody whom a unit seals for was erased meanwhile; the other units may be stored or not
     * @throws LogUnavailableException when the database failed; each unit may be stored or not
     */
    List<Unit> appendEach(List<Unit> units) {
        enter(units);
        List<Unit> conflicting = new ArrayList<>();
        for (Unit unit : units) {
            try {
                await(unit);
            } catch (ConcurrencyException taken) {
                conflicting.add(unit);
            }
        }
        return conflicting;
    }

    private void enter(List<Unit> units) {
        switch (waiting.enter(units)) {
            case ADMITTED -> { }
            case FULL -> throw new LogOverloadedException(waiting.waitingEvents());
            case CLOSED -> throw noLongerWriting();
        }
    }

    private static void await(Unit unit) {
        try {
            unit.stored().join();
        } catch (CompletionException e) {
            throw rethrowable(e.getCause());
        }
    }

    /** With the caller's own stack where the cause may be shared by a whole batch. */
    private static RuntimeException rethrowable(Throwable cause) {
        return switch (cause) {
            case ConcurrencyException conflict -> conflict;
            case ErasedPersonException erased -> erased;
            case LogStoppedException stop -> new LogStoppedException(stop.getMessage(), stop);
            case Throwable other -> new LogUnavailableException(other.getMessage(), other);
        };
    }

    private RuntimeException noLongerWriting() {
        LogStoppedException why = stopped.getNow(null);
        return why == null
                ? new LogUnavailableException("The log is closed; nothing was recorded", null)
                : new LogStoppedException("This instance writes no more, nothing was recorded. It stopped because: " + why.getMessage(), why);
    }

    /** Why this writer stopped; empty while it works. */
    Optional<LogStoppedException> stopped() {
        return Optional.ofNullable(stopped.getNow(null));
    }

    /** Told once, on a thread of its own: it may end the process, and that waits for this writer's thread. */
    void onStop(Consumer<LogStoppedException> told) {
        stopped.thenAccept(reason -> Thread.ofPlatform().name("event-log-stopped").daemon().start(() -> told.accept(reason)));
    }

    int waitingEvents() {
        return waiting.waitingEvents();
    }

    private void run() {
        List<Unit> units = List.of();
        try {
            for (units = take(); !units.isEmpty(); units = take()) {
                write(units);
            }
        } catch (LogStoppedException reason) {
            stop(reason, units);
        } catch (Throwable unforeseen) {
            stop(new LogStoppedException("The writer failed; what it was writing may or may not be recorded", unforeseen), units);
        }
    }

    private List<Unit> take() {
        return waiting.take(limits.batchEventsMax());
    }

    private void write(List<Unit> units) {
        Batch batch;
        try {
            batch = Batch.insert(connection(), units, clock);
        } catch (SQLException e) {
            discardConnection();
            notInserted(units, e);
            return;
        }
        try {
            connection().commit();
        } catch (SQLException e) {
            discardConnection();
            settle(batch, units, e);
            stopIfTheDiskFailed(e);
            return;
        }
        tell(batch);
    }

    private void tell(Batch batch) {
        batch.tell();
        if (!batch.isEmpty()) {
            grownTo.accept(batch.lastPosition());
        }
    }

    /** Nothing was committed, so nothing is stored. */
    private void notInserted(List<Unit> units, SQLException e) {
        stopIfTheDiskFailed(e);
        if (isDataOfOne(e) && units.size() > 1) {
            LOG.warn("One of {} commands cannot be stored ({}); writing them one by one", units.size(), e.getSQLState());
            units.forEach(unit -> write(List.of(unit)));
        } else {
            LOG.error("A batch of {} commands could not be written, nothing of it is recorded: {}", units.size(), e.getMessage());
            fail(units, new LogUnavailableException("The log could not be written; nothing was recorded", e));
        }
    }

    /** Nobody saw the commit end: whether the batch is stored is read from the log. */
    private void settle(Batch batch, List<Unit> units, SQLException unseen) {
        LOG.error("The end of a commit was not seen, {} commands wait for what became of it: {}", units.size(), unseen.getMessage());
        if (isStored(batch, unseen)) {
            LOG.warn("It was stored");
            tell(batch);
        } else {
            LOG.warn("It was not stored");
            fail(units, new LogUnavailableException("The log could not be written; nothing was recorded", unseen));
        }
    }

    private boolean isStored(Batch batch, SQLException unseen) {
        for (int tries = 1; ; tries++) {
            try {
                Connection fresh = connection();
                boolean stored = batch.isStored(fresh);
                fresh.rollback();
                return stored;
            } catch (SQLException e) {
                discardConnection();
                if (tries == limits.settleTriesMax()) {
                    unseen.addSuppressed(e);
                    throw new LogStoppedException("It is not known whether what was written is recorded, and the database does not say", unseen);
                }
                LOG.warn("The database does not say yet: {}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(limits.settlePauseMillis());
        } catch (InterruptedException nobodyInterruptsThisThread) {
            throw new IllegalStateException(nobodyInterruptsThisThread);
        }
    }

    /**
     * A failed disk may have dropped what it was told to keep, and say nothing the next time it is asked. PostgreSQL's classes: 58 system
     * error, XX internal error and damaged pages. A full disk (53100) is none of them: it refused before anything was taken on.
     */
    private static void stopIfTheDiskFailed(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("58") || state.startsWith("XX")) {
            throw new LogStoppedException("The database's disk failed (" + state + "); nothing more is written until a restart", e);
        }
    }

    /** Data or constraint: the fault of what was to be inserted. */
    private static boolean isDataOfOne(SQLException e) {
        return e.getSQLState() != null && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23"));
    }

    private void stop(LogStoppedException reason, List<Unit> units) {
        LOG.error("The log writer stops: {}", reason.getMessage(), reason);
        waiting.close();
        stopped.complete(reason);
        fail(units, reason);
        for (List<Unit> tooLate = take(); !tooLate.isEmpty(); tooLate = take()) {
            fail(tooLate, new LogStoppedException("The log could not be written; nothing was recorded", reason));
        }
        discardConnection();
    }

    /** Who was told already stays told. */
    private static void fail(List<Unit> units, LogUnavailableException reason) {
        units.forEach(unit -> unit.stored().completeExceptionally(reason));
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = dataSource.getConnection();
            connection = current;
            prepare(current);
        }
        return current;
    }

    /** Each commit waits for the disk, whatever the database's default; a writer that sleeps inside its transaction is cut off. */
    private void prepare(Connection fresh) throws SQLException {
        fresh.setNetworkTimeout(Runnable::run, SILENCE_MILLIS_MAX);
        fresh.setAutoCommit(true);
        fresh.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (PreparedStatement settings = fresh.prepareStatement("""
                SELECT set_config('idle_in_transaction_session_timeout', ?, false),
                    set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on'
                        ELSE current_setting('synchronous_commit') END, false)""")) {
            settings.setString(1, Integer.toString(limits.pausedMillisMax()));
            settings.execute();
        }
        fresh.setAutoCommit(false);
    }

    /** Gives the connection back as it was, or, when that is not possible, cuts it. */
    private void discardConnection() {
        Connection last = connection;
        connection = null;
        if (last == null) {
            return;
        }
        try (last) {
            try (PreparedStatement reset = last.prepareStatement("RESET idle_in_transaction_session_timeout; RESET synchronous_commit")) {
                last.rollback();
                reset.execute();
                last.commit();
            } catch (SQLException broken) {
                last.abort(Runnable::run);
            }
        } catch (SQLException alreadyGone) {
            LOG.debug("A broken connection could not be closed: {}", alreadyGone.getMessage());
        }
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        discardConnection();
    }
}
