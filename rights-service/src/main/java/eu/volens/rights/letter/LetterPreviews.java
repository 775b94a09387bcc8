package eu.volens.rights.letter;

import eu.volens.rights.letter.LetterKind.Mention;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.ExtensionReason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Letters as they would go out, for the DPO to read before anything is decided. Nothing is sent, kept or made: a link stands as a
 * placeholder that opens nothing. Reads the log, so it never lags; safe for many threads.
 */
public final class LetterPreviews {

    private final CaseLog cases;
    private final LetterWriter writer;
    private final Organisation organisation;
    private final String rightsUrl;
    private final Clock clock;

    /** @param rightsUrl where people reach this service, without a slash at its end */
    public LetterPreviews(CaseLog cases, LetterTemplates templates, Organisation organisation, String rightsUrl, Clock clock) {
        this.cases = cases;
        this.writer = new LetterWriter(templates, organisation);
        this.organisation = organisation;
        this.rightsUrl = rightsUrl;
        this.clock = clock;
    }

    /** What would be sent. Texts are the DPO's, as typed so far; each may be the empty string. */
    public sealed interface Draft {

        /** What answers the case as decided so far: with data, without, or a refusal ({@link LetterKind#answering}). */
        record Answer() implements Draft {}

        /** {@code question} may stay the empty string: then the letter only asks to confirm. */
        record Identity(String question) implements Draft {}

        record Clarification(String question) implements Draft {}

        record Extension(ExtensionReason reason, String explanation) implements Draft {}

        record Withdrawal() implements Draft {}

        /** What a recipient would be told on approval (Article 19 GDPR), by its id in the controller's folder. See {@link #recipientsToTell}. */
        record RecipientNotice(String recipient) implements Draft {}
    }

    /**
     * A letter as it would go out.
     *
     * @param kind     name of the letter, such as {@code clarification}; a message key
     * @param to       the address it would go to; the empty string when there is none, and then it is not sent
     * @param language ISO 639-1
     * @param html     a whole page, from the controller's own layout; show it in a sandbox
     * @param missing  mandatory mentions that have nothing to say yet, such as {@code question} or {@code decisions}, as they are called
     *                 in templates; while there is one, the letter would not be sent
     */
    public record Preview(String kind, String to, String language, String subject, String text, String html, List<String> missing) {

        public boolean canBeSent() {
            return missing.isEmpty() && !to.isEmpty();
        }
    }

    /** Empty when there is no such case, when its person was erased, or when nobody knows where to write to that recipient. */
    public Optional<Preview> preview(UUID caseId, Draft draft) {
        return cases.find(caseId).filter(facts -> !facts.address().isErased()).flatMap(facts -> switch (draft) {
            case Draft.Answer d -> Optional.of(toThePerson(LetterKind.answering(facts), facts, writer.decisions(facts)));
            case Draft.Identity d -> Optional.of(toThePerson(LetterKind.IDENTITY, facts, writer.question(d.question())));
            case Draft.Clarification d -> Optional.of(toThePerson(LetterKind.CLARIFICATION, facts, writer.question(d.question())));
            case Draft.Extension d -> Optional.of(toThePerson(LetterKind.EXTENSION, facts, writer.extension(facts, d.reason(), d.explanation())));
            case Draft.Withdrawal d -> Optional.of(toThePerson(LetterKind.WITHDRAWN, facts, LetterWriter.Own.NOTHING));
            case Draft.RecipientNotice d -> organisation.rules().notice(d.recipient()).map(notice ->
                    shown(LetterKind.RECIPIENT, notice.mail(), writer.write(LetterKind.RECIPIENT, facts, writer.notice(facts, notice), Optional.empty())));
        });
    }

    /** Ids of the recipients who would be told when the case is approved as decided so far; empty when nothing they must hear of is granted. */
    public List<String> recipientsToTell(UUID caseId) {
        return cases.find(caseId).map(facts -> recipientsToTell(facts, organisation)).orElse(List.of());
    }

    /** Who must hear of what was granted in a case, by their ids. */
    public static List<String> recipientsToTell(CaseFacts facts, Organisation organisation) {
        return AnswerWords.toldToRecipients(facts).isEmpty()
                ? List.of() : organisation.rules().notices().stream().map(Organisation.Notice::recipient).toList();
    }

    private Preview toThePerson(LetterKind kind, CaseFacts facts, LetterWriter.Own own) {
        return shown(kind, facts.address().orElse(""), writer.write(kind, facts, own, placeholder(kind)));
    }

    private Optional<Links.Link> placeholder(LetterKind kind) {
        if (kind.mandatory().contains(Mention.DOWNLOAD_LINK)) {
            return Optional.of(placeholder("/download/…", organisation.rules().downloadLink()));
        }
        return kind.mandatory().contains(Mention.IDENTITY_LINK)
                ? Optional.of(placeholder("/identity/…", organisation.rules().identityLink())) : Optional.empty();
    }

    private Links.Link placeholder(String path, Duration lifetime) {
        return new Links.Link(rightsUrl + path, clock.instant().plus(lifetime));
    }

    private static Preview shown(LetterKind kind, String to, LetterWriter.Written written) {
        LetterTemplates.Rendered letter = written.rendered();
        return new Preview(kind.wireName(), to, written.language(), letter.subject(), letter.text(), letter.html(),
                written.unsaid().stream().map(Mention::variable).distinct().toList());
    }
}
