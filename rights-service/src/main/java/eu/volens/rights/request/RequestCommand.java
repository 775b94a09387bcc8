package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with a case. Sent on Axon's {@code CommandGateway}; each is idempotent, and throws
 * {@link RequestRefusedException} when the case does not allow it. {@code at} is when it happened, from the edge's clock.
 * {@code by} is the account id of who acted, random or a role, never a person's name or address.
 */
public sealed interface RequestCommand {

    UUID caseId();

    Instant at();

    /**
     * Opens a case: a request reached the controller.
     *
     * @param person         whose key seals what is personal
     * @param rights         what was recognised; empty when unknown
     * @param language       ISO 639-1
     * @param receivedAt     when the message reached our mail server, not when it says it was written
     * @param address        where to answer; the empty string when there is none
     * @param consentRecords ids of consent records named in the message
     * @param messageRef     id of the kept message
     * @param acknowledge    whether a machine may answer this message (RFC 3834)
     */
    record ReceiveRequest(@TargetAggregateIdentifier UUID caseId, String caseNumber, PersonId person, List<Right> rights,
            Set<Attention> attention, String channel, String language, Instant receivedAt, Deadline deadline,
            Personal<String> address, Personal<String> name, Personal<String> subject,
            Personal<List<String>> consentRecords, @Nullable UUID messageRef, boolean acknowledge, Instant at)
            implements RequestCommand {}

    /** The DPO says which rights are asked. The person is then asked to confirm who they are, if they were not yet. */
    record ClassifyRequest(@TargetAggregateIdentifier UUID caseId, List<Right> rights, String by, Instant at)
            implements RequestCommand {}

    /**
     * A letter that told the person we have their request was accepted by our mail server.
     *
     * @param sha256          hash of the letter's text, hexadecimal
     * @param identityAskedUntil until when the identity link in it can be used; null when it held none
     */
    record RecordAcknowledgement(@TargetAggregateIdentifier UUID caseId, UUID letterId, String sha256,
            @Nullable Instant identityAskedUntil, Instant at) implements RequestCommand {}

    /** A letter that asks the person to confirm who they are, and nothing else, was accepted by our mail server. */
    record RecordIdentityAsked(@TargetAggregateIdentifier UUID caseId, UUID letterId, String sha256, Instant askedUntil,
            Instant at) implements RequestCommand {}

    /**
     * The person confirmed, by the link sent to their address.
     *
     * @param consentRecords ids of consent records they attached
     */
    record ConfirmIdentity(@TargetAggregateIdentifier UUID caseId, Personal<List<String>> consentRecords, Instant at)
            implements RequestCommand {}

    /** Data holders are about to be asked. */
    record StartCollection(@TargetAggregateIdentifier UUID caseId, List<String> holders, Instant at) implements RequestCommand {}

    /** A holder was asked for the first time. */
    record RecordHolderAsked(@TargetAggregateIdentifier UUID caseId, String holder, Instant at) implements RequestCommand {}

    /**
     * A holder's answer is kept. With the last one, the review starts.
     *
     * @param sha256  hash of the answer's bytes, hexadecimal
     * @param records how many records it holds
     */
    record RecordHolderAnswered(@TargetAggregateIdentifier UUID caseId, String holder, String sha256, int records, Instant at)
            implements RequestCommand {}

    /** Nothing is to be collected by machine: the case goes to the DPO at once. */
    record StartReview(@TargetAggregateIdentifier UUID caseId, Instant at) implements RequestCommand {}

    /** The DPO read what was collected and approves that it goes to the person. */
    record ApproveAnswer(@TargetAggregateIdentifier UUID caseId, String by, Instant at) implements RequestCommand {}

    /** The package is made and kept, sealed. */
    record RecordPackagePrepared(@TargetAggregateIdentifier UUID caseId, String sha256, long sizeBytes, Instant at)
            implements RequestCommand {}

    /** The answer was accepted by our mail server. {@code fetchableUntil} ends its one-time link; null when it carries none. */
    record RecordAnswerSent(@TargetAggregateIdentifier UUID caseId, UUID letterId, String sha256, @Nullable Instant fetchableUntil,
            Instant at) implements RequestCommand {}

    /** The person used the link, so the letter reached them, and took the package, which is no longer kept. */
    record RecordDownload(@TargetAggregateIdentifier UUID caseId, String sha256, Instant at) implements RequestCommand {}

    /**
     * Ends the case.
     *
     * @param by   null when Volens closes it after the download
     * @param note what the DPO wants kept, sealed with the person's data; the empty string for nothing. Not kept when the person was erased
     */
    record CloseRequest(@TargetAggregateIdentifier UUID caseId, Outcome outcome, @Nullable String by, Personal<String> note,
            Instant at) implements RequestCommand {}

    /** A letter that tells something and asks nothing of the case was accepted by our mail server. {@code kind} is the letter's name. */
    record RecordLetterSent(@TargetAggregateIdentifier UUID caseId, UUID letterId, String kind, String sha256, Instant at)
            implements RequestCommand {}

    /** A letter came back. {@code code} is the enhanced status code of RFC 3463, such as {@code 5.1.1}; the empty string when unknown. */
    record RecordBounce(@TargetAggregateIdentifier UUID caseId, UUID letterId, String code, Instant at) implements RequestCommand {}

    /**
     * Our mail server will never take a letter: it did not go out.
     *
     * @param answer whether it was to answer the case
     * @param code   as in {@link RecordBounce}
     */
    record RecordLetterRefused(@TargetAggregateIdentifier UUID caseId, UUID letterId, boolean answer, String code, Instant at)
            implements RequestCommand {}

    /**
     * A further message belongs to this case.
     *
     * @param how by what it was known to: {@code letter}, {@code references}, {@code case-number} or {@code hand}
     */
    record RecordMessage(@TargetAggregateIdentifier UUID caseId, UUID messageRef, String how, Instant receivedAt, Instant at)
            implements RequestCommand {}

    /** The DPO has seen to what was marked: {@link Attention#NEW_MESSAGE} or {@link Attention#LETTER_BOUNCED}. */
    record SettleAttention(@TargetAggregateIdentifier UUID caseId, Attention what, String by, Instant at) implements RequestCommand {}

    /** Something speaks against its being the person who writes. */
    record DoubtIdentity(@TargetAggregateIdentifier UUID caseId, Set<Doubt> doubts, Instant at) implements RequestCommand {}

    /** The DPO asks the person to confirm who they are, once more or with a question. {@code question} may be the empty string. */
    record PutIdentityQuestion(@TargetAggregateIdentifier UUID caseId, Personal<String> question, String by, Instant at)
            implements RequestCommand {}

    /** The DPO judges whether it is the person. {@code note} says by what, never holds a copy of a paper; needed for {@link IdentityMethod#JUDGEMENT}. */
    record JudgeIdentity(@TargetAggregateIdentifier UUID caseId, boolean confirmed, IdentityMethod method, Personal<String> note,
            String by, Instant at) implements RequestCommand {}

    /** The DPO asks what the person means (Recital 63 GDPR). */
    record RequestClarification(@TargetAggregateIdentifier UUID caseId, Personal<String> question, String by, Instant at)
            implements RequestCommand {}

    /** The person said what they mean. {@code answeredAt} is when that reached the controller; {@code messageRef} is null when not by mail. */
    record RecordClarification(@TargetAggregateIdentifier UUID caseId, @Nullable UUID messageRef, Instant answeredAt, String by,
            Instant at) implements RequestCommand {}

    /** The DPO extends the time by two months. It counts once the notice with the reasons has left in time (Article 12(3) GDPR). */
    record ExtendDeadline(@TargetAggregateIdentifier UUID caseId, ExtensionReason reason, Personal<String> explanation, String by,
            Instant at) implements RequestCommand {}

    /** The notice of the extension was accepted by our mail server, {@code at} this instant. */
    record RecordExtensionNotice(@TargetAggregateIdentifier UUID caseId, UUID letterId, String sha256, Instant at)
            implements RequestCommand {}

    /** Somebody is reminded of the case. {@code to} is the rung reached, {@code dpo} or {@code above}. */
    record RecordReminder(@TargetAggregateIdentifier UUID caseId, Milestone milestone, String to, Instant at) implements RequestCommand {}

    /**
     * The DPO decides what is answered to one right.
     *
     * @param grounds empty for {@link Ruling#IN_FULL}
     * @param leftOut of a copy that is given {@link Ruling#IN_PART}, what is not in it, as {@link LeftOut} writes it; empty for anything else
     * @param reasons for the person to read; the empty string for {@link Ruling#IN_FULL}
     */
    record DecideRight(@TargetAggregateIdentifier UUID caseId, Right right, Ruling ruling, Set<Ground> grounds, Set<String> leftOut,
            Personal<String> reasons, String by, Instant at) implements RequestCommand {}

    /** These holders have to carry out what was granted. */
    record SetTasks(@TargetAggregateIdentifier UUID caseId, Right right, List<String> holders, Instant at) implements RequestCommand {}

    /** A holder has carried it out. {@code by} is null when the holder said so itself. */
    record RecordTaskDone(@TargetAggregateIdentifier UUID caseId, Right right, String holder, Personal<String> note,
            @Nullable String by, Instant at) implements RequestCommand {}

    /** A recipient was told of a rectification, erasure or restriction (Article 19 GDPR). */
    record RecordRecipientNotified(@TargetAggregateIdentifier UUID caseId, String recipient, UUID letterId, String sha256, Instant at)
            implements RequestCommand {}

    /** The answer came back, or nobody fetched it in time: it is made and sent again, to the same address. */
    record SendAnswerAgain(@TargetAggregateIdentifier UUID caseId, String by, Instant at) implements RequestCommand {}

    /** The person takes the request back. {@code by} is null when they did so themselves, by their link. */
    record WithdrawRequest(@TargetAggregateIdentifier UUID caseId, @Nullable String by, Instant at) implements RequestCommand {}

    /**
     * The same request of the same person is an earlier case, which goes on as it stands: whatever this case proved about who
     * asks proves nothing there.
     *
     * @param intoPerson     whose that case is
     * @param intoReceivedAt when that request reached the controller
     * @param intoDueOn      the last day of that case
     * @param intoRights     what it asks
     * @param intoConfirmed  whether it is known there who asks
     */
    record MergeRequest(@TargetAggregateIdentifier UUID caseId, UUID into, String intoNumber, PersonId intoPerson,
            Instant intoReceivedAt, LocalDate intoDueOn, List<Right> intoRights, boolean intoConfirmed,
            String by, Instant at) implements RequestCommand {}

    /** The DPO takes a closed case up again. */
    record ReopenRequest(@TargetAggregateIdentifier UUID caseId, Personal<String> reason, String by, Instant at)
            implements RequestCommand {}
}
