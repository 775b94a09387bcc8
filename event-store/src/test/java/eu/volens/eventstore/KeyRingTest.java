package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class KeyRingTest extends MasterKeyContract {

    private String lines = KeyRing.newLine(RANDOM);

    @Override
    MasterKey masterKey() throws IOException {
        return KeyRing.read(lines, "VOLENS_MASTER_KEY", RANDOM);
    }

    @Override
    void rotate() {
        lines = KeyRing.newLine(RANDOM) + lines;
    }

    @Test
    void noKeyIsEverSaid() throws IOException {
        String secret = lines.strip().split(" ")[2];
        assertThat(masterKey().toString()).contains(masterKey().id()).doesNotContain(secret);
        for (String wrong : new String[] {secret, lines + secret, lines.replace("volens-master-key/1", "volens-master-key/2"), lines.strip() + "!",
            lines + lines, ""}) {
            assertThatThrownBy(() -> KeyRing.read(wrong, "VOLENS_MASTER_KEY", RANDOM)).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("VOLENS_MASTER_KEY holds").hasMessageContaining("restore it from its copy")
                    .hasMessageNotContaining(secret.substring(0, 8)).hasNoCause();
        }
    }
}
