package eu.volens.eventstore;

import eu.volens.eventstore.WaitingRoom.Unit;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's event storage on our own table. Events are durable when {@link #appendEvents} returns, so a unit of work needs no database
 * transaction of its own. Positions are gapless and in commit order: a plain position is all a reader has to remember.
 */
public final class PostgresEventStorageEngine implements EventStorageEngine, EventLog, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventStorageEngine.class);
    private static final String COLUMNS = "SELECT position, recorded_at, stream, sequence, type, open, person, commitment, sealed FROM event_log ";
    private static final String SNAPSHOT_COLUMNS = "taken_at, stream, sequence, type, state, NULL::uuid, NULL::bytea, NULL::bytea";

    static final String AFTER_POSITION = COLUMNS + "WHERE position > ? ORDER BY position LIMIT ?";
    static final String OF_STREAMS = COLUMNS + "WHERE stream = ANY (?) ORDER BY stream, sequence";
    /**
     * A stream's snapshot comes first, where the events it stands for would be. OFFSET 0 keeps the planner from joining: a plan that was
     * made while a table was small would read all of it for one stream, and be kept.
     */
    static final String OF_STREAMS_SHORTENED = """
            WITH kept AS (SELECT wanted.stream, sequence, type, state, taken_at
                FROM unnest(?) AS wanted (stream) LEFT JOIN LATERAL (
                    SELECT sequence, type, state, taken_at FROM aggregate_snapshot WHERE stream = wanted.stream OFFSET 0) AS newest ON true)
            SELECT later.* FROM kept, LATERAL (
                SELECT position, recorded_at, stream, sequence, type, open, person, commitment, sealed FROM event_log
                WHERE stream = kept.stream AND sequence > coalesce(kept.sequence, -1) ORDER BY sequence OFFSET 0) AS later
            UNION ALL SELECT 0, %s FROM kept WHERE sequence IS NOT NULL
            ORDER BY stream, sequence""".formatted(SNAPSHOT_COLUMNS);
    static final String LAST_SEQUENCE = "SELECT max(sequence) FROM event_log WHERE stream = ?";

    /** Of rows that are no events: those have positions from 1. */
    private static final long SNAPSHOT_POSITION = 0;

    private static final ScopedValue<List<Unit>> TOGETHER = ScopedValue.newInstance();

    private final DataSource dataSource;
    private final EventCodec codec;
    private final BatchWriter writer;
    private final Snapshots snapshots;
    private final GroupedReads reads;
    private final GroupedReads shortenedReads;
    private final ReadAhead ahead;
    private final GrowthWatch growth;
    private final InstantSource clock;

    private PostgresEventStorageEngine(DataSource dataSource, EventCodec codec, Snapshots snapshots, InstantSource clock) {
        this.dataSource = dataSource;
        this.codec = codec;
        this.snapshots = snapshots;
        this.clock = clock;
        this.reads = new GroupedReads(streams -> ofStreams(OF_STREAMS, streams));
        this.shortenedReads = new GroupedReads(streams -> ofStreams(OF_STREAMS_SHORTENED, streams));
        this.ahead = new ReadAhead(this::rows);
        checkTheLog();
        this.growth = new GrowthWatch(this::head);
        this.writer = new BatchWriter(dataSource, clock, WriterLimits.USUAL, growth::grownTo);
    }

    /**
     * Starts an engine with its writer thread on tables made by {@code db/eventstore}. The writer keeps one connection of the data source.
     *
     * @param clock says when an event was recorded; never steps back within a log, whatever the clock does
     * @throws LogStoppedException when the log is damaged
     */
    public static PostgresEventStorageEngine start(DataSource dataSource, EventTypes types, PersonKeys keys, SecureRandom random, InstantSource clock) {
        return start(dataSource, types, SnapshotTypes.none(), keys, random, clock);
    }

    /**
     * The same, for a service some of whose aggregates have snapshots.
     *
     * @param snapshots which; a {@link WokenEventStore} reads them together with the events, at no extra cost
     */
    public static PostgresEventStorageEngine start(DataSource dataSource, EventTypes types, SnapshotTypes snapshots, PersonKeys keys,
            SecureRandom random, InstantSource clock) {
        return new PostgresEventStorageEngine(dataSource, new EventCodec(types, keys, random), new Snapshots(dataSource, snapshots), clock);
    }

    private void checkTheLog() {
        try (Connection connection = dataSource.getConnection()) {
            LogTable.check(connection);
        } catch (SQLException e) {
            throw new LogUnavailableException("The log cannot be read", e);
        }
        if (query("SELECT current_setting('fsync')", statement -> {}, row -> row.getString(1)).getFirst().equals("off")) {
            LOG.warn("The database runs with fsync=off: what is acknowledged does not survive a power cut");
        }
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        List<PendingEvent> pending = events.stream().map(this::pending).toList();
        if (TOGETHER.isBound()) {
            TOGETHER.get().add(Unit.of(pending));
        } else {
            writer.append(pending);
        }
    }

    /**
     * What these commands append, sent one after the other by this thread, is handed to the writer at their end, and waited for once. Until
     * this returns nothing of it is durable, so nobody may be told; nor may one of them read what another appends. When they throw, nothing
     * is appended.
     *
     * @return the streams of units that conflicted, each alone: nothing of those was stored, all others are durable
     * @throws LogOverloadedException when too many are waiting; nothing was stored
     * @throws ErasedPersonException when somebody whom a unit seals for was erased meanwhile; the other units may be stored or not
     * @throws LogUnavailableException when the database failed; what was appended may be stored or not
     */
    public Set<UUID> appendTogether(Runnable commands) {
        List<Unit> units = new ArrayList<>();
        ScopedValue.where(TOGETHER, units).run(commands);
        return units.isEmpty() ? Set.of() : writer.appendEach(units).stream().flatMap(unit -> unit.events().stream()).map(PendingEvent::stream)
                .collect(Collectors.toSet());
    }

    /**
     * One transaction that is alone on the log, for what must not happen beside an append. Readers are woken after it.
     *
     * @throws LogUnavailableException when it failed, or when nobody saw its commit end: then it may have happened, and is to be tried again
     */
    public <T> T alone(LockedLog.Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                LockedLog log = LockedLog.lock(connection, codec, clock);
                T done = work.on(log);
                connection.commit();
                growth.grownTo(log.position());
                return done;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("The log could not be changed", e);
        }
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            why.addSuppressed(lost);
        }
    }

    private PendingEvent pending(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException("Only events of aggregates are recorded, not " + message.getPayloadType().getName());
        }
        return codec.write(streamId(event.getAggregateIdentifier()), event.getSequenceNumber(), event.getPayload());
    }

    private static UUID streamId(String aggregateIdentifier) {
        try {
            return UUID.fromString(aggregateIdentifier);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Aggregates are identified by random UUIDs, not by \"" + aggregateIdentifier + "\"");
        }
    }

    /** Only of aggregates in {@link SnapshotTypes}; an older one never replaces a newer one. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        snapshots.store(streamId(snapshot.getAggregateIdentifier()), snapshot);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return query("SELECT 0::bigint, " + SNAPSHOT_COLUMNS + " FROM aggregate_snapshot WHERE stream = ?",
                statement -> statement.setObject(1, streamId(aggregateIdentifier)), PostgresEventStorageEngine::stored).stream()
                .findFirst().flatMap(this::snapshot);
    }

    private Optional<DomainEventMessage<?>> snapshot(StoredEvent row) {
        return snapshots.read(row.stream(), row.sequence(), row.type(), row.open(), row.recordedAt());
    }

    /** The newest snapshot, if there is one that can be read, and the events after it; found in one query, shared with others who read. */
    DomainEventStream readShortened(String aggregateIdentifier) {
        List<StoredEvent> rows = shortenedReads.stream(streamId(aggregateIdentifier));
        if (rows.isEmpty() || rows.getFirst().position() != SNAPSHOT_POSITION) {
            return DomainEventStream.of(messages(codec.read(rows)));
        }
        Optional<DomainEventMessage<?>> snapshot = snapshot(rows.getFirst());
        if (snapshot.isEmpty()) {
            return readEvents(aggregateIdentifier, 0);
        }
        return DomainEventStream.concat(DomainEventStream.of(snapshot.get()),
                DomainEventStream.of(messages(codec.read(rows.subList(1, rows.size())))));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return DomainEventStream.of(messages(streamFrom(streamId(aggregateIdentifier), firstSequenceNumber)));
    }

    private List<GenericDomainEventMessage<Object>> messages(List<RecordedEvent> events) {
        return events.stream().map(event -> new GenericDomainEventMessage<>(codec.aggregateType(event.type()), event.stream(), event.sequence(),
                new GenericMessage<>(messageId(event), event.payload(), Map.of()), event.recordedAt())).toList();
    }

    /** {@code mayBlock} is not used: the stream ends at the head of the log, and the caller asks again. */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        return ahead.pages(position(token)).flatMap(page -> codec.read(page).stream()).map(this::tracked);
    }

    /** One event as a streaming processor reads it; at most what an erasure has left of it. */
    public TrackedEventMessage<?> eventAt(long position) {
        return tracked(read(position - 1, 1).getFirst());
    }

    private TrackedEventMessage<?> tracked(RecordedEvent event) {
        return new GenericTrackedDomainEventMessage<>(new GlobalSequenceTrackingToken(event.position()), codec.aggregateType(event.type()),
                event.stream(), event.sequence(), new GenericMessage<>(messageId(event), event.payload(), Map.of()), event::recordedAt);
    }

    private static String messageId(RecordedEvent event) {
        return event.stream() + ":" + event.sequence();
    }

    private static long position(@Nullable TrackingToken token) {
        return switch (token) {
            case null -> 0;
            case GlobalSequenceTrackingToken plain -> plain.getGlobalIndex();
            default -> throw new IllegalArgumentException("Not a position of this log: " + token);
        };
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        List<Long> last = query(LAST_SEQUENCE,
                statement -> statement.setObject(1, streamId(aggregateIdentifier)), row -> row.getObject(1, Long.class));
        return Optional.ofNullable(last.getFirst());
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head());
    }

    /** Times never step back along the log, so the place is found by halving, without an index. */
    @Override
    public TrackingToken createTokenAt(Instant from) {
        long before = 0;
        long notBefore = head() + 1;
        while (notBefore - before > 1) {
            long middle = (before + notBefore) >>> 1;
            if (recordedAt(middle).isBefore(from)) {
                before = middle;
            } else {
                notBefore = middle;
            }
        }
        return new GlobalSequenceTrackingToken(before);
    }

    private Instant recordedAt(long position) {
        return query("SELECT recorded_at FROM event_log WHERE position = ?", statement -> statement.setLong(1, position),
                row -> row.getObject(1, OffsetDateTime.class).toInstant()).getFirst();
    }

    @Override
    public List<RecordedEvent> read(long after, int max) {
        return codec.read(rows(after, max));
    }

    private List<StoredEvent> rows(long after, int max) {
        return query(AFTER_POSITION, statement -> {
            statement.setLong(1, after);
            statement.setInt(2, max);
        }, PostgresEventStorageEngine::stored);
    }

    @Override
    public List<RecordedEvent> stream(String stream) {
        return streamFrom(streamId(stream), 0);
    }

    private List<RecordedEvent> streamFrom(UUID stream, long firstSequence) {
        return codec.read(reads.stream(stream).stream().filter(event -> event.sequence() >= firstSequence).toList());
    }

    private List<StoredEvent> ofStreams(String sql, List<UUID> streams) {
        return query(sql, statement -> statement.setArray(1, statement.getConnection().createArrayOf("uuid", streams.toArray())),
                PostgresEventStorageEngine::stored);
    }

    @Override
    public long head() {
        return query("SELECT position FROM log_head", statement -> {}, row -> row.getLong(1)).getFirst();
    }

    @Override
    public void onGrowth(Runnable wake) {
        growth.onGrowth(wake);
    }

    /** Why this instance writes no more; empty while it does. An instance that stopped has to be restarted. */
    public Optional<LogStoppedException> stopped() {
        return writer.stopped();
    }

    /**
     * Who is told, once and on a thread of its own, that this instance writes no more, also when that has happened already. May end the
     * process.
     */
    public void onStop(Consumer<LogStoppedException> told) {
        writer.onStop(told);
    }

    /** Events of commands that wait to be written, for those who watch. */
    public int waitingEvents() {
        return writer.waitingEvents();
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void close() {
        writer.close();
        growth.close();
    }

    private static StoredEvent stored(ResultSet row) throws SQLException {
        return new StoredEvent(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3, UUID.class), row.getLong(4),
                row.getString(5), row.getString(6), row.getObject(7, UUID.class), row.getBytes(8), row.getBytes(9));
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private interface RowReading<T> {
        @Nullable T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Binding binding, RowReading<T> reading) {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> read = new ArrayList<>();
                while (rows.next()) {
                    read.add(reading.of(rows));
                }
                return read;
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("The log cannot be read", e);
        }
    }
}
