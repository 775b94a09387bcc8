package eu.volens.rights.mailbox;

import eu.volens.eventstore.personal.PersonId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the mailbox must know of the letters that went out: whether a message is about one of them. */
public interface SentLetters {

    /**
     * Those of our letters that have one of these message ids, in no order; also letters to people who were erased since. An id holds 128
     * bits of an HMAC under our secret and is compared as a whole, so whoever names one has had the letter, or its report.
     */
    List<Sent> withIds(Collection<String> messageIds);

    /** One of them. */
    record Sent(String messageId, UUID letterId, UUID caseId, PersonId person, State state) {}

    /** How far it is. */
    enum State {
        /** Perhaps handed to the mail server, and its case has not heard of it. */
        UNDER_WAY,
        /** Its case knows that it went out. */
        RECORDED,
        /** Given up before it went out. */
        DROPPED
    }
}
