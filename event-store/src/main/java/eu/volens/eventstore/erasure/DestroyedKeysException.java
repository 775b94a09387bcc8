package eu.volens.eventstore.erasure;

/** The list of destroyed keys cannot be read or written; nothing is erased, and no service starts, without it. */
public final class DestroyedKeysException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DestroyedKeysException(String message, Exception cause) {
        super(message, cause);
    }

    DestroyedKeysException(String message) {
        super(message);
    }
}
