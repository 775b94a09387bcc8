package eu.volens.rights.mailbox;

import eu.volens.eventstore.personal.PersonId;
import java.util.Collection;
import java.util.Optional;

/** What the mailbox must know of the letters that went out: whether a message answers one of them. */
public interface SentLetters {

    /** Whether one of these message ids is that of a letter of ours to this very person. Guessing an id is no use: they hold an HMAC. */
    boolean sentTo(PersonId person, Collection<String> messageIds);

    /** To whom one of these letters of ours went, erased since or not; empty when none of them is ours. */
    Optional<PersonId> recipientOf(Collection<String> messageIds);
}
