package eu.volens.rights.reminder;

import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import eu.volens.rights.request.RequestEvent;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * Keeps the timers of every case up with the log, and wants the mails of each reminder, in the transaction that moves its position: neither
 * is lost, and no mail is wanted twice.
 */
@ProcessingGroup(CaseTimers.PROCESSOR)
@DisallowReplay
public class CaseTimers {

    public static final String PROCESSOR = "timers";

    private final CaseLog cases;
    private final TimerPlan plan;
    private final Timers timers;
    private final Reminders reminders;
    private final Runnable wakeRounds;

    /** @param wakeRounds told after each commit that there may be work */
    CaseTimers(CaseLog cases, TimerPlan plan, Timers timers, Reminders reminders, Runnable wakeRounds) {
        this.cases = cases;
        this.plan = plan;
        this.timers = timers;
        this.reminders = reminders;
        this.wakeRounds = wakeRounds;
    }

    @EventHandler
    void on(RequestEvent event) {
        if (movesTimers(event)) {
            cases.find(event.caseId()).ifPresent(facts -> follow(event, facts));
            CurrentUnitOfWork.ifStarted(work -> work.afterCommit(committed -> wakeRounds.run()));
        }
    }

    private void follow(RequestEvent event, CaseFacts facts) {
        if (event instanceof DeadlineReminded reminded) {
            reminders.want(reminded, facts.person());
        }
        timers.set(facts.caseId(), facts.person(), plan.of(facts));
    }

    private static boolean movesTimers(RequestEvent event) {
        return switch (event) {
            case RequestReceived _, IdentityAsked _, AddressConfirmed _, IdentityConfirmed _, IdentityJudged _, ClarificationRequested _,
                    RequestClarified _, DeadlineExtended _, DeadlineReminded _, AnswerSent _, AnswerWantedAgain _, PackageDownloaded _,
                    LetterBounced _, RequestClosed _, RequestClosedAfterErasure _, RequestReopened _ -> true;
            case RequestAcknowledged _, RequestClassified _, LetterSent _, MessageJoined _, AttentionSettled _, IdentityDoubted _,
                    IdentityQuestionPut _, ExtensionDecided _, ExtensionLapsed _, CollectionStarted _, HolderAsked _, HolderAnswered _,
                    ReviewStarted _, RightDecided _, TasksSet _, TaskDone _, RecipientNotified _, AnswerApproved _, PackagePrepared _,
                    AnswerDelivered _, RequestWithdrawn _, RequestMerged _ -> false;
        };
    }
}
