package eu.volens.standalone.folder;

/**
 * A reason not to start that the person at the keyboard can do something about.
 * The message is one line and says what to do; no stack trace is ever shown for it.
 */
public final class Refusal extends RuntimeException {

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
