package eu.volens.rights.request;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.deadline.Deadline;
import eu.volens.rights.holder.HolderAnswer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one case, for the DPO's eyes. What the person wrote and what was found about them is read through
 * {@link Personal}: erased people leave the case and its steps behind.
 *
 * @param answers   what is asked, and what is answered to each; empty while unknown
 * @param attention why more than an approval is needed; empty when nothing is
 * @param language  ISO 639-1, the language of every letter and page of this case
 * @param channel   {@code mail}, {@code form}, {@code post}, {@code telephone} or {@code api}
 * @param message   what the person wrote; empty when the case has no message that could be read
 * @param further   messages that joined the case later, oldest first
 * @param holders   who was asked for data and what they answered, in the order asked
 * @param letters   what was written to the person, oldest first
 * @param notes     what people of the controller wrote down, oldest first; only where they did
 * @param steps     what happened, from the log, oldest first
 * @param outcome   set once closed
 * @param moves     what the DPO can do now
 */
public record CaseFile(UUID caseId, String caseNumber, List<Answer> answers, Status status, Set<Attention> attention,
        String language, String channel, Instant receivedAt, Time time, Correspondent correspondent, Identity identity,
        Optional<Message> message, List<Further> further, List<Holder> holders, List<Letter> letters, List<Note> notes, List<Step> steps,
        @Nullable Outcome outcome, Set<Move> moves) {

    /** What is asked; empty while unknown. */
    public List<Right> rights() {
        return answers.stream().map(Answer::right).toList();
    }

    /** As extended, once it is. */
    public Deadline deadline() {
        return time.deadline();
    }

    /** The person as they wrote to us. Values are the empty string where the message gave none. */
    public record Correspondent(Personal<String> name, Personal<String> address) {}

    /**
     * Whether it is the person who writes.
     *
     * @param doubts      those nobody has settled
     * @param addressRead whether the link was used, although it could not settle everything
     * @param questions   what the person was asked, besides for using the link; oldest first
     * @param judgement   the last one
     */
    public record Identity(boolean confirmed, boolean addressRead, List<Doubt> doubts, List<Question> questions, Optional<Judgement> judgement) {}

    /** @param text the empty string where only the link was sent once more */
    public record Question(Instant at, String by, Personal<String> text) {}

    /** @param note by what it was judged; the empty string where none was left */
    public record Judgement(boolean confirmed, IdentityMethod method, Personal<String> note, String by, Instant at) {}

    /**
     * Until when, and what bears on it.
     *
     * @param deadline       as extended, once it is
     * @param firstDueOn     the last day without any extension
     * @param clarifications what the person was asked to clear up, oldest first
     * @param reminders      oldest first
     */
    public record Time(Deadline deadline, LocalDate firstDueOn, Optional<Extension> extension, List<Clarification> clarifications,
            List<Reminder> reminders) {}

    /** How far an extension came. */
    public enum ExtensionState {
        /** Its notice has not left yet: nothing is extended. */
        DECIDED,
        /** The notice left within the first month. */
        IN_FORCE,
        /** The notice left too late: nothing is extended. */
        LAPSED;

        /** The name in message keys, such as {@code in-force}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param explanation for the person to read */
    public record Extension(ExtensionReason reason, Personal<String> explanation, ExtensionState state, String by, Instant at) {}

    /** @param answeredAt when it reached the controller; null while it is open */
    public record Clarification(Personal<String> question, String by, Instant askedAt, @Nullable Instant answeredAt) {}

    /** @param to the rung reached, {@code dpo} or {@code above} */
    public record Reminder(Milestone milestone, String to, Instant at) {}

    /**
     * What is answered to one right.
     *
     * @param ruling  null until it is decided
     * @param leftOut what a copy in part leaves out, as {@link LeftOut} writes it
     * @param reasons for the person to read; the empty string where none are needed
     * @param tasks   who carries it out; empty before they are set, and for a copy of data
     */
    public record Answer(Right right, @Nullable Ruling ruling, List<Ground> grounds, List<String> leftOut, Personal<String> reasons,
            List<Task> tasks) {

        /** Whether a decision was taken that grants something which somebody has yet to carry out. */
        public boolean isToCarryOut() {
            return ruling != null && ruling.isGranted() && tasks.stream().anyMatch(task -> task.doneAt() == null);
        }
    }

    /** @param doneAt null until it is carried out */
    public record Task(String holder, @Nullable Instant doneAt) {}

    /**
     * The message that opened the case, as plain text; never markup.
     *
     * @param consentRecords ids of consent records the person named, in the mail or when confirming
     * @param attachments    names of what came with it; not opened here
     * @param look           empty when it was no mail, or its person was erased
     */
    public record Message(Instant arrivedAt, Personal<String> subject, Personal<String> text,
            Personal<List<String>> consentRecords, Personal<List<String>> attachments, Optional<Look> look) {}

    /**
     * A mail beside its plain text.
     *
     * @param page    what it looks like, made harmless, for an {@code <iframe sandbox srcdoc>} only; null when it is text only
     * @param remarks what to know before believing it; message keys below {@code mail.remark.}
     */
    public record Look(UUID messageId, @Nullable String page, List<Attached> files, List<String> remarks) {}

    /** What came with a mail: never shown, only handed over. {@code number} counts from 0; {@code name} and {@code type} are the sender's words. */
    public record Attached(int number, String name, String type, long sizeBytes) {}

    /**
     * A message that joined the case, as plain text; never markup.
     *
     * @param how by what it was known to belong here: {@code letter}, {@code references}, {@code case-number} or {@code hand}
     */
    public record Further(UUID messageId, String how, Instant arrivedAt, Personal<String> subject, Personal<String> text,
            Personal<List<String>> attachments, Optional<Look> look) {}

    /** @param step the step it was left at, such as {@code closed} */
    public record Note(String step, @Nullable String by, Instant at, Personal<String> text) {}

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
     * @param kind    such as {@code acknowledgement}; a message key
     * @param state   {@code waiting}, {@code retrying}, {@code sent}, {@code dropped} when it must not or cannot leave, or {@code refused} for good
     *                by the mail server
     * @param problem why the last try failed or there is none; null when nothing is wrong
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
        WITHDRAW, MERGE, CLOSE, REOPEN;

        /** The name in addresses and message keys, such as {@code ask-identity}. */
        public String path() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
