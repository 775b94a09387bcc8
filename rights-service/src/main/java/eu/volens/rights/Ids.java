package eu.volens.rights;

import java.util.UUID;

/** Where everything random comes from. The one that is truly random is in package {@code system}; tests bring their own. */
public interface Ids {

    /** A random UUID, version 4. */
    UUID random();

    /** So many random bytes, for tokens, salts and keys. */
    byte[] secret(int bytes);
}
