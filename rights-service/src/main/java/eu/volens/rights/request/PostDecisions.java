package eu.volens.rights.request;

import static eu.volens.rights.request.Decision.NOTHING_NEW;
import static eu.volens.rights.request.Decision.accept;
import static eu.volens.rights.request.Decision.refuse;

import eu.volens.rights.request.RequestCommand.RecordAcknowledgement;
import eu.volens.rights.request.RequestCommand.RecordBounce;
import eu.volens.rights.request.RequestCommand.RecordLetterRefused;
import eu.volens.rights.request.RequestCommand.RecordLetterSent;
import eu.volens.rights.request.RequestCommand.RecordMessage;
import eu.volens.rights.request.RequestCommand.RecordRecipientNotified;
import eu.volens.rights.request.RequestCommand.SettleAttention;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Letters that went out or came back, and messages that came to a case: facts, taken down at any point of its life. */
final class PostDecisions {

    private PostDecisions() {}

    static Decision acknowledged(RequestState state, RecordAcknowledgement c) {
        if (state.post().sent().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        RequestEvent acknowledged = new RequestAcknowledged(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(),
                state.status(), c.at());
        return c.identityAskedUntil() == null
                ? accept(acknowledged)
                : accept(acknowledged, new IdentityAsked(c.caseId(), state.caseNumber(), c.letterId(), c.sha256(),
                        c.identityAskedUntil(), IdentityDecisions.onceAsked(state), c.at()));
    }

    static Decision letterSent(RequestState state, RecordLetterSent c) {
        return state.post().sent().contains(c.letterId())
                ? NOTHING_NEW
                : accept(new LetterSent(c.caseId(), state.caseNumber(), c.letterId(), c.kind(), c.sha256(), state.status(), c.at()));
    }

    static Decision recipientNotified(RequestState state, RecordRecipientNotified c) {
        return state.post().sent().contains(c.letterId())
                ? NOTHING_NEW
                : accept(new RecipientNotified(c.caseId(), state.caseNumber(), c.recipient(), c.letterId(), c.sha256(), state.status(), c.at()));
    }

    /** An answer that came back is no answer; one that was fetched before reached the person all the same. */
    static Decision bounced(RequestState state, RecordBounce c) {
        if (state.post().bounced().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        if (!state.post().sent().contains(c.letterId())) {
            return refuse(Refusal.NO_SUCH_LETTER);
        }
        boolean answer = c.letterId().equals(state.answer().letter()) && state.status() == Status.ANSWERED && !state.answer().downloaded();
        return accept(new LetterBounced(c.caseId(), state.caseNumber(), c.letterId(), c.code(), with(state, Attention.LETTER_BOUNCED),
                answer ? Status.UNDELIVERED : state.status(), c.at()));
    }

    /** It never went out. That is the same to the person as one that came back. */
    static Decision refused(RequestState state, RecordLetterRefused c) {
        if (state.post().sent().contains(c.letterId()) || state.post().bounced().contains(c.letterId())) {
            return NOTHING_NEW;
        }
        boolean unanswered = c.answer() && state.status() == Status.APPROVED;
        return accept(new LetterBounced(c.caseId(), state.caseNumber(), c.letterId(), c.code(), with(state, Attention.LETTER_BOUNCED),
                unanswered ? Status.UNDELIVERED : state.status(), c.at()));
    }

    static Decision joined(RequestState state, RecordMessage c) {
        return state.messages().contains(c.messageRef())
                ? NOTHING_NEW
                : accept(new MessageJoined(c.caseId(), state.caseNumber(), c.messageRef(), c.how(), c.receivedAt(),
                        with(state, Attention.NEW_MESSAGE), state.status(), c.at()));
    }

    static Decision settled(RequestState state, SettleAttention c) {
        if (!c.what().isOfThePost()) {
            return refuse(Refusal.NOT_AT_THIS_POINT);
        }
        return state.attention().contains(c.what())
                ? accept(new AttentionSettled(c.caseId(), state.caseNumber(), c.what(), without(state, c.what()), c.by(), state.status(), c.at()))
                : NOTHING_NEW;
    }

    static List<Attention> with(RequestState state, Attention what) {
        Set<Attention> attention = EnumSet.of(what);
        attention.addAll(state.attention());
        return List.copyOf(attention);
    }

    static List<Attention> without(RequestState state, Attention what) {
        return state.attention().stream().filter(other -> other != what).toList();
    }
}
