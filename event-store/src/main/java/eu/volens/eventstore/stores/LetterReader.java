package eu.volens.eventstore.stores;

import eu.volens.eventstore.PostgresEventStorageEngine;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterJdbcConverter;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcDeadLetter;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.ThrowableCause;

/** Makes a letter of its row and of the event as the log has it now, after whatever was erased meanwhile. */
final class LetterReader implements DeadLetterJdbcConverter<EventMessage<?>, JdbcDeadLetter<EventMessage<?>>> {

    private final PostgresEventStorageEngine log;

    LetterReader(PostgresEventStorageEngine log) {
        this.log = log;
    }

    @Override
    public JdbcDeadLetter<EventMessage<?>> convertToLetter(ResultSet row) throws SQLException {
        String cause = row.getString("cause_type");
        return new JdbcDeadLetter<>(row.getString("letter"), row.getLong("sequence_index"), row.getString("sequence_identifier"),
                DateTimeUtils.parseInstant(row.getString("enqueued_at")), DateTimeUtils.parseInstant(row.getString("last_touched")),
                cause == null ? null : new ThrowableCause(cause, ""), MetaData.emptyInstance(), log.eventAt(row.getLong("position")));
    }
}
