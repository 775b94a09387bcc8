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

    /** The answer was accepted by our mail server. {@code fetchableUntil} ends its one-time link; null when it carries none. */
    record AnswerSent(UUID caseId, String caseNumber, UUID letterId, String sha256, @Nullable Instant fetchableUntil, Status status,
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

    /** A letter that asks nothing of the case was accepted by our mail server. */
    record LetterSent(UUID caseId, String caseNumber, UUID letterId, String kind, String sha256, Status status, Instant at)
            implements RequestEvent {}

    /** A letter came back, or our mail server would not take it. {@code code} as in RFC 3463. When it was the answer, the person does not have it. */
    record LetterBounced(UUID caseId, String caseNumber, UUID letterId, String code, List<Attention> attention, Status status,
            Instant at) implements RequestEvent {}

    /** A further message came to this case. */
    record MessageJoined(UUID caseId, String caseNumber, UUID messageRef, String how, Instant receivedAt, List<Attention> attention,
            Status status, Instant at) implements RequestEvent {}

    /** Somebody saw to what was marked; {@code attention} is what still needs a human. */
    record AttentionSettled(UUID caseId, String caseNumber, Attention what, List<Attention> attention, String by, Status status,
            Instant at) implements RequestEvent {}

    /** Something speaks against its being the person who writes; {@code doubts} are those added. */
    record IdentityDoubted(UUID caseId, String caseNumber, List<Doubt> doubts, List<Attention> attention, Status status, Instant at)
            implements RequestEvent {}

    /** The DPO wants the person asked, once more or with a question, whether it is they. */
    record IdentityQuestionPut(UUID caseId, String caseNumber, PersonId person, Personal<String> question, String by, Status status,
            Instant at) implements RequestEvent {}

    /** The link was used: whoever wrote reads at that address. Doubts that this cannot settle are left to the DPO. */
    record AddressConfirmed(UUID caseId, String caseNumber, PersonId person, Personal<List<String>> consentRecords, Status status,
            Instant at) implements RequestEvent {}

    /** The DPO judged whether it is the person. */
    record IdentityJudged(UUID caseId, String caseNumber, PersonId person, boolean confirmed, IdentityMethod method,
            Personal<String> note, List<Attention> attention, String by, Status status, Instant at) implements RequestEvent {}

    /** The DPO wants the person asked what they mean. */
    record ClarificationRequested(UUID caseId, String caseNumber, PersonId person, Personal<String> question, String by, Status status,
            Instant at) implements RequestEvent {}

    /** The person said what they mean; it reached the controller at {@code answeredAt}. */
    record RequestClarified(UUID caseId, String caseNumber, @Nullable UUID messageRef, Instant answeredAt, String by, Status status,
            Instant at) implements RequestEvent {}

    /** The DPO decided to extend. The time is not longer yet. */
    record ExtensionDecided(UUID caseId, String caseNumber, PersonId person, ExtensionReason reason, Personal<String> explanation,
            String by, Status status, Instant at) implements RequestEvent {}

    /** The notice left within the first month: the answer is due on {@code dueOn}. */
    record DeadlineExtended(UUID caseId, String caseNumber, UUID letterId, LocalDate dueOn, Status status, Instant at)
            implements RequestEvent {}

    /** The notice left after the first month: nothing is extended, {@code dueOn} is as it was. */
    record ExtensionLapsed(UUID caseId, String caseNumber, UUID letterId, LocalDate dueOn, Status status, Instant at)
            implements RequestEvent {}

    /** Somebody was reminded of the case. */
    record DeadlineReminded(UUID caseId, String caseNumber, Milestone milestone, String to, Status status, Instant at)
            implements RequestEvent {}

    /** The DPO decided what is answered to one right; {@code leftOut} as {@link LeftOut} writes it. The last decision counts. */
    record RightDecided(UUID caseId, String caseNumber, PersonId person, Right right, Ruling ruling, List<Ground> grounds, List<String> leftOut,
            Personal<String> reasons, String by, Status status, Instant at) implements RequestEvent {}

    /** These holders have to carry out what was granted. */
    record TasksSet(UUID caseId, String caseNumber, Right right, List<String> holders, Status status, Instant at)
            implements RequestEvent {}

    /** A holder carried it out. {@code by} is null when the holder said so itself. */
    record TaskDone(UUID caseId, String caseNumber, PersonId person, Right right, String holder, Personal<String> note,
            @Nullable String by, Status status, Instant at) implements RequestEvent {}

    /** A recipient was told (Article 19 GDPR). */
    record RecipientNotified(UUID caseId, String caseNumber, String recipient, UUID letterId, String sha256, Status status, Instant at)
            implements RequestEvent {}

    /** The answer is made and sent again. */
    record AnswerWantedAgain(UUID caseId, String caseNumber, String by, Status status, Instant at) implements RequestEvent {}

    /** The person took the request back. {@code by} is null when they did so themselves. */
    record RequestWithdrawn(UUID caseId, String caseNumber, @Nullable String by, Status status, Instant at) implements RequestEvent {}

    /** The request goes on as the case {@code into}. */
    record RequestMerged(UUID caseId, String caseNumber, UUID into, String intoNumber, String by, Status status, Instant at)
            implements RequestEvent {}

    /** A closed case was taken up again. What was decided, made and sent before counts no longer. */
    record RequestReopened(UUID caseId, String caseNumber, PersonId person, Personal<String> reason, String by, Status status,
            Instant at) implements RequestEvent {}
}
