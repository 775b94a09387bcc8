package eu.volens.eventstore;

import org.jspecify.annotations.Nullable;

/** Nobody answers where the master key rests, or not now. Nothing was recorded; asking again may help. */
public final class MasterKeyUnavailableException extends LogUnavailableException {

    MasterKeyUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
