package eu.volens.rights.reminder;

import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Status;
import eu.volens.rights.round.Round;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;

/**
 * Sends wanted reminders until the mail server has taken them. A crash between its yes and our note of it sends the mail once more under
 * the same Message-ID, which mail programs show once. Of a case that was closed meanwhile nobody is reminded.
 */
final class ReminderOutbox implements Round.Piece {

    private static final List<Duration> RETRY_AFTER = List.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(5),
            Duration.ofMinutes(30), Duration.ofHours(1));
    private static final Logger LOG = LoggerFactory.getLogger(ReminderOutbox.class);

    private final Reminders reminders;
    private final CaseLog cases;
    private final ReminderPost post;
    private final ReminderWords words;
    private final Organisation organisation;
    private final Clock clock;

    ReminderOutbox(Reminders reminders, CaseLog cases, ReminderPost post, ReminderWords words, Organisation organisation, Clock clock) {
        this.reminders = reminders;
        this.cases = cases;
        this.post = post;
        this.words = words;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Override
    public boolean doOne() {
        Optional<Reminders.Row> claimed = reminders.claim();
        claimed.ifPresent(this::send);
        return claimed.isPresent();
    }

    private void send(Reminders.Row row) {
        Optional<CaseFacts> open = cases.find(row.caseId()).filter(facts -> facts.status() != Status.CLOSED);
        if (open.isEmpty()) {
            reminders.drop(row, "the case is closed");
        } else if (row.address().isEmpty()) {
            reminders.drop(row, "the address is no longer in rights.yaml");
        } else {
            send(row, row.address().get(), open.get());
        }
    }

    private void send(Reminders.Row row, String address, CaseFacts facts) {
        try {
            String language = organisation.firstLanguage();
            post.send(address, row.messageId(), words.subject(row.milestone(), facts, language), words.text(row.milestone(), facts, language));
            reminders.sent(row, clock.instant());
        } catch (MailException refused) {
            // Mail servers repeat addresses in what they say.
            LOG.warn("A reminder of case {} cannot leave (try {}): {}", row.caseId(), row.tries(), Trouble.of(refused));
            Duration delay = RETRY_AFTER.get(Math.min(row.tries(), RETRY_AFTER.size()) - 1);
            reminders.retry(row, "the mail server did not take it", clock.instant().plus(delay));
        }
    }
}
