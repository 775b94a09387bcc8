package eu.volens.eventstore.transparency;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A leaf: an event without its sealed part, which only the commitment speaks for. Its bytes are canonical JSON (docs/formats/log-entry.md).
 *
 * @param open canonical JSON, as it rests in the log
 */
record LogEntry(long position, Instant recordedAt, UUID stream, long sequence, String type, String open,
        @Nullable UUID person, byte @Nullable [] commitment) {

    static final String COLUMNS = "position, recorded_at, stream, sequence, type, open, person, commitment";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static LogEntry of(ResultSet row) throws SQLException {
        return new LogEntry(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3, UUID.class), row.getLong(4),
                row.getString(5), row.getString(6), row.getObject(7, UUID.class), row.getBytes(8));
    }

    /** Members in order of their names, as RFC 8785 wants them; absent ones are left out. */
    byte[] bytes() {
        StringBuilder json = new StringBuilder(open.length() + 320).append('{');
        if (commitment != null) {
            json.append("\"commitment\":\"").append(HexFormat.of().formatHex(commitment)).append("\",");
        }
        json.append("\"open\":").append(open);
        if (person != null) {
            json.append(",\"person\":\"").append(person).append('"');
        }
        json.append(",\"position\":").append(position)
                .append(",\"recordedAt\":\"");
        MICROSECONDS.formatTo(recordedAt, json);
        json.append("\",\"sequence\":").append(sequence)
                .append(",\"stream\":\"").append(stream)
                .append("\",\"type\":\"").append(type)
                .append("\",\"v\":1}");
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
