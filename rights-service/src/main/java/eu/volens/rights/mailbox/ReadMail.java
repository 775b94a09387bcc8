package eu.volens.rights.mailbox;

import eu.volens.rights.correspondent.MailAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What could be understood of a message.
 *
 * @param messageId  with its angle brackets; empty when the message has none
 * @param references ids of the messages it answers, oldest first
 * @param name       as the sender calls themselves; may be empty
 * @param text       plain text of the parts meant to be read, at most {@link MailReader#TEXT_CHARS_MAX}
 * @param ownText    the text without what it answers to; what is forwarded counts as said
 * @param files      parts that are not text, and messages that are attached
 * @param page       the first part that is a page (HTML)
 * @param bounds     where reading stopped; empty for nearly every message
 * @param faithful   false when bytes, structure or bounds kept some of it from being understood
 * @param bytesRead  how many bytes were gone over, those of a part again for each part around it: the work it took
 */
record ReadMail(MailHeaders headers, Optional<String> messageId, List<String> references, Optional<MailAddress> from, String name,
        String subject, String text, String ownText, List<MailPart> files, Optional<MailPart> page, Set<Trait> traits, Set<Bound> bounds,
        boolean faithful, long bytesRead) {

    /** Names of {@link #files}. */
    List<String> attachments() {
        return files.stream().map(MailPart::name).toList();
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether words may be in it that nobody could read. */
    boolean hidesWords() {
        return is(Trait.ENCRYPTED) || !bounds.isEmpty() || is(Trait.WINMAIL) && text.isBlank();
    }
}
