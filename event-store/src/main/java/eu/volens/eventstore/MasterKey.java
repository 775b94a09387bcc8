package eu.volens.eventstore;

/**
 * The key that wraps every person's key; where it rests is the adapter's business. Whoever steals the database without it
 * can read no personal field; whoever steals both can read those of everyone not yet erased.
 */
public interface MasterKey {

    /** Names the key that {@link #wrap} uses now. Store it beside what was wrapped: {@link #unwrap} needs it. */
    String id();

    /**
     * Wraps a 256-bit key.
     *
     * @param context binds the wrapped key to its place; {@link #unwrap} needs the same
     */
    byte[] wrap(byte[] key, String context);

    /**
     * Unwraps what was wrapped under the current key or an older one that is still held.
     *
     * @param masterKeyId what {@link #id} was when the key was wrapped
     * @throws SealedDataException when no key of that id is held, the wrapped key is not one of that key's, or was changed, or the
     *         context differs
     */
    byte[] unwrap(String masterKeyId, byte[] wrapped, String context);
}
