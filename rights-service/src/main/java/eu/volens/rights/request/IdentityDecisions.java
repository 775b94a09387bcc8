package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;
import static eu.volens.rights.request.RequestDecisions.closedOr;

import eu.volens.rights.request.RequestCommand.ConfirmIdentity;
import eu.volens.rights.request.RequestCommand.DoubtIdentity;
import eu.volens.rights.request.RequestCommand.JudgeIdentity;
import eu.volens.rights.request.RequestCommand.PutIdentityQuestion;
import eu.volens.rights.request.RequestCommand.RecordIdentityAsked;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Is it the person who writes? As much is asked as there is doubt, and no more (Article 12(6) GDPR). */
final class IdentityDecisions {

    private IdentityDecisions() {}

    static Decision asked(RequestState state, RecordIdentityAsked c) {
        return state.post().sent().contains(c.letterId())
                ? NOTHING_NEW
                : accept(new IdentityAsked(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(), c.askedUntil(),
                        onceAsked(state), c.at()));
    }

    static Status onceAsked(RequestState state) {
        return state.status() == Status.RECEIVED || state.status() == Status.IDENTITY_NOT_CONFIRMED ? Status.AWAITING_IDENTITY : state.status();
    }

    /** Taken down as long as somebody can judge it; what the link settles needs nobody's eyes. */
    static Decision doubt(RequestState state, DoubtIdentity c) {
        Set<Doubt> added = EnumSet.noneOf(Doubt.class);
        c.doubts().stream().filter(doubt -> !state.identity().raised().contains(doubt)).forEach(added::add);
        if (added.isEmpty() || !isJudgeable(state)) {
            return NOTHING_NEW;
        }
        List<Attention> attention = added.stream().allMatch(Doubt::isSettledByLink)
                ? state.attention() : PostDecisions.with(state, Attention.IDENTITY_DOUBTED);
        return accept(new IdentityDoubted(c.caseId(), state.caseNumber(), List.copyOf(added), attention, state.status(), c.at()));
    }

    static Decision question(RequestState state, PutIdentityQuestion c) {
        if (!isAskable(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        return state.identity().questionPut()
                ? NOTHING_NEW
                : accept(new IdentityQuestionPut(c.caseId(), state.caseNumber(), state.person(), c.question(), c.by(), state.status(), c.at()));
    }

    /** Who confirmed is not asked again. */
    static boolean isAskable(RequestState state) {
        return switch (state.status()) {
            case RECEIVED, AWAITING_IDENTITY, IDENTITY_NOT_CONFIRMED -> true;
            case COLLECTING, IN_REVIEW, APPROVED, ANSWERED, UNDELIVERED, CLOSED -> false;
            case null -> false;
        };
    }

    static Decision confirm(RequestState state, ConfirmIdentity c) {
        if (state.identity().confirmed()) {
            return NOTHING_NEW;
        }
        if (state.status() != Status.AWAITING_IDENTITY && state.status() != Status.IDENTITY_NOT_CONFIRMED) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        // The link goes where the doubted message came from: it overrules no judgement and answers no question.
        if (state.identity().isDoubted() || state.identity().awaitsJudgement()) {
            return state.identity().addressConfirmed() ? NOTHING_NEW : accept(new AddressConfirmed(c.caseId(), state.caseNumber(), state.person(),
                    c.consentRecords(), state.status(), c.at()));
        }
        return accept(new IdentityConfirmed(c.caseId(), state.caseNumber(), state.person(), IdentityMethod.LINK.wireName(), c.consentRecords(),
                onceConfirmed(state), c.at()));
    }

    static Decision judge(RequestState state, JudgeIdentity c) {
        if (!isJudgeable(state)) {
            return refuse(closedOr(state, Refusal.NOT_AT_THIS_POINT));
        }
        if (c.method() == IdentityMethod.JUDGEMENT && c.note().orElse("").isBlank()) {
            return refuse(Refusal.NOTE_MISSING);
        }
        boolean known = c.confirmed()
                ? state.identity().confirmed() && !state.identity().isDoubted()
                : state.status() == Status.IDENTITY_NOT_CONFIRMED && !state.identity().isDoubted();
        return known ? NOTHING_NEW : accept(new IdentityJudged(c.caseId(), state.caseNumber(), state.person(), c.confirmed(), c.method(),
                c.note(), PostDecisions.without(state, Attention.IDENTITY_DOUBTED), c.by(), onceJudged(state, c.confirmed()), c.at()));
    }

    /** Until an answer is approved: a doubt may come late. */
    static boolean isJudgeable(RequestState state) {
        return RequestDecisions.isUnanswered(state);
    }

    private static Status onceJudged(RequestState state, boolean confirmed) {
        if (!confirmed) {
            return Status.IDENTITY_NOT_CONFIRMED;
        }
        return isAskable(state) ? onceConfirmed(state) : state.status();
    }

    /** What was collected before a doubt came up is not collected twice. */
    static Status onceConfirmed(RequestState state) {
        return state.collecting().isComplete() ? Status.IN_REVIEW : Status.COLLECTING;
    }
}
