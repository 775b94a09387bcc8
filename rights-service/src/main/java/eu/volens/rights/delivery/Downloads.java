package eu.volens.rights.delivery;

import java.io.IOException;
import java.time.Instant;

/**
 * One-time links to answers. A token is random, at rest only as a hash, and expires in at most seven days.
 * Looking changes nothing; only {@link #take} acts. Safe for many threads and several instances: of two takers at once, one gets
 * {@link Busy}.
 */
public interface Downloads {

    /** What to show for a token. Anything may be passed in; never throws for what a person could type. */
    Answer look(String token);

    /**
     * Hands the package to the receiver, once. When the receiver returns, the package is purged and the case told; when it throws,
     * the link stays usable, so that a broken connection costs nobody their answer.
     *
     * @param receiver called at most once, only when the answer will be {@link Taken}; writes headers and bytes to the response
     * @return {@link Taken} when handed over; otherwise why not, and nothing was written
     * @throws IOException what the receiver threw
     */
    Answer take(String token, Receiver receiver) throws IOException;

    /** Gets the package. */
    @FunctionalInterface
    interface Receiver {
        void receive(Parcel parcel) throws IOException;
    }

    /**
     * A package in clear, on its way out.
     *
     * @param fileName  safe in a {@code Content-Disposition} header: letters, digits, dots, hyphens
     * @param mediaType {@code application/zip}
     * @param sha256    of the bytes, hexadecimal
     */
    record Parcel(String fileName, String mediaType, byte[] bytes, String sha256) {}

    /** What a token stands for. {@code language} is ISO 639-1, of the case. */
    sealed interface Answer {}

    /** It can be taken. */
    record Ready(String language, String caseNumber, String fileName, long sizeBytes, String sha256, Instant expiresAt)
            implements Answer {}

    /** It has just been handed over. */
    record Taken(String language, String caseNumber) implements Answer {}

    /** It was handed over before; nothing is kept. */
    record Gone(String language, String caseNumber, Instant takenAt) implements Answer {}

    /** It is being handed over at this moment. */
    record Busy(String language, String caseNumber) implements Answer {}

    /** Its time has run out. The person writes again. */
    record Expired(String language, String caseNumber) implements Answer {}

    /** No such link; nothing is said about why. */
    record Unknown() implements Answer {}
}
