package eu.volens.benchmarks.crash;

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
 * The leaf of a row as docs/formats/log-entry.md says it. Written after the document and not after the sealer's own code: a check that
 * shares the code would share its mistakes.
 */
record LeafForm(long position, Instant recordedAt, UUID stream, long sequence, String type, String open, @Nullable UUID person,
        byte @Nullable [] commitment) {

    static final String COLUMNS = "position, recorded_at, stream, sequence, type, open, person, commitment";

    private static final DateTimeFormatter SIX_DIGITS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static LeafForm of(ResultSet row) throws SQLException {
        return new LeafForm(row.getLong("position"), row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getObject("stream", UUID.class), row.getLong("sequence"), row.getString("type"), row.getString("open"),
                row.getObject("person", UUID.class), row.getBytes("commitment"));
    }

    byte[] bytes() {
        String ofPerson = commitment == null ? "" : "\"commitment\":\"%s\",".formatted(HexFormat.of().formatHex(commitment));
        String whose = person == null ? "" : "\"person\":\"%s\",".formatted(person);
        return "{%s\"open\":%s,%s\"position\":%d,\"recordedAt\":\"%s\",\"sequence\":%d,\"stream\":\"%s\",\"type\":\"%s\",\"v\":1}"
                .formatted(ofPerson, open, whose, position, SIX_DIGITS.format(recordedAt), sequence, stream, type)
                .getBytes(StandardCharsets.UTF_8);
    }
}
