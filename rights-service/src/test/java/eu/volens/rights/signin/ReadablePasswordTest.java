package eu.volens.rights.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadablePasswordTest {

    @Test
    void itHasFourGroupsOfFourSignsThatAreNotTakenForEachOther() {
        var random = new Random(7);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            var bytes = new byte[ReadablePassword.LETTERS];
            random.nextBytes(bytes);
            var password = ReadablePassword.from(bytes);
            assertThat(password).matches("[a-hj-km-np-z1-9]{4}(-[a-hj-km-np-z1-9]{4}){3}");
            seen.add(password);
        }

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void fewerRandomBytesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ReadablePassword.from(new byte[8]));
    }
}
