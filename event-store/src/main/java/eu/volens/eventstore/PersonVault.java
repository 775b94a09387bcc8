package eu.volens.eventstore;

import eu.volens.eventstore.personal.PersonId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Seals other personal bytes at rest, such as mails and packages, under their person's key: erased together with the events. */
public final class PersonVault {

    private final PersonKeys keys;
    private final SecureRandom random;

    public PersonVault(PersonKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * Seals bytes under the person's key, which is created when there is none.
     *
     * @param context where the bytes rest, such as {@code incoming-mail:<id>}; they open nowhere else
     */
    public byte[] seal(PersonId person, String context, byte[] plain) {
        return Aead.seal(keys.keyFor(person), plain, context, random);
    }

    /** The bytes; empty when the person was erased. @throws SealedDataException when they were changed or moved */
    public Optional<byte[]> open(PersonId person, String context, byte[] sealed) {
        return Optional.ofNullable(keys.find(List.of(person)).get(person)).map(key -> Aead.open(key, sealed, context));
    }
}
