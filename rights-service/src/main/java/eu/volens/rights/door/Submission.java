package eu.volens.rights.door;

import eu.volens.rights.request.Doubt;
import eu.volens.rights.request.Right;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was handed in by another door than the mailbox.
 *
 * @param receivedAt when it reached the controller
 * @param enteredBy  account id, or name of a key; null when the person sent it
 * @param once       names this sending; empty when it has no name
 */
record Submission(Channel channel, Instant receivedAt, @Nullable String enteredBy, Optional<Once> once, Content content) {

    /**
     * What makes sending the same thing again no second request.
     *
     * @param name  random, or chosen by a program
     * @param bytes what must be the same when the name is; empty where the name says it all
     */
    record Once(String name, byte[] bytes) {

        /** A form pressed twice is one request; one that was corrected before it was sent again is another. */
        static Once ofForm(String name, Content content) {
            return new Once(name + "\n" + content, new byte[0]);
        }
    }

    /**
     * What is kept, sealed.
     *
     * @param address the empty string when there is none
     */
    record Content(List<Right> rights, String language, String name, String address, String subject, String message,
            List<String> consentRecords, Set<Doubt> doubts) {}

    /** What can be told of one at once, and is the same whether the person is known or not. */
    record Receipt(UUID caseId, String caseNumber, Instant receivedAt) {}
}
