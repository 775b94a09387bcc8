package eu.volens.eventstore;

import eu.volens.eventstore.personal.PersonId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/** Person keys in table {@code person_key}, wrapped by the master key. Key ids are random. */
public final class PostgresPersonKeys implements PersonKeys {

    private static final int KEY_BYTES = 32;

    private final DataSource dataSource;
    private final MasterKey masterKey;
    private final Supplier<byte[]> newKeys;
    private final Supplier<UUID> newIds;

    public PostgresPersonKeys(DataSource dataSource, MasterKey masterKey, java.security.SecureRandom random) {
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
        Map<PersonId, SecretKey> found = new HashMap<>();
        if (persons.isEmpty()) {
            return found;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT person, key_id, master_key, wrapped FROM person_key WHERE person = ANY (?) AND wrapped IS NOT NULL")) {
            Array ids = connection.createArrayOf("uuid", persons.stream().map(PersonId::value).distinct().toArray());
            query.setArray(1, ids);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    byte[] key = masterKey.unwrap(rows.getString(3), rows.getBytes(4), context(rows.getString(1), rows.getString(2)));
                    found.put(new PersonId(rows.getObject(1, UUID.class)), new SecretKeySpec(key, "AES"));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new LogUnavailableException("Person keys cannot be read", e);
        }
    }

    @Override
    public void destroy(PersonId person) {
        // Behind the writer's back no key goes: what it was about to seal for this person is in the log by now, or refused after.
        update("""
                WITH head AS (SELECT 1 FROM log_head FOR UPDATE)
                INSERT INTO person_key (person, key_id, destroyed_at) SELECT ?, ?, now() FROM head
                ON CONFLICT (person) DO UPDATE SET wrapped = NULL, master_key = NULL, destroyed_at = now()
                WHERE person_key.destroyed_at IS NULL""", person.value(), newIds.get());
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
