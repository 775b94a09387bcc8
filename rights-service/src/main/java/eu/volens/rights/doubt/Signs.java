package eu.volens.rights.doubt;

import eu.volens.rights.correspondent.MailAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a message shows of its sender.
 *
 * @param from                  who wrote, as far as that can be read
 * @param name                  as they call themselves, decoded
 * @param replyTo               fields {@code Reply-To} as they stand
 * @param authenticationResults fields {@code Authentication-Results} as they stand, the topmost first
 * @param text                  their own words
 */
public record Signs(Optional<MailAddress> from, String name, List<String> replyTo, List<String> authenticationResults, String text) {}
