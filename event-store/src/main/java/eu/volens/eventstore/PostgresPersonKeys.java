package eu.volens.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import eu.volens.eventstore.personal.PersonId;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Person keys in table {@code person_key}, wrapped by the master key. Key ids are random.
 *
 * <p>An unwrapped key is remembered for a minute at most, so that a person who is busy costs one question to the database and the master
 * key. Destroying a key here forgets it here at once; another instance may know it for that minute. That is safe, because an erasure also
 * purges what the key sealed, so there is nothing left for it to open; and because nothing new gets into the log under it: before the
 * writer appends, it looks, alone on the locked head, who is destroyed.
 */
public final class PostgresPersonKeys implements PersonKeys {

    private static final int KEY_BYTES = 32;
    private static final int REMEMBERED_KEYS_MAX = 10_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final Supplier<byte[]> newKeys;
    private final Supplier<UUID> newIds;
    private final Cache<PersonId, SecretKey> remembered;
    private long destroyedHere;

    public PostgresPersonKeys(DataSource dataSource, MasterKey masterKey, SecureRandom random) {
        this(dataSource, masterKey, random, Ticker.systemTicker());
    }

    PostgresPersonKeys(DataSource dataSource, MasterKey masterKey, SecureRandom random, Ticker ticker) {
        this.remembered = Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS_MAX).expireAfterWrite(REMEMBERED_FOR).ticker(ticker)
                .executor(Runnable::run).build();
        this.dataSource = dataSource;
        this.masterKey = masterKey;
        this.newKeys = () -> {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            return key;
        };
        this.newIds = () -> new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    @Override
    public SecretKey keyFor(PersonId person) {
        SecretKey key = find(List.of(person)).get(person);
        return key != null ? key : create(person);
    }

    private SecretKey create(PersonId person) {
        UUID keyId = newIds.get();
        WrappedKey wrapped = masterKey.wrap(newKeys.get(), context(person.value().toString(), keyId.toString()));
        update("INSERT INTO person_key (person, key_id, master_key, wrapped) VALUES (?, ?, ?, ?) ON CONFLICT (person) DO NOTHING",
                person.value(), keyId, wrapped.masterKeyId(), wrapped.bytes());
        // Read back: another thread or instance may have been faster, and then its key is the key.
        SecretKey key = find(List.of(person)).get(person);
        if (key == null) {
            throw new ErasedPersonException(person);
        }
        return key;
    }

    @Override
    public Map<PersonId, SecretKey> find(Collection<PersonId> persons) {
        Map<PersonId, SecretKey> found = new HashMap<>(remembered.getAllPresent(persons));
        List<PersonId> others = persons.stream().filter(person -> !found.containsKey(person)).distinct().toList();
        if (others.isEmpty()) {
            return found;
        }
        long destroyedBefore = destroyedHere();
        Map<PersonId, SecretKey> unwrapped = new HashMap<>();
        // The connection is back in its pool by now: the master key may be far away.
        for (Wrapped key : read(others)) {
            byte[] plain = masterKey.unwrap(key.masterKeyId(), key.bytes(), context(key.person().toString(), key.keyId().toString()));
            unwrapped.put(new PersonId(key.person()), new SecretKeySpec(plain, "AES"));
        }
        remember(unwrapped, destroyedBefore);
        found.putAll(unwrapped);
        return found;
    }

    private record Wrapped(UUID person, UUID keyId, String masterKeyId, byte[] bytes) {}

    private List<Wrapped> read(List<PersonId> persons) {
        List<Wrapped> read = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT person, key_id, master_key, wrapped FROM person_key WHERE person = ANY (?) AND wrapped IS NOT NULL")) {
            query.setArray(1, connection.createArrayOf("uuid", persons.stream().map(PersonId::value).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    read.add(new Wrapped(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getString(3), rows.getBytes(4)));
                }
            }
            return read;
        } catch (SQLException e) {
            throw new LogUnavailableException("Person keys cannot be read", e);
        }
    }

    private synchronized long destroyedHere() {
        return destroyedHere;
    }

    /** Not when a key was destroyed here since these were read: it may be one of them. */
    private synchronized void remember(Map<PersonId, SecretKey> keys, long destroyedBefore) {
        if (destroyedHere == destroyedBefore) {
            remembered.putAll(keys);
        }
    }

    private synchronized void forget(PersonId person) {
        destroyedHere++;
        remembered.invalidate(person);
    }

    @Override
    public void destroy(PersonId person) {
        try {
            // Behind the writer's back no key goes: what it was about to seal for this person is in the log by now, or refused after.
            update("""
                    WITH head AS (SELECT 1 FROM log_head FOR UPDATE)
                    INSERT INTO person_key (person, key_id, destroyed_at) SELECT ?, ?, now() FROM head
                    ON CONFLICT (person) DO UPDATE SET wrapped = NULL, master_key = NULL, destroyed_at = now()
                    WHERE person_key.destroyed_at IS NULL""", person.value(), newIds.get());
        } finally {
            // Also when nobody saw the end: it may have been destroyed.
            forget(person);
        }
    }

    private void update(String sql, @Nullable Object... values) {
        try (Connection connection = dataSource.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new LogUnavailableException("Person keys cannot be written", e);
        }
    }

    /** For {@link MasterKeyRotation}. */
    static WrappedKeys wrappedKeys() {
        return new WrappedKeys("person_key", List.of("person", "key_id"), columns -> context(columns.getFirst(), columns.getLast()));
    }

    private static String context(String person, String keyId) {
        return "person-key/1\n" + person + "\n" + keyId;
    }
}
