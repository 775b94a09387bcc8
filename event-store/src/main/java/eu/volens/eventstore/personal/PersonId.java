package eu.volens.eventstore.personal;

import java.util.UUID;

/** Whose key seals the personal fields of an event. Random, never derived from a name or an address. */
public record PersonId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
