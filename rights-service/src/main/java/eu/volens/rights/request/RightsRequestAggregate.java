package eu.volens.rights.request;

import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.ClassifyRequest;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.ReceiveRequest;
import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordAnswerSent;
import eu.volens.rights.request.RequestCommand.RecordDownload;
import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestCommand.RecordPackagePrepared;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
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
