package eu.volens.rights.request;

/** Thrown out of the command gateway when a command was refused; carries the named reason. Nothing changed. */
public final class RequestRefusedException extends RuntimeException {

    private final Refusal reason;

    public RequestRefusedException(Refusal reason) {
        super(reason.wireName());
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }
}
