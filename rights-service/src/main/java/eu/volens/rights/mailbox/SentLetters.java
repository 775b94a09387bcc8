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

    /** @param recorded whether the case knows that it went out */
    record Sent(String messageId, UUID letterId, UUID caseId, PersonId person, boolean recorded) {}
}
