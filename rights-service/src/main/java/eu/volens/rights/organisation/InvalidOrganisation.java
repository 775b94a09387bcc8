package eu.volens.rights.organisation;

/** A controller's folder cannot be used; the message names the file and what to change. The service does not start. */
public final class InvalidOrganisation extends RuntimeException {

    public InvalidOrganisation(String message) {
        super(message);
    }

    public InvalidOrganisation(String message, Throwable cause) {
        super(message, cause);
    }
}
