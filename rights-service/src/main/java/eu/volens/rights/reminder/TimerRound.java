package eu.volens.rights.reminder;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.round.Round;
import eu.volens.rights.round.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due: tells the case, which the mails follow from, or closes it. The case takes a reminder once, so a crash between the
 * telling and the taking away of the timer repeats a command that changes nothing.
 */
final class TimerRound implements Round.Piece {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(TimerRound.class);

    private final Timers timers;
    private final CommandGateway commands;
    private final Clock clock;

    TimerRound(Timers timers, CommandGateway commands, Clock clock) {
        this.timers = timers;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public boolean doOne() {
        Optional<Timers.Due> due = timers.claim();
        due.ifPresent(this::ring);
        return due.isPresent();
    }

    private void ring(Timers.Due due) {
        try {
            commands.sendAndWait(command(due));
            timers.done(due);
        } catch (RequestRefusedException | ErasedPersonException movedOn) {
            LOG.debug("Case {} has moved on since {} was due", due.caseId(), due.what());
            timers.done(due);
        } catch (RuntimeException e) {
            LOG.warn("Case {}: {} is due and failed (try {}): {}", due.caseId(), due.what(), due.tries(), Trouble.of(e));
            timers.retry(due, clock.instant().plus(RETRY_AFTER));
        }
    }

    private RequestCommand command(Timers.Due due) {
        return due.milestone().<RequestCommand>map(milestone -> new RecordReminder(due.caseId(), milestone, rung(milestone).wireName(), clock.instant()))
                .orElseGet(() -> new CloseRequest(due.caseId(), Outcome.ANSWERED, null, Personal.of(""), clock.instant()));
    }

    private static Rung rung(Milestone milestone) {
        return switch (milestone) {
            case INTERNAL_TARGET, WEEK_LEFT, THREE_DAYS_LEFT, IDENTITY_SILENT, CLARIFICATION_SILENT, NOT_FETCHED -> Rung.DPO;
            case LAST_DAY, OVERDUE -> Rung.ABOVE;
        };
    }
}
