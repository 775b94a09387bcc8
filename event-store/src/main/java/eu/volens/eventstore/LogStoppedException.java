package eu.volens.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * This instance writes no more: a disk failed, or it could not find out what became of something it wrote. Nothing is retried behind
 * anyone's back; a restart begins again from what the database really holds.
 */
public final class LogStoppedException extends LogUnavailableException {

    LogStoppedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
