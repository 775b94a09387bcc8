package eu.volens.ledger.consent;

import eu.volens.eventstore.personal.PersonId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Under whose key the personal fields of a record are sealed: one person for each record, and for good. The id is made from the record's, which
 * is random, and says nothing of anybody; so nobody has to read or to remember it. Once erased, nothing personal is kept for the record again.
 */
public final class RecordPerson {

    private RecordPerson() {}

    /** The same for the same record, on every machine. Never equal to a record's id: those are of another version. */
    public static PersonId of(UUID record) {
        return new PersonId(UUID.nameUUIDFromBytes(("volens person of record\n" + record).getBytes(StandardCharsets.UTF_8)));
    }
}
