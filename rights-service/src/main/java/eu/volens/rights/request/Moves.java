package eu.volens.rights.request;

import eu.volens.rights.request.CaseFile.Move;
import java.util.EnumSet;
import java.util.Set;

/** What the DPO can do with a case as it stands; read from the same rules that decide. */
final class Moves {

    private Moves() {}

    static Set<Move> of(RequestState state) {
        Set<Move> moves = EnumSet.noneOf(Move.class);
        offer(moves, Move.CLASSIFY, RequestDecisions.isUnanswered(state));
        offer(moves, Move.ASK_IDENTITY, IdentityDecisions.isAskable(state) && !state.identity().questionPut());
        offer(moves, Move.JUDGE_IDENTITY, IdentityDecisions.isAskable(state) || IdentityDecisions.isJudgeable(state) && state.identity().isDoubted());
        offer(moves, Move.ASK_CLARIFICATION, RequestDecisions.isUnanswered(state) && !state.clock().clarificationAwaited());
        offer(moves, Move.RECORD_CLARIFICATION, state.status() != Status.CLOSED && state.clock().clarificationAwaited());
        offer(moves, Move.EXTEND, RequestDecisions.isUnanswered(state) && !state.clock().extensionDecided());
        offer(moves, Move.DECIDE, (state.status() == Status.IN_REVIEW || state.status() == Status.IDENTITY_NOT_CONFIRMED) && !state.rights().isEmpty());
        offer(moves, Move.CARRY_OUT, state.status() == Status.IN_REVIEW
                && state.answer().tasks().entrySet().stream().anyMatch(task -> state.isGranted(task.getKey()) && !task.getValue().areDone()));
        offer(moves, Move.APPROVE, AnswerDecisions.isApprovable(state));
        offer(moves, Move.SEND_AGAIN, AnswerDecisions.isSendableAgain(state) && !state.personErased());
        offer(moves, Move.WITHDRAW, RequestDecisions.isUnanswered(state));
        offer(moves, Move.MERGE, RequestDecisions.isUnanswered(state));
        offer(moves, Move.CLOSE, RequestDecisions.isClosableByHand(state));
        offer(moves, Move.REOPEN, state.status() == Status.CLOSED && state.outcome() != Outcome.DUPLICATE && !state.personErased());
        return moves;
    }

    private static void offer(Set<Move> moves, Move move, boolean possible) {
        if (possible) {
            moves.add(move);
        }
    }
}
