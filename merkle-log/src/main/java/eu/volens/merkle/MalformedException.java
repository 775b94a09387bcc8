package eu.volens.merkle;

/** Bytes that do not follow their format. The message names what is wrong, never more than a short part of the bytes. */
public final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }
}
