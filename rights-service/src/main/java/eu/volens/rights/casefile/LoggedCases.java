package eu.volens.rights.casefile;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.door.Submissions;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.mailbox.MailView;
import eu.volens.rights.mailbox.SafeHtml;
import eu.volens.rights.request.CaseDetails;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.Status;
import eu.volens.rights.request.Steps;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Cases}: the list from {@link CaseList}'s table, a case from its own events. */
public final class LoggedCases implements Cases {

    /** Of a case that is about to be answered, or was, nothing more can be asked. */
    private static final Set<Status> CAN_TAKE_MORE = EnumSet.of(
            Status.RECEIVED, Status.AWAITING_IDENTITY, Status.IDENTITY_NOT_CONFIRMED, Status.COLLECTING, Status.IN_REVIEW);

    private final JdbcClient database;
    private final CaseLog log;
    private final KeptMails mails;
    private final Submissions submissions;
    private final HolderQuestions questions;
    private final Letters letters;
    private final CaseRows rows;

    public LoggedCases(JdbcClient database, CaseLog log, KeptMails mails, Submissions submissions, HolderQuestions questions,
            Letters letters, Correspondents correspondents) {
        this.database = database;
        this.log = log;
        this.mails = mails;
        this.submissions = submissions;
        this.questions = questions;
        this.letters = letters;
        this.rows = new CaseRows(database, correspondents);
    }

    @Override
    public Page list(Filter filter, int page, int size) {
        return rows.page(filter, page, size);
    }

    @Override
    public List<Long> count(List<Filter> filters) {
        return rows.count(filters);
    }

    @Override
    public Optional<CaseFile> find(UUID caseId) {
        return log.find(caseId).map(this::file);
    }

    @Override
    public List<Earlier> earlierOfSamePerson(UUID caseId) {
        return log.find(caseId).map(this::earlier).orElse(List.of());
    }

    /** Which cases there are, the list says with its lag; where each stands is read from the log. */
    private List<Earlier> earlier(CaseFacts later) {
        return database.sql("SELECT case_id FROM case_list WHERE person = ? AND case_id <> ? AND closed_at IS NULL AND received_at <= ?")
                .params(later.person().value(), later.caseId(), later.receivedAt().atOffset(ZoneOffset.UTC)).query(UUID.class).list().stream()
                .flatMap(id -> log.find(id).stream())
                .filter(facts -> CAN_TAKE_MORE.contains(facts.status()) && facts.person().equals(later.person()))
                .map(facts -> new Earlier(facts.caseId(), facts.caseNumber(), facts.person(), facts.rights(), facts.status(),
                        facts.receivedAt(), facts.deadline().dueOn()))
                .sorted(Comparator.comparing(Earlier::receivedAt).thenComparing(Earlier::caseNumber)).toList();
    }

    private CaseFile file(CaseFacts facts) {
        return new CaseFile(facts.caseId(), facts.caseNumber(), CaseDetails.answers(facts), facts.status(), CaseRows.attention(facts.attention()),
                facts.language(), facts.channel(), facts.receivedAt(), CaseDetails.time(facts),
                new CaseFile.Correspondent(facts.name(), facts.address()), CaseDetails.identity(facts), message(facts), further(facts),
                questions.ofCase(facts.caseId()).stream().map(this::holder).toList(), letters.ofCase(facts.caseId()),
                CaseDetails.notes(facts), facts.events().stream().map(Steps::of).toList(), facts.outcome(), facts.moves());
    }

    private Optional<CaseFile.Message> message(CaseFacts facts) {
        return mails.ofCase(facts.caseId()).map(kept -> new CaseFile.Message(kept.arrivedAt(), kept.subject(), kept.text(),
                facts.consentRecords(), kept.attachments(), mails.idOfCase(facts.caseId()).flatMap(this::look)))
                .or(() -> submissions.ofCase(facts.caseId()).map(kept -> new CaseFile.Message(kept.arrivedAt(), kept.subject(), kept.text(),
                        facts.consentRecords(), kept.text().isErased() ? Personal.erased() : Personal.of(List.of()),
                                Optional.empty())));
    }

    private List<CaseFile.Further> further(CaseFacts facts) {
        return facts.all(MessageJoined.class).stream().flatMap(joined -> further(joined).stream()).toList();
    }

    /** A mail, or what came by another door and was joined with its case. */
    private Optional<CaseFile.Further> further(MessageJoined joined) {
        return mails.message(joined.messageRef()).map(kept -> new CaseFile.Further(joined.messageRef(), joined.how(), joined.receivedAt(),
                        kept.subject(), kept.text(), kept.attachments(), look(joined.messageRef())))
                .or(() -> submissions.message(joined.messageRef()).map(kept -> new CaseFile.Further(joined.messageRef(), joined.how(),
                        joined.receivedAt(), kept.subject(), kept.text(), Personal.of(List.of()), Optional.empty())));
    }

    private Optional<CaseFile.Look> look(UUID mailId) {
        return mails.raw(mailId).map(MailView::of).map(view -> new CaseFile.Look(mailId, view.page().map(SafeHtml::document).orElse(null),
                view.attachments().stream().map(file -> new CaseFile.Attached(file.number(), file.name(), file.type(), file.sizeBytes())).toList(),
                view.remarks()));
    }

    @Override
    public Optional<byte[]> attachment(UUID caseId, UUID messageId, int number) {
        boolean ofCase = mails.idOfCase(caseId).filter(messageId::equals).isPresent() || log.find(caseId).stream()
                .flatMap(facts -> facts.all(MessageJoined.class).stream()).anyMatch(joined -> joined.messageRef().equals(messageId));
        return ofCase ? mails.raw(messageId).flatMap(raw -> MailView.attachment(raw, number)) : Optional.empty();
    }

    private CaseFile.Holder holder(HolderQuestions.Question question) {
        String state = question.answeredAt() != null ? "answered" : question.problem() == null ? "asked" : "retrying";
        return new CaseFile.Holder(question.holder(), state, question.tries(), question.askedAt(),
                state.equals("retrying") ? question.nextTryAt() : null, question.problem(), question.answeredAt(), question.sha256(),
                questions.answer(question));
    }
}
