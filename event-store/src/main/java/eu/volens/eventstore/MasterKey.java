package eu.volens.eventstore;

/**
 * The key that wraps every person's key; where it rests is the adapter's business. Whoever steals the database without it
 * can read no personal field; whoever steals both can read those of everyone not yet erased.
 */
public interface MasterKey {

    /** Names the key, so that keys wrapped by an older one can be told apart. */
    String id();

    /**
     * Wraps a 256-bit key.
     *
     * @param context binds the wrapped key to its place; {@link #unwrap} needs the same
     */
    byte[] wrap(byte[] key, String context);

    /** @throws SealedDataException when the wrapped key is not one of this master key's, or was changed, or the context differs */
    byte[] unwrap(byte[] wrapped, String context);
}
