package eu.volens.eventstore.stores;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.DefaultDeadLetterStatementFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Dead letters without their contents: the two statements that carry an event or a failure into a row carry only its place or its kind. */
final class LetterTable extends DefaultDeadLetterStatementFactory<EventMessage<?>> {

    static final DeadLetterSchema SCHEMA = DeadLetterSchema.builder().deadLetterTable("dead_letter").deadLetterIdentifierColumn("letter")
            .processingGroupColumn("processing_group").sequenceIdentifierColumn("sequence_identifier").sequenceIndexColumn("sequence_index")
            .enqueuedAtColumn("enqueued_at").lastTouchedColumn("last_touched").processingStartedColumn("processing_started")
            .causeTypeColumn("cause_type").build();

    private static final int CAUSE_CHARACTERS_MAX = 255;

    LetterTable(Serializer serializer) {
        super(DefaultDeadLetterStatementFactory.<EventMessage<?>>builder().schema(SCHEMA).genericSerializer(serializer)
                .eventSerializer(serializer));
    }

    @Override
    public PreparedStatement enqueueStatement(Connection connection, String processingGroup, String sequenceIdentifier,
            DeadLetter<? extends EventMessage<?>> letter, long sequenceIndex) throws SQLException {
        if (!(letter.message() instanceof TrackedEventMessage<?> tracked) || !(letter.message() instanceof DomainEventMessage<?> event)) {
            throw new IllegalArgumentException("Only events read from the log can be parked, not " + letter.message().getClass().getName());
        }
        PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO dead_letter (letter, processing_group, sequence_identifier, sequence_index, position, stream, sequence,
                    enqueued_at, last_touched, cause_type)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        insert.setString(1, IdentifierFactory.getInstance().generateIdentifier());
        insert.setString(2, processingGroup);
        insert.setString(3, sequenceIdentifier);
        insert.setLong(4, sequenceIndex);
        insert.setLong(5, tracked.trackingToken().position().orElseThrow());
        insert.setObject(6, UUID.fromString(event.getAggregateIdentifier()));
        insert.setLong(7, event.getSequenceNumber());
        insert.setString(8, DateTimeUtils.formatInstant(letter.enqueuedAt()));
        insert.setString(9, DateTimeUtils.formatInstant(letter.lastTouched()));
        insert.setString(10, kind(letter.cause().orElse(null)));
        return insert;
    }

    @Override
    public PreparedStatement requeueStatement(Connection connection, String letterIdentifier, @Nullable Cause cause, Instant lastTouched,
            MetaData diagnostics) throws SQLException {
        PreparedStatement update = connection.prepareStatement(
                "UPDATE dead_letter SET cause_type = ?, last_touched = ?, processing_started = NULL WHERE letter = ?");
        update.setString(1, kind(cause));
        update.setString(2, DateTimeUtils.formatInstant(lastTouched));
        update.setString(3, letterIdentifier);
        return update;
    }

    private static @Nullable String kind(@Nullable Cause cause) {
        return cause == null ? null : cause.type().substring(0, Math.min(cause.type().length(), CAUSE_CHARACTERS_MAX));
    }
}
