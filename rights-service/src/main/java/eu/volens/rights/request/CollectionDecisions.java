package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;
import static eu.volens.rights.request.RequestDecisions.closedOr;

import eu.volens.rights.request.RequestCommand.RecordHolderAnswered;
import eu.volens.rights.request.RequestCommand.RecordHolderAsked;
import eu.volens.rights.request.RequestCommand.StartCollection;
import eu.volens.rights.request.RequestCommand.StartReview;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import java.util.List;

/** Asking who holds data, for those who confirmed who they are only. */
final class CollectionDecisions {

    private CollectionDecisions() {}

    static Decision start(RequestState state, StartCollection c) {
        if (state.collecting().holders() != null) {
            return NOTHING_NEW;
        }
        if (!state.identity().confirmed()) {
            return refuse(closedOr(state, Refusal.IDENTITY_NOT_CONFIRMED));
        }
        if (state.status() != Status.COLLECTING && state.status() != Status.IN_REVIEW) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        RequestEvent started = new CollectionStarted(c.caseId(), state.caseNumber(), List.copyOf(c.holders()),
                Status.COLLECTING, c.at());
        return c.holders().isEmpty() ? accept(started, reviewStarted(state, c)) : accept(started);
    }

    static Decision asked(RequestState state, RecordHolderAsked c) {
        if (state.collecting().asked().contains(c.holder())) {
            return NOTHING_NEW;
        }
        if (state.collecting().holders() == null || !state.collecting().holders().contains(c.holder())) {
            return refuse(closedOr(state, Refusal.HOLDER_NOT_ASKED));
        }
        return state.status() == Status.COLLECTING
                ? accept(new HolderAsked(c.caseId(), state.caseNumber(), c.holder(), state.status(), c.at()))
                : refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
    }

    /** An answer that comes while the person's identity is in doubt again is kept; the review waits. */
    static Decision answered(RequestState state, RecordHolderAnswered c) {
        if (state.collecting().answered().containsKey(c.holder())) {
            return NOTHING_NEW;
        }
        if (!state.collecting().asked().contains(c.holder())) {
            return refuse(closedOr(state, Refusal.HOLDER_NOT_ASKED));
        }
        if (state.status() != Status.COLLECTING && state.status() != Status.IDENTITY_NOT_CONFIRMED) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        RequestEvent answered = new HolderAnswered(c.caseId(), state.caseNumber(), c.holder(), c.sha256(), c.records(),
                state.status(), c.at());
        return state.status() == Status.COLLECTING && state.after(answered).collecting().isComplete()
                ? accept(answered, reviewStarted(state, c)) : accept(answered);
    }

    static Decision review(RequestState state, StartReview c) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED -> refuse(Refusal.IDENTITY_NOT_CONFIRMED);
            case COLLECTING -> state.collecting().holders() == null
                    ? accept(reviewStarted(state, c)) : refuse(Refusal.COLLECTION_INCOMPLETE);
            case IN_REVIEW, APPROVED, ANSWERED, UNDELIVERED -> NOTHING_NEW;
            case CLOSED -> refuse(Refusal.CASE_CLOSED);
        };
    }

    private static RequestEvent reviewStarted(RequestState state, RequestCommand c) {
        return new ReviewStarted(c.caseId(), state.caseNumber(), Status.IN_REVIEW, c.at());
    }
}
