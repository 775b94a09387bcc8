package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {

    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    @Test
    void keysAreWrittenAsTheyWereRead() {
        assertThat(Vectors.rows("keys.txt")).hasSize(5).allSatisfy(row -> assertThat(VerifierKey.parse(row.get(0)).vkey()).isEqualTo(row.get(0)));
        assertThat(VerifierKey.parse(PETER).id()).isEqualTo(0xc74f20a3);
        assertThat(Vectors.key("remora.n621.de").type()).isEqualTo(KeyType.COSIGNATURE_V1);
        VerifierKey key = VerifierKey.parse(PETER);
        assertThat(VerifierKey.of(key.name(), key.type(), key.publicKey())).isEqualTo(key);
    }

    @Test
    void noPartOfAKeyIsAKey() {
        for (int from = 0; from < PETER.length(); from++) {
            for (int to = from; to <= PETER.length(); to++) {
                String part = PETER.substring(from, to);
                if (!part.equals(PETER)) {
                    assertThatThrownBy(() -> VerifierKey.parse(part)).as(part).isInstanceOf(MalformedException.class);
                }
            }
        }
    }

    @Test
    void noKeyWithAnotherCharacterIsAKey() {
        for (int i = 0; i < PETER.length(); i++) {
            for (char other : List.of((char) (PETER.charAt(i) + 1), (char) (PETER.charAt(i) - 1), '+', ' ', '\n')) {
                String changed = PETER.substring(0, i) + other + PETER.substring(i + 1);
                if (!changed.equals(PETER)) {
                    assertThatThrownBy(() -> VerifierKey.parse(changed)).as(changed).isInstanceOf(MalformedException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", // too long, with the right id
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // unknown type, with the right id
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "", "++"})
    void thereIsOneWayToWriteAKey(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\u3000b", "a\u0085b", "a\tb", "a\nb", "\u2028", "a\u202fb", "a\u1680b"})
    void aNameHasNoSpacesAndNoPlus(String name) {
        assertThatThrownBy(() -> VerifierKey.of(name, KeyType.ED25519, new byte[32])).isInstanceOf(MalformedException.class);
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> VerifierKey.of("a", KeyType.ED25519, new byte[31])).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> VerifierKey.of("a", KeyType.ED25519, new byte[33])).isInstanceOf(MalformedException.class);
    }
}
