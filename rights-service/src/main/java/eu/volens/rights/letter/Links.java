package eu.volens.rights.letter;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Makes the link that a letter carries. Runs inside the transaction that keeps the letter. */
public interface Links {

    /** A link, and until when it can be used. */
    record Link(String address, Instant until) {}

    /** Empty when there is nothing that a link could lead to. */
    Optional<Link> issue(UUID caseId, UUID letterId, Instant now);
}
