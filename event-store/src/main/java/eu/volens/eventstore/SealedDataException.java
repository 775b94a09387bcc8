package eu.volens.eventstore;

/** Something sealed does not open: changed, moved to another place, or sealed under another key. Never means "erased". */
public final class SealedDataException extends RuntimeException {

    SealedDataException(String message, Throwable cause) {
        super(message, cause);
    }

    SealedDataException(String message) {
        super(message);
    }
}
