package eu.volens.eventstore;

/**
 * A key under a master key, as it rests.
 *
 * @param masterKeyId the master key that opens it, to be stored beside it
 */
public record WrappedKey(String masterKeyId, byte[] bytes) {}
