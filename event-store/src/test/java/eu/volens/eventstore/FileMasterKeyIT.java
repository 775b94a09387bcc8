package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMasterKeyIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void theSameFileOpensWhatItWrapped() throws IOException {
        Path file = folder.resolve("keys/master.key");
        byte[] key = RANDOM.generateSeed(32);
        byte[] wrapped = FileMasterKey.openOrCreate(file, RANDOM).wrap(key, "here");

        FileMasterKey again = FileMasterKey.openOrCreate(file, RANDOM);
        assertThat(again.unwrap(again.id(), wrapped, "here")).isEqualTo(key);
        assertThatThrownBy(() -> again.unwrap(again.id(), wrapped, "there")).isInstanceOf(SealedDataException.class);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void everyFlippedByteIsNoticed() throws IOException {
        FileMasterKey masterKey = FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM);
        byte[] wrapped = masterKey.wrap(new byte[32], "here");
        for (int i = 0; i < wrapped.length; i++) {
            byte[] changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> masterKey.unwrap(masterKey.id(), changed, "here")).isInstanceOf(SealedDataException.class);
        }
    }

    @Test
    void aKeyBelowTheFirstLineOnlyUnwraps() throws IOException {
        Path file = folder.resolve("master.key");
        Path newer = folder.resolve("newer.key");
        FileMasterKey before = FileMasterKey.openOrCreate(file, RANDOM);
        byte[] wrapped = before.wrap(new byte[32], "here");
        String first = FileMasterKey.openOrCreate(newer, RANDOM).id();
        Files.writeString(file, Files.readString(newer) + Files.readString(file));

        FileMasterKey after = FileMasterKey.openOrCreate(file, RANDOM);
        assertThat(after.id()).isEqualTo(first);
        assertThat(after.unwrap(before.id(), wrapped, "here")).isEqualTo(new byte[32]);
        assertThatThrownBy(() -> after.unwrap(first, wrapped, "here")).isInstanceOf(SealedDataException.class);
        byte[] wrappedAfter = after.wrap(new byte[32], "here");
        assertThatThrownBy(() -> before.unwrap(before.id(), wrappedAfter, "here")).isInstanceOf(SealedDataException.class);
    }

    @Test
    void aKeyThatIsMissingIsNamed() throws IOException {
        FileMasterKey masterKey = FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM);
        byte[] wrapped = masterKey.wrap(new byte[32], "here");
        assertThatThrownBy(() -> masterKey.unwrap("0123456789abcdef", wrapped, "here")).isInstanceOf(SealedDataException.class)
                .hasMessageContaining("0123456789abcdef is not in").hasMessageContaining("add its line");
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

        assertThatThrownBy(() -> FileMasterKey.openOrCreate(file, RANDOM)).hasMessageContaining("not a master key file");
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
