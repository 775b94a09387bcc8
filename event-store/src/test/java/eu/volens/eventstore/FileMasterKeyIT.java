package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.file.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMasterKeyIT extends MasterKeyContract {

    @TempDir
    Path folder;

    @Override
    MasterKey masterKey() throws IOException {
        return FileMasterKey.openOrCreate(folder.resolve("keys/master.key"), RANDOM);
    }

    @Override
    void rotate() throws IOException {
        FileMasterKey.putNewKeyFirst(folder.resolve("keys/master.key"), RANDOM);
    }

    @Test
    void onlyItsOwnerReadsTheFileHoweverItIsChanged() throws IOException {
        masterKey();
        Path file = folder.resolve("keys/master.key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        rotate();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        FileMasterKey.keepFirstKeyOnly(file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aKeyThatIsRemovedOpensNothingAnyMore() throws IOException {
        Path file = folder.resolve("keys/master.key");
        WrappedKey wrapped = masterKey().wrap(new byte[32], "here");
        rotate();
        FileMasterKey.keepFirstKeyOnly(file);
        FileMasterKey left = FileMasterKey.open(file, RANDOM);
        assertThat(left.ids()).hasSize(1).doesNotContain(wrapped.masterKeyId());
        assertThatThrownBy(() -> left.unwrap(wrapped.masterKeyId(), wrapped.bytes(), "here")).isInstanceOf(SealedDataException.class)
                .hasMessageContaining(wrapped.masterKeyId() + " is not in").hasMessageContaining("add its line");
    }

    @Test
    void aChangeThatFailsLeavesNoKeysBesideTheFile() throws IOException {
        Path noFile = Files.createDirectories(folder.resolve("master.key/inside")).getParent();
        assertThatThrownBy(() -> OwnerOnlyFile.replace(noFile, "keys")).isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(noFile);
        }
    }

    @Test
    void aFileBehindALinkIsChangedWhereItIs() throws IOException {
        masterKey();
        Path file = folder.resolve("keys/master.key");
        Path link = Files.createSymbolicLink(folder.resolve("link.key"), file);
        FileMasterKey.putNewKeyFirst(link, RANDOM);
        assertThat(link).isSymbolicLink();
        assertThat(FileMasterKey.open(file, RANDOM).ids()).hasSize(2);
    }

    @Test
    void twoKeysOfOneIdAreRefused() throws IOException {
        Path file = folder.resolve("master.key");
        FileMasterKey.openOrCreate(file, RANDOM);
        Files.writeString(file, Files.readString(file).repeat(2));

        assertThatThrownBy(() -> FileMasterKey.openOrCreate(file, RANDOM)).isInstanceOf(IOException.class).hasMessageContaining("two keys of the id");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path file = folder.resolve("master.key");
        FileMasterKey.openOrCreate(file, RANDOM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> FileMasterKey.openOrCreate(file, RANDOM)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void aFileThatIsNoKeyIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("master.key"), "hello\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> FileMasterKey.openOrCreate(file, RANDOM)).hasMessageContaining("something else than master keys");
    }

    @Test
    void ofManyWhoCreateItAtOnceOneWins() throws Exception {
        Path file = folder.resolve("master.key");
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            starts.add(() -> FileMasterKey.openOrCreate(file, RANDOM).id());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor(); Stream<Path> files = Files.list(folder)) {
            List<String> ids = new ArrayList<>();
            for (Future<String> id : threads.invokeAll(starts)) {
                ids.add(id.get());
            }
            assertThat(ids).hasSize(20).containsOnly(ids.getFirst());
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
