package eu.volens.rights.casefile;

import eu.volens.rights.request.Attention;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
            set(e, "rights", names(e.rights()));
        }
        if (event instanceof DeadlineExtended e) {
            set(e, "due_on", e.dueOn());
        }
        if (event instanceof RequestClosed || event instanceof RequestClosedAfterErasure) {
            set(event, "closed_at", utc(event.at()));
        }
        if (event instanceof RequestReopened e) {
            database.sql("UPDATE case_list SET closed_at = NULL WHERE case_id = ?").param(e.caseId()).update();
        }
        attention(event).ifPresent(attention -> set(event, "attention", names(attention)));
        set(event, "status", event.status().name());
    }

    /** @param column one of this table, never from outside */
    private void set(RequestEvent event, String column, Object value) {
        database.sql("UPDATE case_list SET " + column + " = ? WHERE case_id = ?").params(value, event.caseId()).update();
    }

    /** What still needs a human after this event, where it says so. */
    private static Optional<List<Attention>> attention(RequestEvent event) {
        return switch (event) {
            case RequestClassified e -> Optional.of(e.attention());
            case LetterBounced e -> Optional.of(e.attention());
            case MessageJoined e -> Optional.of(e.attention());
            case AttentionSettled e -> Optional.of(e.attention());
            case IdentityDoubted e -> Optional.of(e.attention());
            case IdentityJudged e -> Optional.of(e.attention());
            case RequestReceived _, RequestAcknowledged _, IdentityAsked _, IdentityConfirmed _, CollectionStarted _, HolderAsked _,
                    HolderAnswered _, ReviewStarted _, AnswerApproved _, PackagePrepared _, AnswerSent _, AnswerDelivered _,
                    PackageDownloaded _, RequestClosed _, RequestClosedAfterErasure _, LetterSent _, IdentityQuestionPut _,
                    AddressConfirmed _, ClarificationRequested _, RequestClarified _, ExtensionDecided _, DeadlineExtended _,
                    ExtensionLapsed _, DeadlineReminded _, RightDecided _, TasksSet _, TaskDone _, RecipientNotified _,
                    AnswerWantedAgain _, RequestWithdrawn _, RequestMerged _, RequestReopened _ -> Optional.empty();
        };
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
