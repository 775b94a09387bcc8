package eu.volens.eventstore;

import eu.volens.eventstore.personal.PersonId;

/** Someone tried to keep personal data of a person who was erased. */
public final class ErasedPersonException extends RuntimeException {

    ErasedPersonException(PersonId person) {
        super("Person " + person + " was erased; nothing can be sealed for them any more");
    }
}
