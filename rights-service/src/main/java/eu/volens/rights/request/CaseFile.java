package eu.volens.rights.request;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.holder.HolderAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one case, for the DPO's eyes. What the person wrote and what was found about them is read through
 * {@link Personal}: erased people leave the case and its steps behind.
 *
 * @param rights    what is asked; empty while unknown
 * @param attention why more than an approval is needed; empty when nothing is
 * @param language  ISO 639-1, the language of every letter and page of this case
 * @param channel   {@code mail}
 * @param message   what the person wrote; empty when the case has no message that could be read
 * @param holders   who was asked for data and what they answered, in the order asked
 * @param letters   what was written to the person, oldest first
 * @param steps     what happened, from the log, oldest first
 * @param outcome   set once closed
 * @param moves     what the DPO can do now
 */
public record CaseFile(UUID caseId, String caseNumber, List<Right> rights, Status status, Set<Attention> attention,
        String language, String channel, Instant receivedAt, Deadline deadline, Correspondent correspondent,
        Optional<Message> message, List<Holder> holders, List<Letter> letters, List<Step> steps,
        @Nullable Outcome outcome, Set<Move> moves) {

    /** The person as they wrote to us. Values are the empty string where the message gave none. */
    public record Correspondent(Personal<String> name, Personal<String> address) {}

    /**
     * The message that opened the case, as plain text; never markup.
     *
     * @param consentRecords ids of consent records the person named, in the mail or when confirming
     * @param attachments    names of what came with it; not opened here
     */
    public record Message(Instant arrivedAt, Personal<String> subject, Personal<String> text,
            Personal<List<String>> consentRecords, Personal<List<String>> attachments) {}

    /**
     * One data holder in this case.
     *
     * @param state   {@code asked}, {@code retrying} or {@code answered}
     * @param tries   how often it was asked so far
     * @param problem why the last try failed, in words for the DPO; null when it did not
     * @param sha256  hash of the answer's bytes, hexadecimal, as in the event; null until answered
     * @param answer  null until answered
     */
    public record Holder(String name, String state, int tries, @Nullable Instant askedAt, @Nullable Instant nextTryAt,
            @Nullable String problem, @Nullable Instant answeredAt, @Nullable String sha256,
            @Nullable Personal<HolderAnswer> answer) {}

    /**
     * One letter to the person.
     *
     * @param kind    {@code acknowledgement}, {@code receipt}, {@code identity} or {@code answer}
     * @param state   {@code waiting}, {@code retrying} or {@code sent}
     * @param problem why the last try failed; null when it did not
     * @param sha256  hash of the message's text, hexadecimal, as in the event; null until written
     * @param text    the plain text; links in it are shortened, so that reading it gives nobody the person's key
     */
    public record Letter(UUID letterId, String kind, String state, int tries, @Nullable Instant sentAt,
            @Nullable String problem, @Nullable String sha256, @Nullable Personal<String> subject,
            @Nullable Personal<String> text) {}

    /**
     * One recorded step.
     *
     * @param name   such as {@code identity-confirmed}; a message key
     * @param by     account id of who acted for the controller; null for the person and for Volens itself
     * @param status where the case stood after it
     * @param facts  what proves it, without personal data
     */
    public record Step(String name, Actor actor, @Nullable String by, Instant at, Status status, Map<String, String> facts) {}

    /** What the DPO can do with a case as it stands. */
    public enum Move {
        CLASSIFY, ASK_IDENTITY, JUDGE_IDENTITY, ASK_CLARIFICATION, RECORD_CLARIFICATION, EXTEND, DECIDE, CARRY_OUT, APPROVE, SEND_AGAIN,
        WITHDRAW, MERGE, CLOSE, REOPEN
    }
}
