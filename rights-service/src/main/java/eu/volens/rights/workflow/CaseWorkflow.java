package eu.volens.rights.workflow;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.delivery.Packages;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.letter.LetterKind;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
import eu.volens.rights.request.RequestCommand;
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
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves cases on. Reads the log with a position of its own, in the transaction that also writes what is wanted (letters, questions,
 * packages); what takes time or can fail outside is left to the rounds that work on those.
 */
@ProcessingGroup(CaseWorkflow.PROCESSOR)
@DisallowReplay
public class CaseWorkflow {

    public static final String PROCESSOR = "workflow";

    private static final Logger LOG = LoggerFactory.getLogger(CaseWorkflow.class);

    private final CaseLog cases;
    private final Letters letters;
    private final HolderQuestions questions;
    private final Packages packages;
    private final Organisation organisation;
    private final CommandGateway commands;
    private final Clock clock;
    private final Runnable wakeRounds;

    /** @param wakeRounds told after each commit that there may be work */
    public CaseWorkflow(CaseLog cases, Letters letters, HolderQuestions questions, Packages packages, Organisation organisation,
            CommandGateway commands, Clock clock, Runnable wakeRounds) {
        this.cases = cases;
        this.letters = letters;
        this.questions = questions;
        this.packages = packages;
        this.organisation = organisation;
        this.commands = commands;
        this.clock = clock;
        this.wakeRounds = wakeRounds;
    }

    @EventHandler
    void on(RequestEvent event) {
        switch (event) {
            case RequestReceived e -> received(e);
            case RequestClassified e -> classified(e);
            case IdentityConfirmed e -> cases.find(e.caseId()).ifPresent(this::startWork);
            case IdentityJudged e -> cases.find(e.caseId()).filter(CaseFacts::identityConfirmed).ifPresent(this::startWork);
            case CollectionStarted e -> cases.find(e.caseId()).ifPresent(facts ->
                    e.holders().forEach(holder -> questions.want(e.caseId(), holder, facts.person())));
            case AnswerApproved e -> cases.find(e.caseId()).ifPresent(facts -> packages.want(e.caseId(), facts.person()));
            case PackagePrepared e -> cases.find(e.caseId()).ifPresent(facts -> letters.want(e.caseId(), facts.person(), LetterKind.ANSWER));
            case PackageDownloaded e -> close(e.caseId());
            case RequestClosed e -> forget(e.caseId());
            case RequestClosedAfterErasure e -> forget(e.caseId());
            case RequestAcknowledged e -> { }
            case IdentityAsked e -> { }
            case HolderAsked e -> { }
            case HolderAnswered e -> { }
            case ReviewStarted e -> { }
            case AnswerSent e -> { }
            case AnswerDelivered e -> { }
            case LetterSent e -> { }
            case LetterBounced e -> { }
            case MessageJoined e -> { }
            case AttentionSettled e -> { }
            case IdentityDoubted e -> { }
            case IdentityQuestionPut e -> { }
            case AddressConfirmed e -> { }
            case ClarificationRequested e -> { }
            case RequestClarified e -> { }
            case ExtensionDecided e -> { }
            case DeadlineExtended e -> { }
            case ExtensionLapsed e -> { }
            case DeadlineReminded e -> { }
            case RightDecided e -> { }
            case TasksSet e -> { }
            case TaskDone e -> { }
            case RecipientNotified e -> { }
            case AnswerWantedAgain e -> { }
            case RequestWithdrawn e -> { }
            case RequestMerged e -> { }
            case RequestReopened e -> { }
        }
        CurrentUnitOfWork.ifStarted(work -> work.afterCommit(committed -> wakeRounds.run()));
    }

    private void received(RequestReceived e) {
        if (e.acknowledge() && !e.address().orElse("").isEmpty()) {
            letters.want(e.caseId(), e.person(), e.rights().isEmpty() ? LetterKind.RECEIPT : LetterKind.ACKNOWLEDGEMENT);
        }
    }

    private void classified(RequestClassified e) {
        cases.find(e.caseId()).ifPresent(facts -> {
            if (facts.identityConfirmed()) {
                startWork(facts);
            } else if (facts.status() != Status.CLOSED && !letters.wanted(e.caseId(), LetterKind.ACKNOWLEDGEMENT, LetterKind.IDENTITY)) {
                letters.want(e.caseId(), facts.person(), LetterKind.IDENTITY);
            }
        });
    }

    private void startWork(CaseFacts facts) {
        if (facts.rights().stream().anyMatch(Right::isAnsweredWithData)) {
            List<String> holders = organisation.rules().holders().stream().map(Organisation.Holder::id).toList();
            send(new StartCollection(facts.caseId(), holders, clock.instant()));
        } else {
            send(new StartReview(facts.caseId(), clock.instant()));
        }
    }

    /** What was asked beside the data was carried out before the answer was approved. */
    private void close(UUID caseId) {
        send(new CloseRequest(caseId, Outcome.ANSWERED, null, Personal.of(""), clock.instant()));
    }

    private void forget(UUID caseId) {
        letters.drop(caseId);
        questions.drop(caseId);
    }

    private void send(RequestCommand command) {
        try {
            commands.sendAndWait(command);
        } catch (RequestRefusedException refused) {
            // The case has moved on since this event: what would follow from it no longer does.
            LOG.debug("Case {} did not take {}: {}", command.caseId(), command.getClass().getSimpleName(), refused.reason());
        } catch (ErasedPersonException erased) {
            LOG.debug("Case {} did not take {}: its person was erased", command.caseId(), command.getClass().getSimpleName());
        }
    }
}
