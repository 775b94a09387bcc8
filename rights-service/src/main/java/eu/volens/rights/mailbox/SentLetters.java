package eu.volens.rights.mailbox;

import eu.volens.eventstore.personal.PersonId;
import java.util.Collection;

/** What the mailbox must know of the letters that went out: whether a message answers one of them. */
public interface SentLetters {

    /** Whether one of these message ids is that of a letter of ours to this very person. Guessing an id is no use: they hold an HMAC. */
    boolean sentTo(PersonId person, Collection<String> messageIds);
}
