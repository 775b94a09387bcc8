package eu.volens.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest snapshot of a stream. Nothing depends on one being there: each can be lost, or be older than it might. */
final class Snapshots {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final DataSource dataSource;
    private final SnapshotTypes types;

    Snapshots(DataSource dataSource, SnapshotTypes types) {
        this.dataSource = dataSource;
        this.types = types;
    }

    /** Instances may take snapshots of one stream at once; whichever comes last, the newest stays. */
    void store(UUID stream, DomainEventMessage<?> snapshot) {
        SnapshotTypes.Entry<?, ?> type = types.of(snapshot.getPayload());
        try (Connection connection = dataSource.getConnection(); PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO aggregate_snapshot AS kept (stream, sequence, type, state, taken_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (stream) DO UPDATE SET sequence = EXCLUDED.sequence, type = EXCLUDED.type, state = EXCLUDED.state,
                    taken_at = EXCLUDED.taken_at
                WHERE kept.sequence < EXCLUDED.sequence""")) {
            insert.setObject(1, stream);
            insert.setLong(2, snapshot.getSequenceNumber());
            insert.setString(3, type.name());
            insert.setString(4, type.write(snapshot.getPayload()));
            insert.setObject(5, snapshot.getTimestamp().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new LogUnavailableException("The snapshot could not be written", e);
        }
    }

    /** Empty, with a warning, when this version cannot read it: the events can still be read. */
    Optional<DomainEventMessage<?>> read(UUID stream, long sequence, String typeName, String state, Instant takenAt) {
        SnapshotTypes.Entry<?, ?> type = types.named(typeName);
        if (type == null) {
            LOG.warn("A snapshot is of type {}, which this version does not know; reading all events instead", typeName);
            return Optional.empty();
        }
        try {
            return Optional.of(new GenericDomainEventMessage<>(type.aggregateType(), stream.toString(), sequence,
                    new GenericMessage<>(stream + ":" + sequence + ":snapshot", type.read(state), Map.of()), takenAt));
        } catch (RuntimeException unreadable) {
            LOG.warn("A snapshot of type {} cannot be read ({}); reading all events instead", typeName, unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
