package eu.volens.rights.door;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A request that reached the controller and is to be a case.
 *
 * @param receivedAt      when it reached the controller; the clock runs from that day
 * @param messageRef      id of what was kept of it
 * @param attention       what its door saw that needs a human
 * @param doubts          what its door saw that speaks against its being the person
 * @param answerByMachine whether a letter may answer it at once (RFC 3834)
 */
public record Arrival(UUID caseId, Channel channel, Instant receivedAt, UUID messageRef, Sender sender, Wish wish, Set<Attention> attention,
        Set<Doubt> doubts, boolean answerByMachine) {

    /**
     * Who it comes from.
     *
     * @param person  whose key seals what is personal
     * @param address where to answer; empty when there is none that a machine could use
     */
    public record Sender(PersonId person, Optional<MailAddress> address, String name) {}

    /**
     * What it asks.
     *
     * @param rights         empty when that is unknown
     * @param language       ISO 639-1
     * @param consentRecords ids of consent records that came with it
     */
    public record Wish(List<Right> rights, String language, String subject, List<String> consentRecords) {}
}
