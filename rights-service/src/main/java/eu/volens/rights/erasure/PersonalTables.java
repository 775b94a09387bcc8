package eu.volens.rights.erasure;

import eu.volens.eventstore.erasure.PersonalRows;
import eu.volens.eventstore.personal.PersonId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables that hold something of a person, and how it is taken out of each. Whatever was still to be done for the person ends here,
 * because nothing could be sealed for them any more.
 */
public final class PersonalTables {

    private PersonalTables() {}

    /** In this order: links are found by their letters, and messages are noted for the mailbox before they are forgotten. */
    public static List<PersonalRows> all() {
        return List.of(
                new Table("mail_to_expunge", """
                        INSERT INTO mail_to_expunge (mailbox, uid_validity, uid, content_hmac, message_id_hmac)
                        SELECT mailbox, uid_validity, uid, content_hmac, message_id_hmac FROM incoming_mail WHERE person = ? AND sealed IS NOT NULL AND mailbox <> 'handed-in'
                        ON CONFLICT DO NOTHING"""),
                new Table("incoming_mail", """
                        UPDATE incoming_mail SET sealed = NULL, content_hmac = NULL, message_id_hmac = NULL,
                            reason = CASE state WHEN 'kept' THEN 'erased' ELSE reason END,
                            state = CASE state WHEN 'kept' THEN 'set-aside' ELSE state END
                        WHERE person = ? AND sealed IS NOT NULL"""),
                new Table("submission", """
                        UPDATE submission SET sealed = NULL, once_hmac = NULL, content_hmac = NULL WHERE person = ? AND sealed IS NOT NULL"""),
                new Table("identity_link", "DELETE FROM identity_link WHERE letter_id IN (SELECT letter_id FROM letter WHERE person = ?)"),
                new Table("download_link", "DELETE FROM download_link WHERE letter_id IN (SELECT letter_id FROM letter WHERE person = ?)"),
                new Table("letter", """
                        UPDATE letter SET sealed = NULL, problem = NULL,
                            state = CASE WHEN state IN ('wanted', 'written') THEN 'dropped' ELSE state END
                        WHERE person = ? AND (sealed IS NOT NULL OR state = 'wanted')"""),
                new Table("holder_question", """
                        UPDATE holder_question SET sealed = NULL, problem = NULL, state = CASE state WHEN 'asked' THEN 'dropped' ELSE state END
                        WHERE person = ? AND (sealed IS NOT NULL OR state = 'asked')"""),
                new Table("package", """
                        UPDATE package SET sealed = NULL, problem = NULL,
                            state = CASE WHEN state IN ('wanted', 'made', 'recorded') THEN 'expired' ELSE state END
                        WHERE person = ? AND (sealed IS NOT NULL OR state = 'wanted')"""),
                new Table("case_timer", "DELETE FROM case_timer WHERE person = ?"),
                new Table("reminder", "DELETE FROM reminder WHERE person = ?"),
                new Table("correspondent_likeness", "DELETE FROM correspondent_likeness WHERE person = ?"),
                new Table("correspondent", "DELETE FROM correspondent WHERE person = ?"));
    }

    /** @param sql takes the person as its one parameter */
    private record Table(String name, String sql) implements PersonalRows {

        @Override
        public long purge(Connection connection, PersonId person) throws SQLException {
            try (PreparedStatement purge = connection.prepareStatement(sql)) {
                purge.setObject(1, person.value());
                return purge.executeUpdate();
            }
        }
    }
}
