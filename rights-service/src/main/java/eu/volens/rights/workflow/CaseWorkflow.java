package eu.volens.rights.workflow;

import eu.volens.eventstore.ErasedPersonException;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.delivery.OneTimeDownloads;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.letter.LetterKind;
import eu.volens.rights.letter.LetterPreviews;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.request.CaseFacts;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.Milestone;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestCommand.SetTasks;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
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

    /** How a message came to a case that the DPO joined another to; see {@link RecordMessage}. */
    private static final String BY_HAND = "hand";

    private static final Logger LOG = LoggerFactory.getLogger(CaseWorkflow.class);

    private final CaseLog cases;
    private final Letters letters;
    private final HolderQuestions questions;
    private final OneTimeDownloads downloads;
    private final Organisation organisation;
    private final CommandGateway commands;
    private final Clock clock;
    private final Runnable wakeRounds;

    /** @param wakeRounds told after each commit that there may be work */
    public CaseWorkflow(CaseLog cases, Letters letters, HolderQuestions questions, OneTimeDownloads downloads,
            Organisation organisation, CommandGateway commands, Clock clock, Runnable wakeRounds) {
        this.cases = cases;
        this.letters = letters;
        this.questions = questions;
        this.downloads = downloads;
        this.organisation = organisation;
        this.commands = commands;
        this.clock = clock;
        this.wakeRounds = wakeRounds;
    }

    /** @param number of the event within its case: what it wants is wanted under this number, so that handling it again wants nothing twice */
    @EventHandler
    void on(RequestEvent event, @SequenceNumber long number) {
        String cause = Long.toString(number);
        switch (event) {
            case RequestReceived e -> received(e);
            case RequestClassified e -> classified(e);
            case IdentityQuestionPut e -> letters.want(e.caseId(), e.person(), LetterKind.IDENTITY, cause);
            case IdentityConfirmed e -> cases.find(e.caseId()).ifPresent(this::startWork);
            case IdentityJudged e -> cases.find(e.caseId()).filter(CaseFacts::identityConfirmed).ifPresent(this::startWork);
            case ClarificationRequested e -> letters.want(e.caseId(), e.person(), LetterKind.CLARIFICATION, cause);
            case ExtensionDecided e -> letters.want(e.caseId(), e.person(), LetterKind.EXTENSION, cause);
            case DeadlineReminded e -> reminded(e, cause);
            case CollectionStarted e -> cases.find(e.caseId()).ifPresent(facts ->
                    e.holders().forEach(holder -> questions.want(e.caseId(), holder, facts.person())));
            case RightDecided e -> decided(e);
            case AnswerApproved e -> cases.find(e.caseId()).ifPresent(facts -> {
                answer(facts, cause);
                tellRecipients(facts, cause);
            });
            case AnswerWantedAgain e -> cases.find(e.caseId()).ifPresent(facts -> answer(facts, cause));
            case PackagePrepared e -> cases.find(e.caseId()).ifPresent(facts -> letters.want(e.caseId(), facts.person(), LetterKind.ANSWER, cause));
            case PackageDownloaded e -> close(e.caseId());
            case RequestWithdrawn e -> cases.find(e.caseId()).ifPresent(facts -> letters.want(e.caseId(), facts.person(), LetterKind.WITHDRAWN, cause));
            case RequestMerged e -> cases.find(e.caseId()).ifPresent(facts -> merged(e, facts));
            case AttentionSettled e -> cases.find(e.caseId()).filter(facts -> facts.status() == Status.ANSWERED
                    && facts.last(PackageDownloaded.class).isPresent()).ifPresent(facts -> close(e.caseId()));
            case RequestReopened e -> {
                downloads.withdraw(e.caseId());
                cases.find(e.caseId()).filter(CaseFacts::identityConfirmed).ifPresent(this::startWork);
            }
            case RequestClosed e -> closed(e.caseId(), e.outcome());
            case RequestClosedAfterErasure e -> closed(e.caseId(), e.outcome());
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
            case IdentityDoubted e -> { }
            case AddressConfirmed e -> { }
            case RequestClarified e -> { }
            case DeadlineExtended e -> { }
            case ExtensionLapsed e -> { }
            case TasksSet e -> { }
            case TaskDone e -> { }
            case RecipientNotified e -> { }
        }
        CurrentUnitOfWork.ifStarted(work -> work.afterCommit(committed -> wakeRounds.run()));
    }

    private void received(RequestReceived e) {
        if (e.acknowledge() && !e.address().orElse("").isEmpty()) {
            letters.want(e.caseId(), e.person(), e.rights().isEmpty() ? LetterKind.RECEIPT : LetterKind.ACKNOWLEDGEMENT, Letters.THE_CASE);
        }
    }

    private void classified(RequestClassified e) {
        cases.find(e.caseId()).ifPresent(facts -> {
            if (facts.identityConfirmed()) {
                startWork(facts);
            } else if (facts.status() != Status.CLOSED && !facts.address().orElse("").isEmpty()
                    && !letters.wanted(e.caseId(), LetterKind.ACKNOWLEDGEMENT, LetterKind.IDENTITY)) {
                letters.want(e.caseId(), facts.person(), LetterKind.IDENTITY, Letters.THE_CASE);
            }
        });
    }

    /** Also again: after a case was closed, or its person doubted, while holders were being asked. */
    private void startWork(CaseFacts facts) {
        questions.again(facts.caseId());
        if (facts.rights().stream().anyMatch(Right::isAnsweredWithData)) {
            send(new StartCollection(facts.caseId(), holders(), clock.instant()));
        } else {
            send(new StartReview(facts.caseId(), clock.instant()));
        }
    }

    /** Whoever holds data carries out what was granted; the copies are made by us. */
    private void decided(RightDecided e) {
        if (e.ruling().isGranted() && !e.right().isAnsweredWithData()) {
            send(new SetTasks(e.caseId(), e.right(), holders(), clock.instant()));
        }
    }

    private List<String> holders() {
        return organisation.rules().holders().stream().map(Organisation.Holder::id).toList();
    }

    /** A package first, whose making wants the letter; the letter at once where no data go with it. */
    private void answer(CaseFacts facts, String cause) {
        if (facts.needsPackage()) {
            downloads.prepare(facts.caseId(), facts.person(), cause);
        } else {
            letters.want(facts.caseId(), facts.person(), LetterKind.answering(facts), cause);
        }
    }

    /** Article 19 GDPR: each recipient hears what was done, so that they do it too. */
    private void tellRecipients(CaseFacts facts, String cause) {
        LetterPreviews.recipientsToTell(facts, organisation)
                .forEach(recipient -> letters.wantForRecipient(facts.caseId(), facts.person(), recipient, cause));
    }

    private void reminded(DeadlineReminded e, String cause) {
        if (e.milestone() == Milestone.NOT_FETCHED) {
            cases.find(e.caseId()).filter(facts -> facts.status() == Status.ANSWERED)
                    .ifPresent(facts -> letters.want(e.caseId(), facts.person(), LetterKind.REMINDER, cause));
        }
    }

    /** The earlier case goes on with what both ask, and shows the message that this one began with. Who joined them answers for it. */
    private void merged(RequestMerged e, CaseFacts facts) {
        cases.find(e.into()).ifPresent(into -> {
            Set<Right> union = EnumSet.noneOf(Right.class);
            union.addAll(into.rights());
            if (union.addAll(facts.rights())) {
                send(new ClassifyRequest(e.into(), List.copyOf(union), e.by(), clock.instant()));
            }
        });
        facts.last(RequestReceived.class).ifPresent(received -> join(e.into(), received.messageRef(), received.receivedAt()));
        facts.all(MessageJoined.class).forEach(message -> join(e.into(), message.messageRef(), message.receivedAt()));
    }

    private void join(UUID caseId, @Nullable UUID messageRef, Instant receivedAt) {
        if (messageRef != null) {
            send(new RecordMessage(caseId, messageRef, BY_HAND, receivedAt, clock.instant()));
        }
    }

    /** What was asked beside the data was carried out before the answer was approved. */
    private void close(UUID caseId) {
        send(new CloseRequest(caseId, Outcome.ANSWERED, null, Personal.of(""), clock.instant()));
    }

    /** An answer stays to be fetched as long as its link says; what was made for a case that ended otherwise may be somebody else's. */
    private void closed(UUID caseId, Outcome outcome) {
        letters.drop(caseId);
        questions.drop(caseId);
        if (outcome != Outcome.ANSWERED) {
            downloads.withdraw(caseId);
        }
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
