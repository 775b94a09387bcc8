package eu.volens.rights.workflow;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.answer.AnswerContent;
import eu.volens.rights.answer.AnswerPackage;
import eu.volens.rights.answer.IncompletePackage;
import eu.volens.rights.delivery.OneTimeDownloads;
import eu.volens.rights.delivery.Packages;
import eu.volens.rights.door.Submissions;
import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.round.Round;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes packages of approved cases, tells cases what became of them, and purges those nobody can fetch any more. */
public final class PackageRound implements Round.Piece {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(PackageRound.class);

    private final Packages packages;
    private final OneTimeDownloads downloads;
    private final CaseLog cases;
    private final HolderQuestions questions;
    private final KeptMails mails;
    private final Submissions submissions;
    private final AnswerPackage maker;
    private final CommandGateway commands;
    private final Clock clock;
    private Instant purgedAt = Instant.MIN;

    public PackageRound(Packages packages, OneTimeDownloads downloads, CaseLog cases, HolderQuestions questions, KeptMails mails,
            Submissions submissions, AnswerPackage maker, CommandGateway commands, Clock clock) {
        this.packages = packages;
        this.downloads = downloads;
        this.cases = cases;
        this.questions = questions;
        this.mails = mails;
        this.submissions = submissions;
        this.maker = maker;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public boolean doOne() {
        purgeNowAndThen();
        Optional<Packages.Row> claimed = packages.claim();
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    private void purgeNowAndThen() {
        Instant now = clock.instant();
        if (purgedAt.isBefore(now.minus(PURGE_EVERY))) {
            downloads.purgeExpired();
            purgedAt = now;
        }
    }

    private void work(Packages.Row row) {
        try {
            switch (row.state()) {
                case "wanted" -> record(packages.made(row, make(row)));
                case "made" -> record(row);
                default -> downloads.record(row.caseId(), String.valueOf(row.sha256()));
            }
        } catch (ErasedPersonException nobodyToGiveItTo) {
            packages.expire(row.caseId());
        } catch (IncompletePackage incomplete) {
            LOG.warn("The package of case {} waits: {}", row.caseId(), incomplete.getMessage());
            packages.retry(row.caseId(), incomplete.getMessage(), clock.instant().plus(RETRY_AFTER));
        } catch (RequestRefusedException movedOn) {
            // Reopened or ended since: the case no longer waits for it, or takes no note that it was fetched.
            LOG.info("Case {} did not take its package: {}", row.caseId(), movedOn.reason());
            packages.expire(row.caseId());
            packages.fetched(row.caseId());
        } catch (RuntimeException e) {
            LOG.warn("The package of case {} failed (try {}): {}", row.caseId(), row.tries(), Trouble.of(e));
            packages.retry(row.caseId(), "internal: " + e.getClass().getSimpleName(), clock.instant().plus(RETRY_AFTER));
        }
    }

    private byte[] make(Packages.Row row) {
        CaseFacts facts = cases.find(row.caseId()).orElseThrow();
        Optional<AnswerContent.Message> message = mails.ofCase(row.caseId()).map(kept -> new AnswerContent.Message(kept.arrivedAt(),
                kept.subject().orElse(""), kept.text().orElse(""), kept.attachments().orElse(List.of())))
                .or(() -> submissions.ofCase(row.caseId()).map(kept -> new AnswerContent.Message(kept.arrivedAt(), kept.subject().orElse(""),
                        kept.text().orElse(""), List.of())));
        return maker.make(new AnswerContent(facts, facts.name().orElse(""), facts.address().orElse(""),
                facts.consentRecords().orElse(List.of()), message,
                questions.ofCase(row.caseId()).stream().flatMap(question -> found(question).stream()).toList(),
                facts.last(AnswerApproved.class).orElseThrow().at()));
    }

    private Optional<AnswerContent.Found> found(HolderQuestions.Question question) {
        return questions.bytes(question).flatMap(bytes -> questions.answer(question) instanceof Personal.Known<HolderAnswer>(var answer)
                ? Optional.of(new AnswerContent.Found(answer, bytes)) : Optional.empty());
    }

    private void record(Packages.Row made) {
        commands.sendAndWait(new RecordPackagePrepared(made.caseId(), String.valueOf(made.sha256()), made.sizeBytes(), clock.instant()));
        packages.recorded(made.caseId());
    }
}
