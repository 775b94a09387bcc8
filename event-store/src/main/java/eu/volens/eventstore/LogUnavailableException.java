package eu.volens.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The database, or where the master key rests, did not answer as it should. The message says whether what was being written is known
 * not to be stored; asking again is safe where commands are idempotent.
 */
public sealed class LogUnavailableException extends RuntimeException
        permits LogStoppedException, MasterKeyUnavailableException, MasterKeyRefusedException {

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
