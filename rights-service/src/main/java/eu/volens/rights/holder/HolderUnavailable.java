package eu.volens.rights.holder;

/** A holder gave no answer that can be used. The message is for the DPO and holds nothing personal. */
public final class HolderUnavailable extends RuntimeException {

    public HolderUnavailable(String message) {
        super(message);
    }

    public HolderUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
