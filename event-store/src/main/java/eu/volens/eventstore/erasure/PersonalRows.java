package eu.volens.eventstore.erasure;

import eu.volens.eventstore.personal.PersonId;
import java.sql.Connection;
import java.sql.SQLException;

/** What a service keeps of a person beside the log, in one table. */
public interface PersonalRows {

    /** The table, as the certificate names it. */
    String name();

    /**
     * Takes away everything of the person, ciphertexts and look-up hashes included. Called inside the transaction of the erasure, with the
     * log locked: short, idempotent, neither commits nor waits for anything outside the database.
     *
     * @return how many rows were changed or deleted
     */
    long purge(Connection connection, PersonId person) throws SQLException;
}
