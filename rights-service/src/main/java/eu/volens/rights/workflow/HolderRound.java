package eu.volens.rights.workflow;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.rights.holder.DataHolder;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.holder.HolderUnavailable;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.round.Round;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts questions to data holders until they answer. The answer is kept before the case hears of it. */
public final class HolderRound implements Round.Piece {

    private static final List<Duration> RETRY_AFTER = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10),
            Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(30));
    private static final Logger LOG = LoggerFactory.getLogger(HolderRound.class);

    private final HolderQuestions questions;
    private final CaseLog cases;
    private final CommandGateway commands;
    private final Clock clock;

    public HolderRound(HolderQuestions questions, CaseLog cases, CommandGateway commands, Clock clock) {
        this.questions = questions;
        this.cases = cases;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public boolean doOne() {
        Optional<HolderQuestions.Question> claimed = questions.claim();
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    private void work(HolderQuestions.Question question) {
        try {
            record(question.state().equals("answered") ? question : ask(question));
        } catch (HolderUnavailable e) {
            Duration delay = RETRY_AFTER.get(Math.min(question.tries(), RETRY_AFTER.size() - 1));
            questions.retry(question, e.getMessage(), clock.instant().plus(delay));
        } catch (RequestRefusedException | ErasedPersonException nothingToAsk) {
            questions.dropOne(question);
        } catch (RuntimeException e) {
            LOG.warn("Asking {} for case {} failed: {}", question.holder(), question.caseId(), Trouble.of(e));
            questions.retry(question, "internal: " + e.getClass().getSimpleName(), clock.instant().plus(RETRY_AFTER.getLast()));
        }
    }

    private HolderQuestions.Question ask(HolderQuestions.Question question) {
        CaseFacts facts = cases.find(question.caseId()).orElseThrow();
        commands.sendAndWait(new RecordHolderAsked(question.caseId(), question.holder(), clock.instant()));
        questions.trying(question);
        DataHolder holder = questions.holder(question.holder());
        return questions.answered(question, holder.ask(new DataHolder.Question(facts.caseNumber(), consentRecords(facts))));
    }

    private static List<UUID> consentRecords(CaseFacts facts) {
        List<UUID> records = new ArrayList<>();
        for (String id : facts.consentRecords().orElse(List.of())) {
            try {
                records.add(UUID.fromString(id));
            } catch (IllegalArgumentException notAnId) {
                LOG.debug("Case {}: what the person named is no record id", facts.caseId());
            }
        }
        return records;
    }

    private void record(HolderQuestions.Question answered) {
        if (answered.sha256() == null || answered.answeredAt() == null) {
            throw new IllegalStateException("an answer without its hash");
        }
        commands.sendAndWait(new RecordHolderAnswered(answered.caseId(), answered.holder(), answered.sha256(), answered.records(),
                answered.answeredAt()));
        questions.recorded(answered);
    }
}
