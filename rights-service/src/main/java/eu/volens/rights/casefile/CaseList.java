package eu.volens.rights.casefile;

import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps table {@code case_list} up with the log, in the transaction that moves its position. Can be thrown away and read again. */
@ProcessingGroup(CaseList.PROCESSOR)
public class CaseList {

    public static final String PROCESSOR = "case-list";

    private final JdbcClient database;

    public CaseList(JdbcClient database) {
        this.database = database;
    }

    @EventHandler
    void on(RequestEvent event) {
        if (event instanceof RequestReceived e) {
            add(e);
            return;
        }
        if (event instanceof RequestClassified e) {
            database.sql("UPDATE case_list SET rights = ?, attention = ? WHERE case_id = ?")
                    .params(names(e.rights()), names(e.attention()), e.caseId()).update();
        }
        if (event instanceof RequestClosed || event instanceof RequestClosedAfterErasure) {
            database.sql("UPDATE case_list SET closed_at = ? WHERE case_id = ?").params(utc(event.at()), event.caseId()).update();
        }
        database.sql("UPDATE case_list SET status = ? WHERE case_id = ?").params(event.status().name(), event.caseId()).update();
    }

    private void add(RequestReceived e) {
        database.sql("""
                INSERT INTO case_list (case_id, case_number, person, rights, status, attention, language, received_at, received_on, due_on)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (case_id) DO NOTHING""")
                .params(e.caseId(), e.caseNumber(), e.person().value(), names(e.rights()), e.status().name(), names(e.attention()),
                        e.language(), utc(e.receivedAt()), e.receivedOn(), e.dueOn()).update();
    }

    @ResetHandler
    void forget() {
        database.sql("DELETE FROM case_list").update();
    }

    private static String[] names(List<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toArray(String[]::new);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
