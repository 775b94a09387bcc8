package eu.volens.rights.casefile;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import eu.volens.rights.request.Steps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@link Cases}: the list from {@link CaseList}'s table, a case from its own events. */
public final class LoggedCases implements Cases {

    private static final String WHERE = " FROM case_list WHERE (cardinality(?::text[]) = 0 OR status = ANY (?::text[])) "
            + "AND (NOT ? OR cardinality(attention) > 0) AND (? = '' OR strpos(case_number, ?) > 0) ";

    private final JdbcClient database;
    private final CaseLog log;
    private final KeptMails mails;
    private final HolderQuestions questions;
    private final Letters letters;
    private final Correspondents correspondents;

    public LoggedCases(JdbcClient database, CaseLog log, KeptMails mails, HolderQuestions questions, Letters letters,
            Correspondents correspondents) {
        this.database = database;
        this.log = log;
        this.mails = mails;
        this.questions = questions;
        this.letters = letters;
        this.correspondents = correspondents;
    }

    private record Listed(UUID caseId, String caseNumber, PersonId person, List<Right> rights, Status status, Set<Attention> attention,
            String language, Instant receivedAt, LocalDate receivedOn, LocalDate dueOn) {}

    @Override
    public Page list(Filter filter, int page, int size) {
        String[] statuses = filter.statuses().stream().map(Enum::name).toArray(String[]::new);
        String number = filter.caseNumber() == null ? "" : filter.caseNumber().strip();
        Object[] where = {statuses, statuses, filter.needsAttention(), number, number};
        List<Listed> listed = database.sql("SELECT *" + WHERE
                + "ORDER BY closed_at IS NOT NULL, CASE WHEN closed_at IS NULL THEN due_on END, closed_at DESC, case_number LIMIT ? OFFSET ?")
                .params(where).params(size, (long) page * size).query((row, i) -> listed(row)).list();
        long total = database.sql("SELECT count(*)" + WHERE).params(where).query(Long.class).single();
        Map<PersonId, Personal<String>> names = correspondents.names(listed.stream().map(Listed::person).toList());
        return new Page(listed.stream().map(row -> new Row(row.caseId(), row.caseNumber(), row.rights(), row.status(), row.attention(),
                row.language(), row.receivedAt(), row.receivedOn(), row.dueOn(),
                names.getOrDefault(row.person(), Personal.of("")))).toList(), page, size, total);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(row.getObject("case_id", UUID.class), row.getString("case_number"), new PersonId(row.getObject("person", UUID.class)),
                strings(row.getArray("rights")).stream().map(Right::valueOf).toList(), Status.valueOf(row.getString("status")),
                attention(strings(row.getArray("attention")).stream().map(Attention::valueOf).toList()), row.getString("language"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class));
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static Set<Attention> attention(List<Attention> attention) {
        Set<Attention> set = EnumSet.noneOf(Attention.class);
        set.addAll(attention);
        return set;
    }

    @Override
    public Optional<CaseFile> find(UUID caseId) {
        return log.find(caseId).map(this::file);
    }

    private CaseFile file(CaseFacts facts) {
        return new CaseFile(facts.caseId(), facts.caseNumber(), facts.rights(), facts.status(), attention(facts.attention()),
                facts.language(), facts.channel(), facts.receivedAt(), facts.deadline(),
                new CaseFile.Correspondent(facts.name(), facts.address()), message(facts),
                questions.ofCase(facts.caseId()).stream().map(this::holder).toList(), letters.ofCase(facts.caseId()),
                facts.events().stream().map(Steps::of).toList(), facts.outcome(), facts.moves());
    }

    private Optional<CaseFile.Message> message(CaseFacts facts) {
        return mails.ofCase(facts.caseId()).map(kept -> new CaseFile.Message(kept.arrivedAt(), kept.subject(), kept.text(),
                facts.consentRecords(), kept.attachments()));
    }

    private CaseFile.Holder holder(HolderQuestions.Question question) {
        String state = question.answeredAt() != null ? "answered" : question.problem() == null ? "asked" : "retrying";
        return new CaseFile.Holder(question.holder(), state, question.tries(), question.askedAt(),
                state.equals("retrying") ? question.nextTryAt() : null, question.problem(), question.answeredAt(), question.sha256(),
                questions.answer(question));
    }
}
