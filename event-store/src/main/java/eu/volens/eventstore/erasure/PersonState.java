package eu.volens.eventstore.erasure;

import eu.volens.eventstore.erasure.PersonEvent.LegalHoldLifted;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonEvent.PersonErased;
import java.util.List;
import java.util.stream.Stream;

/** Where a person stands: kept, with the holds that stand, or erased. */
public sealed interface PersonState {

    /** @param holds that stand, oldest first; empty when nothing is in the way of an erasure */
    record Kept(List<LegalHoldPlaced> holds) implements PersonState {

        public Kept {
            holds = List.copyOf(holds);
        }
    }

    /** @param certificate the first one; an erasure done again after a restore changes nothing */
    record Erased(PersonErased certificate) implements PersonState {}

    PersonState UNTOUCHED = new Kept(List.of());

    static PersonState of(List<PersonEvent> events) {
        PersonState state = UNTOUCHED;
        for (PersonEvent event : events) {
            state = state.after(event);
        }
        return state;
    }

    private PersonState after(PersonEvent event) {
        return switch (this) {
            case Erased erased -> erased;
            case Kept(var holds) -> switch (event) {
                case LegalHoldPlaced placed -> new Kept(Stream.concat(holds.stream(), Stream.of(placed)).toList());
                case LegalHoldLifted lifted -> new Kept(holds.stream().filter(hold -> !hold.hold().equals(lifted.hold())).toList());
                case PersonErased certificate -> new Erased(certificate);
            };
        };
    }
}
