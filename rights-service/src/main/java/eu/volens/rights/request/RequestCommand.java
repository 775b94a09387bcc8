package eu.volens.rights.request;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import java.time.Instant;
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

    /** The letter with the one-time link was accepted by our mail server. */
    record RecordAnswerSent(@TargetAggregateIdentifier UUID caseId, UUID letterId, String sha256, Instant fetchableUntil,
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
}
