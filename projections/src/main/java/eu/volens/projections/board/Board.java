package eu.volens.projections.board;

import eu.volens.projections.feed.Arrival;
import eu.volens.projections.feed.ReadModel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of requests. Holds case numbers and dates; nothing in it says who asks. */
@Component
class Board implements ReadModel {

    private final JdbcClient jdbc;

    Board(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Open requests first, the most urgent on top; then closed ones, the latest on top. */
    List<BoardRow> read(int max) {
        return jdbc.sql("""
                select case_id, case_number, rights, status, language, received_at, due_on from board_request
                order by status = 'closed', case when status <> 'closed' then due_on end, received_at desc, case_number
                limit :max""").param("max", max).query((row, _) -> row(row)).list();
    }

    private static BoardRow row(ResultSet row) throws SQLException {
        return new BoardRow(row.getObject("case_id", UUID.class), row.getString("case_number"),
                List.of((String[]) row.getArray("rights").getArray()), row.getString("status"), row.getString("language"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getObject("due_on", LocalDate.class));
    }

    @Override
    public void apply(List<Arrival> batch, Connection connection) throws SQLException {
        BoardChanges changes = BoardChanges.of(batch);
        open(changes.opened().values(), connection);
        move(changes.moved(), connection);
    }

    private static void open(Collection<BoardRow> rows, Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into board_request (case_id, case_number, rights, status, language, received_at, due_on)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (case_id) do update set case_number = excluded.case_number, rights = excluded.rights,
                    status = excluded.status, language = excluded.language, received_at = excluded.received_at,
                    due_on = excluded.due_on""")) {
            for (BoardRow row : rows) {
                insert.setObject(1, row.caseId());
                insert.setString(2, row.caseNumber());
                insert.setArray(3, connection.createArrayOf("text", row.rights().toArray()));
                insert.setString(4, row.status());
                insert.setString(5, row.language());
                insert.setObject(6, row.receivedAt().atOffset(ZoneOffset.UTC));
                insert.setObject(7, row.dueOn());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void move(Map<UUID, BoardChanges.Move> moves, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("""
                update board_request set status = ?, rights = coalesce(?, rights), due_on = coalesce(?, due_on) where case_id = ?""")) {
            for (Map.Entry<UUID, BoardChanges.Move> moved : moves.entrySet()) {
                BoardChanges.Move move = moved.getValue();
                update.setString(1, move.status());
                update.setArray(2, move.rights() == null ? null : connection.createArrayOf("text", move.rights().toArray()));
                update.setObject(3, move.dueOn(), Types.DATE);
                update.setObject(4, moved.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate board_request");
        }
    }
}
