package eu.volens.rights.request;

import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.DecideRight;
import eu.volens.rights.request.RequestCommand.DoubtIdentity;
import eu.volens.rights.request.RequestCommand.ExtendDeadline;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.MergeRequest;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordClarification;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordExtensionNotice;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordLetterRefused;
import eu.volens.rights.request.RequestCommand.RecordLetterSent;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.RecordRecipientNotified;
import eu.volens.rights.request.RequestCommand.RecordReminder;
import eu.volens.rights.request.RequestCommand.RecordTaskDone;
import eu.volens.rights.request.RequestCommand.ReopenRequest;
import eu.volens.rights.request.RequestCommand.RequestClarification;
import eu.volens.rights.request.RequestCommand.SendAnswerAgain;
import eu.volens.rights.request.RequestCommand.SetTasks;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
import eu.volens.rights.request.RequestCommand.WithdrawRequest;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A case on Axon's command bus. All it knows is how to ask {@link RequestDecisions}. */
@Aggregate
public class RightsRequestAggregate {

    @AggregateIdentifier
    private @Nullable String id;

    private RequestState state = RequestState.NONE;

    RightsRequestAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReceiveRequest command) {
        decide(command);
    }

    @CommandHandler
    void handle(ClassifyRequest command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordAcknowledgement command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordIdentityAsked command) {
        decide(command);
    }

    @CommandHandler
    void handle(ConfirmIdentity command) {
        decide(command);
    }

    @CommandHandler
    void handle(StartCollection command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordHolderAsked command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordHolderAnswered command) {
        decide(command);
    }

    @CommandHandler
    void handle(StartReview command) {
        decide(command);
    }

    @CommandHandler
    void handle(ApproveAnswer command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordPackagePrepared command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordAnswerSent command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordDownload command) {
        decide(command);
    }

    @CommandHandler
    void handle(CloseRequest command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordLetterSent command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordBounce command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordLetterRefused command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordMessage command) {
        decide(command);
    }

    @CommandHandler
    void handle(SettleAttention command) {
        decide(command);
    }

    @CommandHandler
    void handle(DoubtIdentity command) {
        decide(command);
    }

    @CommandHandler
    void handle(PutIdentityQuestion command) {
        decide(command);
    }

    @CommandHandler
    void handle(JudgeIdentity command) {
        decide(command);
    }

    @CommandHandler
    void handle(RequestClarification command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordClarification command) {
        decide(command);
    }

    @CommandHandler
    void handle(ExtendDeadline command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordExtensionNotice command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordReminder command) {
        decide(command);
    }

    @CommandHandler
    void handle(DecideRight command) {
        decide(command);
    }

    @CommandHandler
    void handle(SetTasks command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordTaskDone command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordRecipientNotified command) {
        decide(command);
    }

    @CommandHandler
    void handle(SendAnswerAgain command) {
        decide(command);
    }

    @CommandHandler
    void handle(WithdrawRequest command) {
        decide(command);
    }

    @CommandHandler
    void handle(MergeRequest command) {
        decide(command);
    }

    @CommandHandler
    void handle(ReopenRequest command) {
        decide(command);
    }

    private void decide(RequestCommand command) {
        switch (RequestDecisions.decide(state, command)) {
            case Decision.Accepted(var events) -> events.forEach(AggregateLifecycle::apply);
            case Decision.Refused(Refusal reason) -> throw new RequestRefusedException(reason);
        }
    }

    @EventSourcingHandler
    void on(RequestEvent event) {
        id = event.caseId().toString();
        state = state.after(event);
    }
}
