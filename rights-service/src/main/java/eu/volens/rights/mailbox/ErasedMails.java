package eu.volens.rights.mailbox;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code mail_to_expunge}: messages of erased persons that still lie in a mailbox. Safe for many threads and instances. */
public final class ErasedMails {

    private final JdbcClient database;

    public ErasedMails(JdbcClient database) {
        this.database = database;
    }

    /** Whether a message like this is to be taken out of a mailbox: then it was read once more, and is nothing new. */
    boolean know(byte[] content, byte[] messageId) {
        return database.sql("SELECT count(*) FROM mail_to_expunge WHERE content_hmac = ? AND message_id_hmac = ?")
                .params(content, messageId).query(Integer.class).single() > 0;
    }

    /** In the transaction in which the kept message loses its bytes. What was handed in lies in no mailbox. */
    void want(KeptMails.Kept kept, byte[] content, byte[] messageId) {
        database.sql("""
                INSERT INTO mail_to_expunge (mailbox, uid_validity, uid, content_hmac, message_id_hmac)
                SELECT mailbox, uid_validity, uid, ?, ? FROM incoming_mail WHERE mail_id = ? AND mailbox <> 'handed-in' ON CONFLICT DO NOTHING""")
                .params(content, messageId, kept.mailId()).update();
    }

    /** What is to be taken out, by the server's numbers. */
    List<Long> numbers(String mailbox, long uidValidity) {
        return database.sql("SELECT uid FROM mail_to_expunge WHERE mailbox = ? AND uid_validity = ? ORDER BY uid")
                .params(mailbox, uidValidity).query(Long.class).list();
    }

    /** The server does not have it any more. */
    void gone(String mailbox, long uidValidity, long uid) {
        database.sql("DELETE FROM mail_to_expunge WHERE mailbox = ? AND uid_validity = ? AND uid = ?").params(mailbox, uidValidity, uid).update();
    }

    /**
     * The server counts anew, and everything it has was read again: what of the old numbers was still there is known by its new one.
     * Does nothing while a message waits to be understood.
     */
    void forgetOlder(String mailbox, long uidValidity) {
        database.sql("""
                DELETE FROM mail_to_expunge WHERE mailbox = ? AND uid_validity <> ?
                AND NOT EXISTS (SELECT 1 FROM incoming_mail WHERE mailbox = ? AND state = 'kept')""")
                .params(mailbox, uidValidity, mailbox).update();
    }
}
