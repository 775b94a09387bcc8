package eu.volens.eventstore.erasure;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to a person as a whole. The stream is the person's own random id. */
public sealed interface PersonEvent {

    /** From here on the person cannot be erased. {@code by} is an account id. */
    record LegalHoldPlaced(PersonId person, UUID hold, HoldGround ground, Personal<String> reason, String by, Instant at) implements PersonEvent {}

    /** This hold stands no more; others may. */
    record LegalHoldLifted(PersonId person, UUID hold, String by, Instant at) implements PersonEvent {}

    /**
     * The certificate: the key is destroyed and what it sealed is gone. Holds no personal value, so it outlives the person's data.
     *
     * @param key       id of the destroyed key
     * @param reference what the erasure was decided in, such as a case number; null for none
     * @param purged    how much was taken away, where
     * @param replayed  done again, because an older database came back
     */
    record PersonErased(PersonId person, UUID key, @Nullable String reference, String by, List<Purged> purged, boolean replayed, Instant at)
            implements PersonEvent {}

    /** @param where a table, such as {@code event_log} */
    record Purged(String where, long rows) {}

    /** Adds the stored names to those of a service. */
    static EventTypes.Builder addTo(EventTypes.Builder types) {
        return types.type("person.hold-placed/1", LegalHoldPlaced.class)
                .type("person.hold-lifted/1", LegalHoldLifted.class)
                .type("person.erased/1", PersonErased.class);
    }
}
