package eu.volens.eventstore;

/** The database did not answer as it should. What was being written may or may not be stored; asking again is safe where commands are idempotent. */
public final class LogUnavailableException extends RuntimeException {

    public LogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
