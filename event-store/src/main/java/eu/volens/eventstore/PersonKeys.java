package eu.volens.eventstore;

import eu.volens.eventstore.personal.PersonId;
import java.util.Collection;
import java.util.Map;
import javax.crypto.SecretKey;

/** One key per person. Destroying it makes everything sealed under it unreadable for ever (Article 17 GDPR). Safe for many threads. */
public interface PersonKeys {

    /**
     * The person's key, created and durable when there was none.
     *
     * @throws ErasedPersonException when the key was destroyed: nothing new is sealed for someone who was erased
     */
    SecretKey keyFor(PersonId person);

    /** The keys that still exist, of those asked for. */
    Map<PersonId, SecretKey> find(Collection<PersonId> persons);

    /** Destroys the key. Idempotent; durable when it returns. A person who never had a key can have none from then on. */
    void destroy(PersonId person);
}
