package eu.volens.eventstore;

import eu.volens.eventstore.personal.PersonId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns event records into rows and back. The personal part is sealed under its person's key together with a random salt, and committed
 * to by {@code HMAC-SHA256(salt, personal part)}: once both are gone, the commitment says nothing.
 */
final class EventCodec {

    private static final int SALT_BYTES = 32;
    /** A leaf of the transparency log has at most 65,535 bytes, and all else in it together never 500. */
    private static final int OPEN_BYTES_MAX = 65_000;

    private final EventTypes types;
    private final PersonKeys keys;
    private final SecureRandom random;

    EventCodec(EventTypes types, PersonKeys keys, SecureRandom random) {
        this.types = types;
        this.keys = keys;
        this.random = random;
    }

    /** @throws IllegalArgumentException for what cannot be written, such as an event that no bundle of the transparency log could hold */
    PendingEvent write(UUID stream, long sequence, Object payload) {
        EventShape shape = types.shapeOf(payload);
        EventShape.Parts parts = shape.divide(payload);
        refuseTooLong(shape, parts.open());
        if (parts.personal() == null) {
            return new PendingEvent(stream, sequence, shape.type(), parts.open(), null, null, null);
        }
        PersonId person = Objects.requireNonNull(parts.person(), () -> shape.type() + " names no person");
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] personal = parts.personal().getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(SALT_BYTES + personal.length).put(salt).put(personal).array();
        byte[] sealed = Aead.seal(keys.keyFor(person), plain, context(stream, sequence, shape.type()), random);
        return new PendingEvent(stream, sequence, shape.type(), parts.open(), person.value(), commitment(salt, personal), sealed);
    }

    /** Once recorded, it could never be shown or proven. */
    private static void refuseTooLong(EventShape shape, String open) {
        int bytes = open.length() <= OPEN_BYTES_MAX / 3 ? 0 : open.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > OPEN_BYTES_MAX) {
            throw new IllegalArgumentException("The open part of " + shape.type() + " has " + bytes + " bytes; at most " + OPEN_BYTES_MAX
                    + " can be recorded");
        }
    }

    /** Reads rows back in their order; one look-up of keys for all of them. */
    List<RecordedEvent> read(List<StoredEvent> rows) {
        Map<PersonId, SecretKey> found = keys(rows);
        List<RecordedEvent> events = new ArrayList<>(rows.size());
        for (StoredEvent row : rows) {
            events.add(read(row, row.person() == null ? null : found.get(new PersonId(row.person()))));
        }
        return events;
    }

    private Map<PersonId, SecretKey> keys(List<StoredEvent> rows) {
        Set<PersonId> persons = new HashSet<>();
        for (StoredEvent row : rows) {
            if (row.sealed() != null) {
                persons.add(new PersonId(row.person()));
            }
        }
        return persons.isEmpty() ? Map.of() : keys.find(persons);
    }

    private RecordedEvent read(StoredEvent row, @Nullable SecretKey key) {
        String personal = row.sealed() == null || key == null ? null : open(row, key);
        EventShape shape = types.shape(row.type());
        return new RecordedEvent(row.position(), row.stream().toString(), row.sequence(), shape.type(), row.recordedAt(),
                shape.join(row.open(), personal));
    }

    private static String open(StoredEvent row, SecretKey key) {
        byte[] plain = Aead.open(key, row.sealed(), context(row.stream(), row.sequence(), row.type()));
        return new String(plain, SALT_BYTES, plain.length - SALT_BYTES, StandardCharsets.UTF_8);
    }

    String aggregateType(String storedType) {
        return types.shape(storedType).aggregateType();
    }

    private static String context(UUID stream, long sequence, String type) {
        return "event/1\n" + stream + "\n" + sequence + "\n" + type;
    }

    static byte[] commitment(byte[] salt, byte[] personal) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return mac.doFinal(personal);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do HMAC-SHA256", e);
        }
    }
}
