package eu.volens.standalone.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderIT {

    @TempDir
    Path temporary;

    @Test
    void aNewFolderIsMadeForItsOwnerOnly() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("with space/data"))) {
            assertThat(folder.isFirst()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.root()))).isEqualTo("rwx------");
        }
    }

    @Test
    void theNextOpeningIsNotTheFirst() {
        DataFolder.open(temporary.resolve("data")).close();
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThat(folder.isFirst()).isFalse();
        }
    }

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        String made;
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            made = folder.secret("token", 32, new Random(1));
            assertThat(made).hasSize(43);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.key("token")))).isEqualTo("rw-------");
        }
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThat(folder.secret("token", 32, new Random(2))).isEqualTo(made);
        }
    }

    @Test
    void aFolderInUseIsRefusedNamingTheProcess() {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(folder.root())).isInstanceOf(Refusal.class)
                    .hasMessageContaining("in use by another Volens (process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws IOException {
        Path holiday = Files.writeString(temporary.resolve("holiday.txt"), "sun");
        assertThatThrownBy(() -> DataFolder.open(temporary)).isInstanceOf(Refusal.class).hasMessageContaining("not made by Volens");
        assertThat(temporary).isDirectoryContaining(holiday::equals);
        assertThat(temporary.toFile().list()).hasSize(1);
    }

    @Test
    void aFileIsNotAFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file)).isInstanceOf(Refusal.class).hasMessageContaining("is a file");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("below"))).isInstanceOf(Refusal.class).hasMessageContaining("--data DIR");
    }

    @Test
    void aLaterLayoutIsRefused() throws IOException {
        DataFolder.open(temporary.resolve("data")).close();
        Files.writeString(temporary.resolve("data/volens-data"), "2\n");
        assertThatThrownBy(() -> DataFolder.open(temporary.resolve("data"))).isInstanceOf(Refusal.class).hasMessageContaining("layout 2");
    }
}
