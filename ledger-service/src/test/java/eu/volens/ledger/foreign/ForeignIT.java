package eu.volens.ledger.foreign;

import static eu.volens.ledger.SharedLedger.LEDGER;
import static eu.volens.ledger.SharedLedger.decision;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.RunningLedger.Answer;
import eu.volens.ledger.consent.RecordPerson;
import eu.volens.ledger.wire.LedgerFeed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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

    @Test
    void theVisitorWhoBringsTheKeyAlongSeesTheRowsMarkedAsForeign() {
        assertThat(bringIn(row(2, "2025-11-30T09:12:03Z", "\"statistics\", \"necessary\"")).status()).isEqualTo(200);
        var record = takenOver(stamp);

        for (var page : List.of("/preferences/" + record + "?lang=fr", "/api/consents/" + record + "/receipt.html?lang=fr")) {
            assertThat(LEDGER.get(page).text()).as(page).contains("D’après le journal de Cookiebot", "trace externe", "necessary, statistics", "30 novembre 2025",
                    "ligne 2").doesNotContain(stamp);
        }
        assertThat(LEDGER.get("/preferences/" + takenOver(UUID.randomUUID() + "==") + "?lang=fr").text()).as("somebody else")
                .doesNotContain("trace externe");
        var answers = LEDGER.get("/api/consents/" + record).json();
        assertThat(answers.get("given").toString()).as("as the cookie said, not as the log").isEqualTo("[\"preferences\"]");

        LEDGER.bean(Erasure.class).erase(RecordPerson.of(UUID.fromString(record)), null, "dpo");
        assertThat(LEDGER.get("/preferences/" + record + "?lang=fr").text()).as("nothing leads there after an erasure").doesNotContain("trace externe");
    }

    /** A visitor whose cookie of the other banner was honoured. */
    private static String takenOver(String stamp) {
        var decision = decision("\"preferences\"", "\"functional\",\"analytics\",\"marketing\"").replace("\"choose\"", "\"foreign\"").replace("\"given\"", """
                "evidence": {"source": "cookiebot", "stamp": "%s", "method": "explicit", "utc": %d, "preferences": true, "statistics": false,
                "marketing": false}, "given\"""".formatted(stamp, Instant.now().minusSeconds(60).toEpochMilli()));
        var taken = LEDGER.postAsBackend("/api/consents", decision);
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        return taken.json().get("record").asString();
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
