package eu.volens.eventstore;

/**
 * The key that wraps every person's key; where it rests is the adapter's business. Whoever steals the database without it
 * can read no personal field; whoever steals both can read those of everyone not yet erased. Safe for many threads.
 *
 * <p>An adapter that asks somebody else throws {@link MasterKeyUnavailableException} when there is no answer, where asking again may
 * help, and {@link MasterKeyRefusedException} when the answer is no, where somebody has to change a setting first.
 */
public interface MasterKey {

    /** Names the key that {@link #wrap} uses now. May change while this runs, when the key is rotated where it rests. */
    String id();

    /**
     * Wraps a 256-bit key under the current master key.
     *
     * @param context binds the wrapped key to its place; {@link #unwrap} needs the same
     */
    WrappedKey wrap(byte[] key, String context);

    /**
     * Unwraps what was wrapped under the current key or an older one that is still held.
     *
     * @param masterKeyId as {@link WrappedKey} named it
     * @throws SealedDataException when no key of that id is held, the wrapped key is not one of that key's, or was changed, or the
     *         context differs
     */
    byte[] unwrap(String masterKeyId, byte[] wrapped, String context);
}
