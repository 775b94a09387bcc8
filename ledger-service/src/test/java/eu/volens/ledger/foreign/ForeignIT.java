package eu.volens.ledger.foreign;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.wire.LedgerFeed;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a foreign log in a running ledger. */
class ForeignIT {

    private static final String TOKEN = "Bearer " + RunningLedger.TOKEN;
    private static final String ADDRESS = "/api/foreign-consents/cookiebot";

    private final String stamp = UUID.randomUUID() + "==";

    private Answer bringIn(String row) {
        return LEDGER.post(ADDRESS, "{\"site\": \"itsme-id\", \"fileSha256\": \"" + "a".repeat(64) + "\", \"rows\": [" + row + "]}", "Authorization", TOKEN);
    }

    private String row(long line, String at, String categories) {
        return "{\"line\": %d, \"stamp\": \"%s\", \"consentedAt\": \"%s\", \"categories\": [%s]}".formatted(line, stamp, at, categories);
    }

    @Test
    void rowsRestAsForeignEvidenceOnceAndAllowNothing() {
        var rows = row(2, "2025-11-30T09:12:03Z", "\"statistics\", \"necessary\"") + "," + row(3, "2025-12-30T09:12:03Z", "\"necessary\", \"marketing\"")
                + "," + row(4, "2025-11-30T09:12:03Z", "\"necessary\", \"statistics\"");
        var head = LEDGER.bean(EventLog.class).head();
        var answers = bringIn(rows);

        assertThat(answers.status()).as(answers.text()).isEqualTo(200);
        assertThat(answers.json().get("answers").valueStream().filter(it -> it.get("outcome").asString().equals("imported"))).hasSize(2);
        assertThat(bringIn(rows).json().get("answers").valueStream().map(it -> it.get("outcome").asString())).containsOnly("known");

        var evidence = LEDGER.get(ADDRESS + "?site=itsme-id&stamp=" + stamp, "Authorization", TOKEN).json().get("evidence");
        assertThat(evidence).hasSize(2);
        assertThat(evidence.valueStream().map(it -> it.get("given").toString())).containsExactlyInAnyOrder("[\"analytics\"]", "[\"marketing\"]");
        assertThat(evidence.valueStream()).allSatisfy(it -> {
            assertThat(it.get("source").asString()).isEqualTo("cookiebot");
            assertThat(it.get("fileSha256").asString()).isEqualTo("a".repeat(64));
        });
        assertThat(new LedgerFeed(LEDGER.bean(EventLog.class)).read(head, 100).records()).as("nobody else is told")
                .noneMatch(it -> it.type().contains("foreign") || new String(it.body(), StandardCharsets.UTF_8).contains(stamp));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"line": 0, "stamp": "Zm9yZWlnbg==", "consentedAt": "2025-11-30T09:12:03Z", "categories": []}
        {"line": 2, "stamp": "short", "consentedAt": "2025-11-30T09:12:03Z", "categories": []}
        {"line": 2, "stamp": "Zm9yZWlnbg==", "consentedAt": "2125-11-30T09:12:03Z", "categories": []}
        {"line": 2, "stamp": "Zm9yZWlnbg==", "consentedAt": "2025-11-30T09:12:03Z", "categories": ["everything"]}
        {"line": 2, "stamp": "Zm9yZWlnbg==", "consentedAt": "2025-11-30T09:12:03Z", "categories": [], "ip": "192.0.2.0"}
        """, quoteCharacter = '~')
    void whatIsNoRowIsRefused(String row) {
        assertThat(bringIn(row).problem()).isEqualTo("invalid-request");
    }

    @Test
    void onlyServicesBringInOrRead() {
        assertThat(LEDGER.post(ADDRESS, "{}").problem()).isEqualTo("no-token");
        assertThat(LEDGER.get(ADDRESS + "?site=itsme-id&stamp=" + stamp).problem()).isEqualTo("no-token");
        assertThat(LEDGER.get(ADDRESS + "?site=nowhere&stamp=" + stamp, "Authorization", TOKEN).status()).isEqualTo(404);
    }
}
