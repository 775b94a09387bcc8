package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every place of a master key must do. */
abstract class MasterKeyContract {

    static final SecureRandom RANDOM = new SecureRandom();

    /** The master key as it is kept now. Always the same until {@link #rotate}. */
    abstract MasterKey masterKey() throws Exception;

    /** Makes a new key the current one, where the keys rest. Older ones still unwrap. */
    abstract void rotate() throws Exception;

    private final byte[] key = RANDOM.generateSeed(32);

    @Test
    void whatWasWrappedUnwrapsAlsoAfterARestart() throws Exception {
        WrappedKey wrapped = masterKey().wrap(key, "here");
        MasterKey again = masterKey();
        assertThat(wrapped.masterKeyId()).isEqualTo(again.id());
        assertThat(again.unwrap(wrapped.masterKeyId(), wrapped.bytes(), "here")).isEqualTo(key);
    }

    @Test
    void whatIsWrappedTwiceLooksDifferentAndHoldsNoKey() throws Exception {
        WrappedKey one = masterKey().wrap(key, "here");
        WrappedKey other = masterKey().wrap(key, "here");
        assertThat(one.bytes()).isNotEqualTo(other.bytes());
        assertThat(new String(one.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(key, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(java.util.Base64.getEncoder().encodeToString(key));
    }

    @Test
    void atAnotherPlaceItDoesNotOpen() throws Exception {
        WrappedKey wrapped = masterKey().wrap(key, "here");
        assertThatThrownBy(() -> masterKey().unwrap(wrapped.masterKeyId(), wrapped.bytes(), "there")).isInstanceOf(SealedDataException.class);
    }

    @Test
    void everyFlippedByteIsNoticed() throws Exception {
        MasterKey masterKey = masterKey();
        WrappedKey wrapped = masterKey.wrap(key, "here");
        for (int i = 0; i < wrapped.bytes().length; i++) {
            byte[] changed = wrapped.bytes().clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> masterKey.unwrap(wrapped.masterKeyId(), changed, "here")).isInstanceOf(SealedDataException.class);
        }
        assertThatThrownBy(() -> masterKey.unwrap(wrapped.masterKeyId(), new byte[0], "here")).isInstanceOf(SealedDataException.class);
    }

    @Test
    void aNewKeyWrapsAndTheOlderOneStillUnwraps() throws Exception {
        WrappedKey before = masterKey().wrap(key, "here");
        rotate();
        MasterKey rotated = masterKey();
        WrappedKey after = rotated.wrap(key, "here");

        assertThat(after.masterKeyId()).isEqualTo(rotated.id()).isNotEqualTo(before.masterKeyId());
        assertThat(rotated.unwrap(before.masterKeyId(), before.bytes(), "here")).isEqualTo(key);
        assertThat(rotated.unwrap(after.masterKeyId(), after.bytes(), "here")).isEqualTo(key);
        assertThatThrownBy(() -> rotated.unwrap(after.masterKeyId(), before.bytes(), "here")).isInstanceOf(SealedDataException.class);
    }

    @Test
    void aKeyThatIsNotHeldIsNamed() throws Exception {
        WrappedKey wrapped = masterKey().wrap(key, "here");
        MasterKey masterKey = masterKey();
        assertThatThrownBy(() -> masterKey.unwrap("0123456789abcdef", wrapped.bytes(), "here")).isInstanceOf(SealedDataException.class)
                .hasMessageContaining("0123456789abcdef").hasMessageNotContaining(key.toString());
    }

    @Test
    void manyMayUseItAtOnce() throws Exception {
        MasterKey masterKey = masterKey();
        List<Callable<byte[]>> uses = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String place = "place " + i;
            uses.add(() -> {
                WrappedKey wrapped = masterKey.wrap(key, place);
                return masterKey.unwrap(wrapped.masterKeyId(), wrapped.bytes(), place);
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<byte[]> unwrapped : threads.invokeAll(uses)) {
                assertThat(unwrapped.get()).isEqualTo(key);
            }
        }
    }
}
