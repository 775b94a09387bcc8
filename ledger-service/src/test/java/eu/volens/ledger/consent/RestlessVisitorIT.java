package eu.volens.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.RunningLedger;
import eu.volens.ledger.SharedLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody changes their mind all day: their record gets a snapshot, and answers as if it had none. */
class RestlessVisitorIT {

    private static final String ALL = "\"preferences\",\"functional\",\"analytics\",\"marketing\"";

    @Test
    void theRecordAnswersAsBeforeFromItsSnapshot(@TempDir Path folder) {
        try (var ledger = new RunningLedger(folder, Clock.systemUTC())) {
            var policy = ledger.get("/api/sites/itsme-id/areas/business/banner").json().get("policyVersion").asString();
            var record = UUID.randomUUID();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 130; i++) {
                var yes = i % 2 == 0;
                sent.add(SharedLedger.decision("business", yes ? ALL : "", yes ? "" : ALL, "choose", policy, UUID.randomUUID())
                        .replaceFirst("\\{", "{\"record\": \"" + record + "\","));
                assertThat(ledger.postAsBackend("/api/consents", sent.getLast()).status()).isEqualTo(201);
            }
            var database = JdbcClient.create(ledger.dataSource());
            long covered = database.sql("SELECT sequence FROM aggregate_snapshot WHERE stream = ?").param(record).query(Long.class).single();
            long last = ledger.bean(EventLog.class).stream(record.toString()).getLast().sequence();
            assertThat(covered).isBetween(99L, last);

            var again = ledger.postAsBackend("/api/consents", sent.get(125)).text();
            var latest = ledger.postAsBackend("/api/consents", sent.getLast()).text();
            database.sql("DELETE FROM aggregate_snapshot").update();
            assertThat(ledger.postAsBackend("/api/consents", sent.get(125)).text()).isEqualTo(again);
            assertThat(ledger.postAsBackend("/api/consents", sent.getLast()).text()).isEqualTo(latest).contains("\"refused\"");
            assertThat(ledger.bean(EventLog.class).stream(record.toString()).getLast().sequence()).isEqualTo(last);
        }
    }
}
