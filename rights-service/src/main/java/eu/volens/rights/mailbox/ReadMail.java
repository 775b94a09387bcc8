package eu.volens.rights.mailbox;

import eu.volens.rights.correspondent.MailAddress;
import java.util.List;
import java.util.Optional;

/**
 * What could be understood of a message.
 *
 * @param messageId   with its angle brackets; empty when the message has none
 * @param references  ids of the messages it answers, oldest first
 * @param name        as the sender calls themselves; may be empty
 * @param text        plain text of the parts meant to be read, at most {@link MailReader#TEXT_CHARS_MAX}
 * @param ownText     the text without what it quotes
 * @param attachments names of parts that are not text
 * @param faithful    false when bytes, structure or bounds kept some of it from being understood
 */
record ReadMail(MailHeaders headers, Optional<String> messageId, List<String> references, Optional<MailAddress> from, String name,
        String subject, String text, String ownText, List<String> attachments, boolean faithful) {}
