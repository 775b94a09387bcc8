package eu.volens.eventstore.erasure;

import eu.volens.eventstore.personal.PersonId;
import java.time.Instant;
import java.util.Set;

/**
 * The list of persons whose keys were destroyed, kept outside the database and its backups, and only ever added to. Safe for many
 * threads and processes. Whoever steals it learns random ids; whoever removes it can bring erased people back with an old backup.
 */
public interface DestroyedKeys {

    /** Durable when it returns. Adding somebody twice is harmless. @throws DestroyedKeysException when it could not be made durable */
    void add(PersonId person, Instant at);

    Set<PersonId> all();
}
