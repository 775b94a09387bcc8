package eu.volens.rights.mailbox;

import eu.volens.eventstore.personal.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Messages that became no case: kept, seen by people, and gone only with the person they belong to. Safe for many threads. */
public interface SetAsideMails {

    /** Newest first; {@code page} counted from 0. */
    Page list(int page, int size);

    Optional<Mail> find(UUID mailId);

    /**
     * Somebody read it and finds a request in it: a case opens, its clock running from when the message arrived.
     *
     * @param by account id of who decided
     * @return the case; the same again when it was opened before; empty when there is no such message, or it was erased
     */
    Optional<UUID> openCase(UUID mailId, String by);

    record Page(List<Mail> mails, int page, int size, long total) {}

    /**
     * One message.
     *
     * @param reason {@code bounce}, {@code delayed}, {@code delivered}, {@code report}, {@code automatic-reply}, {@code mailing-list},
     *               {@code spam}, {@code own-message} or {@code no-request}; a message key
     * @param text   plain text, never markup
     */
    record Mail(UUID mailId, Instant arrivedAt, String reason, Personal<String> from, Personal<String> subject,
            Personal<String> text) {}
}
