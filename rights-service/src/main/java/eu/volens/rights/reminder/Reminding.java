package eu.volens.rights.reminder;

import eu.volens.rights.Ids;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.round.Round;
import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;

/** The feature put together: what follows the log, and what works on its tables. */
public final class Reminding {

    /**
     * What it needs of others.
     *
     * @param rightsUrl where people reach the console, without a final slash
     */
    public record Parts(JdbcClient database, LookupKey lookup, Ids ids, Organisation organisation, DeadlineLaw law, CaseLog cases,
            CommandGateway commands, JavaMailSender sender, String rightsUrl, Clock clock) {}

    private final Parts parts;
    private final Timers timers;
    private final Reminders reminders;

    public Reminding(Parts parts) {
        this.parts = parts;
        this.timers = new Timers(parts.database(), parts.clock());
        this.reminders = new Reminders(parts.database(), parts.lookup(), parts.ids(), parts.organisation(), parts.clock());
    }

    /** @param wakeRounds told after each commit that there may be work */
    public CaseTimers timers(Runnable wakeRounds) {
        return new CaseTimers(parts.cases(), new TimerPlan(parts.law(), parts.organisation().rules().waits()), timers, reminders, wakeRounds);
    }

    /** Not started yet. */
    public List<Round> rounds() {
        Organisation organisation = parts.organisation();
        ReminderPost post = new ReminderPost(parts.sender(), organisation.mail(), organisation.name(), parts.clock());
        return List.of(new Round("timers", new TimerRound(timers, parts.commands(), parts.clock())),
                new Round("reminders", new ReminderOutbox(reminders, parts.cases(), post, new ReminderWords(parts.rightsUrl()), organisation,
                        parts.clock())));
    }
}
