package eu.volens.eventstore.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LogEntryTest {

    private static final UUID STREAM = UUID.fromString("6f1c2f9e-5a57-4d5b-9d1e-0d2a4f3b7c11");
    private static final UUID PERSON = UUID.fromString("0b6cbb5e-3f0e-4a51-8d0e-2f3e6b8a9c10");
    private static final LogEntry PERSONAL = new LogEntry(7, Instant.parse("2026-03-02T10:00:00.5Z"), STREAM, 0, "loan.lent/1",
            "{\"books\":[\"Émile\"]}", PERSON, HexFormat.of().parseHex("8be9a73bbf4ae6c1866a1cd9e967eb33f5496e521e8937595b54c1662ee06afb"));
    private static final LogEntry OPEN = new LogEntry(8, Instant.parse("2026-03-02T10:00:00Z"), STREAM, 1, "loan.returned/1", "{}", null, null);

    /** The specification's own words: whoever changes the shape changes a document that others read. */
    @Test
    void entriesAreAsTheFormatDescribesThem() throws Exception {
        String format = Files.readString(Path.of("../docs/formats/log-entry.md"));
        for (LogEntry entry : new LogEntry[] {PERSONAL, OPEN}) {
            assertThat(format).contains(new String(entry.bytes(), StandardCharsets.UTF_8));
            assertThat(format).contains(new TreeHasher().leaf(entry.bytes()).hex());
        }
    }
}
