package eu.volens.eventstore.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.PersonId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDestroyedKeysIT {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00.123456Z");
    private final PersonId ada = new PersonId(UUID.randomUUID());
    private final PersonId ben = new PersonId(UUID.randomUUID());
    @TempDir
    private Path folder;

    private FileDestroyedKeys list(String service) {
        return new FileDestroyedKeys(folder.resolve("keys/destroyed-keys"), service);
    }

    @Test
    void servicesShareAFileAndReadTheirOwnLines() throws Exception {
        assertThat(list("ledger").all()).isEmpty();
        list("ledger").add(ada, AT);
        list("rights").add(ben, AT);
        list("ledger").add(ada, AT);

        assertThat(list("ledger").all()).containsExactly(ada);
        assertThat(list("rights").all()).containsExactly(ben);
        Path file = folder.resolve("keys/destroyed-keys");
        assertThat(Files.readAllLines(file)).first().isEqualTo("volens-destroyed-key/1 ledger " + ada + " 2026-03-02T10:00:00.123456Z");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void aTornLastLineIsNotCountedAndGoesWithTheNext() throws Exception {
        list("rights").add(ada, AT);
        Path file = folder.resolve("keys/destroyed-keys");
        Files.writeString(file, "volens-destroyed-key/1 rights 0000", StandardOpenOption.APPEND);
        assertThat(list("rights").all()).containsExactly(ada);

        list("rights").add(ben, AT);

        assertThat(list("rights").all()).containsExactly(ada, ben);
        assertThat(Files.readString(file)).doesNotContain("rights 0000");
    }

    @Test
    void anyOtherDamageIsRefusedInASentence() throws Exception {
        list("rights").add(ada, AT);
        Path file = folder.resolve("keys/destroyed-keys");
        Files.writeString(file, Files.readString(file).replace("rights", "r1ghts") + "x");
        assertThatThrownBy(() -> list("rights").all()).isInstanceOf(DestroyedKeysException.class)
                .hasMessageContaining("Line 1").hasMessageContaining("undamaged copy");
    }

    @Test
    void aListThatCannotBeWrittenIsRefusedInASentence() throws Exception {
        Files.createDirectories(folder.resolve("keys/destroyed-keys"));
        assertThatThrownBy(() -> list("rights").add(ada, AT)).isInstanceOf(DestroyedKeysException.class).hasMessageContaining("cannot be written");
    }
}
