package eu.volens.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.merkle.TreeHasher;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/formats/log-entry.md. */
class LeafFormTest {

    private static final UUID STREAM = UUID.fromString("6f1c2f9e-5a57-4d5b-9d1e-0d2a4f3b7c11");

    private static String leaf(LeafForm form) {
        return new TreeHasher().leaf(form.bytes()).hex();
    }

    @Test
    void leavesAreThoseOfTheDocument() {
        assertThat(leaf(new LeafForm(7, Instant.parse("2026-03-02T10:00:00.5Z"), STREAM, 0, "loan.lent/1", "{\"books\":[\"Émile\"]}",
                UUID.fromString("0b6cbb5e-3f0e-4a51-8d0e-2f3e6b8a9c10"),
                HexFormat.of().parseHex("8be9a73bbf4ae6c1866a1cd9e967eb33f5496e521e8937595b54c1662ee06afb"))))
                .isEqualTo("856f3c0ecd01debf6fbf1cb8ca144869cbdd0d8e7e8a4d1536b0ebc5c92e12e4");
        assertThat(leaf(new LeafForm(8, Instant.parse("2026-03-02T10:00:00Z"), STREAM, 1, "loan.returned/1", "{}", null, null)))
                .isEqualTo("7b8df83eb138b4661da5618e2d5ad3b8f2c81f7d1fe1d40ee91119877d07be0e");
    }
}
