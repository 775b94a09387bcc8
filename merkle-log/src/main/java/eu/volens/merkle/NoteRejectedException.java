package eu.volens.merkle;

/** A well-formed note that must not be believed: no known key signed it, or a signature under a known key is not that key's. */
public final class NoteRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoteRejectedException(String message) {
        super(message);
    }
}
