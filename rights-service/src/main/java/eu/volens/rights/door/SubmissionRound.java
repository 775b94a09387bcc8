package eu.volens.rights.door;

import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.round.Round;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes cases of what was handed in. Whoever handed it in has their answer by then, so nothing they can see or measure depends on whether
 * the person is known. The command comes first and the row after it; a crash between the two repeats a command that changes nothing.
 */
public final class SubmissionRound implements Round.Piece {

    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final int RETRY_DELAYS_MAX = 150;
    /** Automatic letters to one person a day, so that nobody fills a stranger's mailbox by way of our form. */
    private static final int ACKNOWLEDGED_PER_DAY_MAX = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SubmissionRound.class);

    private final Submissions submissions;
    private final Correspondents correspondents;
    private final PersonKeys keys;
    private final CaseLog cases;
    private final CaseOpening opening;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public SubmissionRound(Submissions submissions, Correspondents correspondents, PersonKeys keys, CaseLog cases,
            CaseOpening opening, TransactionTemplate transaction, Clock clock) {
        this.submissions = submissions;
        this.correspondents = correspondents;
        this.keys = keys;
        this.cases = cases;
        this.opening = opening;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public boolean doOne() {
        Optional<Submissions.Kept> claimed = submissions.claim();
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    /**
     * Opens the case of this one without waiting for its turn.
     *
     * @return whether the case is open; otherwise it will be, after a while
     */
    boolean openNow(UUID caseId) {
        submissions.claim(caseId).ifPresent(this::work);
        return submissions.isCase(caseId);
    }

    private void work(Submissions.Kept kept) {
        try {
            Optional<PersonId> noLongerNeeded = transaction.execute(status -> submissions.open(kept).flatMap(content -> settle(kept, content)));
            // Only now: while the transaction was open, the content still rested under this key.
            noLongerNeeded.ifPresent(keys::destroy);
        } catch (RuntimeException e) {
            LOG.warn("Submission {} did not become a case (try {}): {}", kept.submissionId(), kept.tries(), Trouble.of(e));
            submissions.retryAt(kept.submissionId(), clock.instant().plus(RETRY_DELAY.multipliedBy(Math.min(kept.tries(), RETRY_DELAYS_MAX))));
        }
    }

    /** @return the provisional person whose key is no longer needed */
    private Optional<PersonId> settle(Submissions.Kept kept, Submission.Content content) {
        Optional<MailAddress> address = MailAddress.of(content.address());
        // A try before this one may have opened the case and lost its rows; meanwhile the same address may have become somebody else's.
        Optional<PersonId> begun = cases.find(kept.caseId()).map(CaseFacts::person);
        if (begun.isPresent() && keys.find(List.of(begun.get())).isEmpty()) {
            submissions.erased(kept);
            return Optional.of(kept.person());
        }
        PersonId ifNew = begun.orElse(kept.person());
        PersonId ofAddress = address.map(known -> correspondents.findOrAdd(known, content.name(), ifNew, clock.instant())).orElse(ifNew);
        PersonId person = begun.orElse(ofAddress);
        boolean tooOften = submissions.ofPersonSince(person, kept.submissionId(), clock.instant().minus(Duration.ofDays(1))) >= ACKNOWLEDGED_PER_DAY_MAX;
        opening.open(new Arrival(kept.caseId(), kept.channel(), kept.receivedAt(), kept.submissionId(),
                new Arrival.Sender(person, address, content.name()),
                new Arrival.Wish(content.rights(), content.language(), content.subject(), content.consentRecords()), Set.of(), content.doubts(),
                address.isPresent() && !tooOften && !opening.isLongAgo(kept.receivedAt())), kept.caseNumber());
        submissions.opened(kept, content, person);
        return person.equals(kept.person()) ? Optional.empty() : Optional.of(kept.person());
    }
}
