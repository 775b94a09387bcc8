package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a case, in the order it happened. Stored under names of their own ({@link RequestEventTypes}); shapes are only
 * ever added. Every event says where the case stands after it, so that a reader of a single event need not know the others.
 */
public sealed interface RequestEvent {

    UUID caseId();

    String caseNumber();

    Status status();

    Instant at();

    /** A request reached the controller; the clock runs from {@code receivedAt}. Parameters as in {@link RequestCommand.ReceiveRequest}. */
    record RequestReceived(UUID caseId, String caseNumber, PersonId person, List<Right> rights, List<Attention> attention,
            String channel, String language, Instant receivedAt, LocalDate receivedOn, LocalDate dueOn,
            LocalDate dueIfExtendedOn, String zone, String calendar, Personal<String> address, Personal<String> name,
            Personal<String> subject, Personal<List<String>> consentRecords, @Nullable UUID messageRef, boolean acknowledge,
            Status status, Instant at) implements RequestEvent {}

    /** The DPO said which rights are asked; {@code attention} is what still needs a human. */
    record RequestClassified(UUID caseId, String caseNumber, List<Right> rights, List<Attention> attention, String by,
            Status status, Instant at) implements RequestEvent {}

    /** The person was told that their request is here and by when it is answered. */
    record RequestAcknowledged(UUID caseId, String caseNumber, UUID letterId, String sha256, Status status, Instant at)
            implements RequestEvent {}

    /** The person was asked to confirm that it is they who wrote. */
    record IdentityAsked(UUID caseId, String caseNumber, UUID letterId, String sha256, Instant askedUntil, Status status,
            Instant at) implements RequestEvent {}

    /** The person confirmed. {@code method} is {@code link}; no document is ever asked for, so none is kept. */
    record IdentityConfirmed(UUID caseId, String caseNumber, PersonId person, String method,
            Personal<List<String>> consentRecords, Status status, Instant at) implements RequestEvent {}

    /** These holders are asked for the person's data. */
    record CollectionStarted(UUID caseId, String caseNumber, List<String> holders, Status status, Instant at)
            implements RequestEvent {}

    /** A holder was asked. */
    record HolderAsked(UUID caseId, String caseNumber, String holder, Status status, Instant at) implements RequestEvent {}

    /** A holder answered; {@code sha256} is over the salted bytes as kept, so it gives nothing away once they are gone. */
    record HolderAnswered(UUID caseId, String caseNumber, String holder, String sha256, int records, Status status, Instant at)
            implements RequestEvent {}

    /** The case lies before the DPO. */
    record ReviewStarted(UUID caseId, String caseNumber, Status status, Instant at) implements RequestEvent {}

    /** The DPO approved the answer. */
    record AnswerApproved(UUID caseId, String caseNumber, String by, Status status, Instant at) implements RequestEvent {}

    /** The package is made; the hash is over the bytes the person will get. */
    record PackagePrepared(UUID caseId, String caseNumber, String sha256, long sizeBytes, Status status, Instant at)
            implements RequestEvent {}

    /** The letter with the one-time link was accepted by our mail server. */
    record AnswerSent(UUID caseId, String caseNumber, UUID letterId, String sha256, Instant fetchableUntil, Status status,
            Instant at) implements RequestEvent {}

    /** The link in the answer was used: the letter reached the person. Acceptance by a mail server alone would not prove that. */
    record AnswerDelivered(UUID caseId, String caseNumber, Status status, Instant at) implements RequestEvent {}

    /** The person took the package. It is no longer kept. */
    record PackageDownloaded(UUID caseId, String caseNumber, String sha256, Status status, Instant at)
            implements RequestEvent {}

    /** The case ended. {@code by} is null when Volens closed it. */
    record RequestClosed(UUID caseId, String caseNumber, PersonId person, Outcome outcome, @Nullable String by,
            Personal<String> note, Status status, Instant at) implements RequestEvent {}

    /** The case of a person who was erased before ended, as {@link RequestClosed}. Without a note: nothing can be sealed for them any more. */
    record RequestClosedAfterErasure(UUID caseId, String caseNumber, Outcome outcome, @Nullable String by, Status status, Instant at)
            implements RequestEvent {}
}
