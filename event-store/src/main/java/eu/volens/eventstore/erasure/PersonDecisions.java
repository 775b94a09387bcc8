package eu.volens.eventstore.erasure;

import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonRefusedException.Reason;
import eu.volens.eventstore.erasure.PersonState.Erased;
import eu.volens.eventstore.erasure.PersonState.Kept;
import java.util.List;
import java.util.UUID;

/** What may be done to a person, given where they stand. */
final class PersonDecisions {

    private PersonDecisions() {}

    /** @return whether the hold is new. @throws PersonRefusedException when there is nobody left to keep */
    static boolean mayPlaceHold(PersonState state, UUID hold) {
        return keptHolds(state).stream().noneMatch(standing -> standing.hold().equals(hold));
    }

    /** @throws PersonRefusedException when no such hold stands */
    static void checkLifting(PersonState state, UUID hold) {
        if (keptHolds(state).stream().noneMatch(standing -> standing.hold().equals(hold))) {
            throw new PersonRefusedException(Reason.NO_SUCH_HOLD, List.of());
        }
    }

    private static List<LegalHoldPlaced> keptHolds(PersonState state) {
        return switch (state) {
            case Kept(var holds) -> holds;
            case Erased erased -> throw new PersonRefusedException(Reason.ERASED, List.of());
        };
    }

    /** @return whether there is something left to erase. @throws PersonRefusedException while a hold stands */
    static boolean mayErase(PersonState state) {
        return switch (state) {
            case Erased erased -> false;
            case Kept(var holds) -> {
                if (!holds.isEmpty()) {
                    throw new PersonRefusedException(Reason.ON_HOLD, holds);
                }
                yield true;
            }
        };
    }
}
