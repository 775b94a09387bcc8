package eu.volens.rights.lookup;

import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.WrappedKey;
import eu.volens.eventstore.WrappedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * HMAC-SHA256 under a secret of this service. Who has the database but not the master key can compute none of these, so an address
 * cannot be tried out against a stolen table. Safe for many threads.
 */
public final class LookupKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String CONTEXT = "lookup-key/1";

    private final SecretKeySpec key;

    LookupKey(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Opens the secret, creating it at the first start. Several instances may do so at once; one secret wins.
     *
     * @param newSecret 32 random bytes
     */
    public static LookupKey openOrCreate(JdbcClient database, MasterKey masterKey, Supplier<byte[]> newSecret) {
        WrappedKey wrapped = masterKey.wrap(newSecret.get(), CONTEXT);
        database.sql("INSERT INTO lookup_key (master_key, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(wrapped.masterKeyId(), wrapped.bytes()).update();
        return new LookupKey(database.sql("SELECT master_key, wrapped FROM lookup_key")
                .query((row, i) -> masterKey.unwrap(row.getString(1), row.getBytes(2), CONTEXT)).single());
    }

    /** The secret, for {@link eu.volens.eventstore.MasterKeyRotation}. */
    public static WrappedKeys wrappedKeys() {
        return new WrappedKeys("lookup_key", List.of("one_row"), _ -> CONTEXT);
    }

    /** @param purpose keeps equal values of different kinds apart, such as {@code address} */
    public byte[] hmac(String purpose, byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do HMAC-SHA256", e);
        }
    }

    public byte[] hmac(String purpose, String value) {
        return hmac(purpose, value.getBytes(StandardCharsets.UTF_8));
    }
}
