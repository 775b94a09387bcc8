package eu.volens.rights.reminder;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.Ids;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Table {@code reminder}, the outbox of reminders: one row per event and address. Claimed for as long as a mail server may take, so several
 * instances may work on it. Safe for many threads.
 */
final class Reminders {

    /** Longer than a mail server may take with all its time-outs: whoever still holds the claim then has died. */
    private static final Duration CLAIM = Duration.ofSeconds(90);
    private static final int MESSAGE_ID_HMAC_BYTES = 16;

    private final JdbcClient database;
    private final LookupKey lookup;
    private final Ids ids;
    private final Organisation organisation;
    private final Clock clock;

    Reminders(JdbcClient database, LookupKey lookup, Ids ids, Organisation organisation, Clock clock) {
        this.database = database;
        this.lookup = lookup;
        this.ids = ids;
        this.organisation = organisation;
        this.clock = clock;
    }

    /** A row. {@code address} is empty when nobody in {@code rights.yaml} has it any more. */
    record Row(UUID reminderId, UUID caseId, Milestone milestone, Optional<String> address, String messageId, int tries) {}

    /** Asks for the mails of a reminder. The second time nothing happens. */
    void want(DeadlineReminded event, PersonId person) {
        for (String address : Rung.named(event.to()).addresses(organisation.rules().escalation())) {
            UUID id = ids.random();
            database.sql("""
                    INSERT INTO reminder (reminder_id, case_id, person, milestone, recipient_hmac, state, message_id, next_try_at, reminded_at)
                    VALUES (?, ?, ?, ?, ?, 'wanted', ?, ?, ?) ON CONFLICT (case_id, milestone, reminded_at, recipient_hmac) DO NOTHING""")
                    .params(id, event.caseId(), person.value(), event.milestone().name(), hmac(address), messageId(event.caseNumber(), id),
                            utc(clock.instant()), utc(event.at())).update();
        }
    }

    Optional<Row> claim() {
        Instant now = clock.instant();
        return database.sql("""
                UPDATE reminder SET tries = tries + 1, next_try_at = ? WHERE reminder_id = (
                    SELECT reminder_id FROM reminder WHERE state = 'wanted' AND next_try_at <= ? ORDER BY next_try_at LIMIT 1
                    FOR UPDATE SKIP LOCKED)
                RETURNING reminder_id, case_id, milestone, recipient_hmac, message_id, tries""")
                .params(utc(now.plus(CLAIM)), utc(now))
                .query((row, i) -> new Row(row.getObject("reminder_id", UUID.class), row.getObject("case_id", UUID.class),
                        Milestone.valueOf(row.getString("milestone")), address(row.getBytes("recipient_hmac")), row.getString("message_id"),
                        row.getInt("tries"))).optional();
    }

    void sent(Row row, Instant at) {
        database.sql("UPDATE reminder SET state = 'sent', sent_at = ?, problem = NULL WHERE reminder_id = ?").params(utc(at), row.reminderId()).update();
    }

    void drop(Row row, String problem) {
        database.sql("UPDATE reminder SET state = 'dropped', problem = ? WHERE reminder_id = ?").params(problem, row.reminderId()).update();
    }

    void retry(Row row, String problem, Instant at) {
        database.sql("UPDATE reminder SET problem = ?, next_try_at = ? WHERE reminder_id = ?").params(problem, utc(at), row.reminderId()).update();
    }

    private Optional<String> address(byte[] hmac) {
        return Stream.concat(organisation.rules().escalation().dpo().stream(), organisation.rules().escalation().above().stream())
                .filter(address -> Arrays.equals(hmac(address), hmac)).findFirst();
    }

    private byte[] hmac(String address) {
        return lookup.hmac("reminder-recipient", address);
    }

    /** The same however often it is sent. */
    private String messageId(String caseNumber, UUID reminderId) {
        byte[] hmac = lookup.hmac("reminder", caseNumber + "\n" + reminderId);
        return "<reminder." + caseNumber + "." + HexFormat.of().formatHex(hmac, 0, MESSAGE_ID_HMAC_BYTES) + "@" + organisation.mailDomain() + ">";
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
