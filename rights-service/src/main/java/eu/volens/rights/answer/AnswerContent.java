package eu.volens.rights.answer;

import eu.volens.rights.holder.HolderAnswer;
import eu.volens.rights.request.CaseFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that goes into a package, in clear.
 *
 * @param message the person's own message; empty when it could not be read
 * @param found   what each holder answered
 * @param madeAt  when the DPO approved, which is also the time every file of the package bears
 */
public record AnswerContent(CaseFacts facts, String name, String address, List<String> consentRecords, Optional<Message> message,
        List<Found> found, Instant madeAt) {

    /** What the person wrote. */
    public record Message(Instant arrivedAt, String subject, String text, List<String> attachments) {}

    /** One holder's answer: its meaning, and its bytes, unaltered. */
    public record Found(HolderAnswer answer, byte[] bytes) {}
}
