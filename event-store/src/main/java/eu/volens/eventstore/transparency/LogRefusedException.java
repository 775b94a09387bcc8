package eu.volens.eventstore.transparency;

/** What is stored contradicts what was signed. Nothing is signed until a person has found out why. */
public final class LogRefusedException extends RuntimeException {

    public LogRefusedException(String message) {
        super(message);
    }

    LogRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
