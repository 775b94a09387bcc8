package eu.volens.eventstore;

/** Where the master key rests, we are not let in or what we name does not exist. Nothing was recorded; an operator must act first. */
public final class MasterKeyRefusedException extends LogUnavailableException {

    MasterKeyRefusedException(String message) {
        super(message, null);
    }
}
