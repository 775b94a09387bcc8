package eu.volens.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Folders and ZIPs made to lead a checker astray. */
class HostileLogTest {

    @TempDir
    private Path temporary;
    private LogFixture log;

    @BeforeEach
    void writeTheLog() {
        log = LogFixture.write(temporary.resolve("log"), 600);
    }

    private static void fsck(Path location, int exitCode, String because) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        CommandLine line = VerifierCommand.line().setOut(to).setErr(to);
        int ended = VerifierCommand.run(line, "fsck", location.toString(), "--key", LogFixture.LOG.verifierKey().vkey());
        assertThat(ended).as(said.toString()).isEqualTo(exitCode);
        assertThat(said.toString()).contains(because).doesNotContain("Exception");
    }

    private Path zipWith(String name, byte[] content) throws IOException {
        Path file = temporary.resolve("log.zip");
        try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            for (String path : new String[] {"checkpoint", "tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "tile/entries/000",
                    "tile/entries/001", "tile/entries/002.p/88"}) {
                if (!path.equals(name)) {
                    zip.putNextEntry(new ZipEntry(path));
                    zip.write(log.get(path));
                }
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "tile/../../outside", "/outside", "C:/outside", "tile\\..\\outside"})
    void aNameThatLeadsOutOfTheZipIsRefused(String name) throws IOException {
        fsck(zipWith(name, new byte[1]), 2, "would lie outside of it");
    }

    @Test
    void whatIsNoTileIsNamedAndWhatIsBesideTheLogIsNotLookedAt() throws IOException {
        fsck(zipWith("tile/readme.txt", new byte[1]), 1, "\"tile/readme.txt\" is no part of a log");
        fsck(zipWith("cases/readme.txt", new byte[1]), 0, "HOLDS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "tile/0/000", "tile/entries/000"})
    void aFileThatUnpacksWithoutEndIsNotReadToIt(String name) throws IOException {
        byte[] zeros = new byte[200_000_000];
        fsck(zipWith(name, zeros), name.equals("checkpoint") ? 2 : 1, name);
    }

    @Test
    void aSecondFileOfTheSameNameIsNoticed() throws IOException {
        Path zip = zipWith("tile/0/00X", log.get("tile/0/000"));
        byte[] bytes = Files.readAllBytes(zip);
        byte[] wanted = "tile/0/00X".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length < bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                bytes[at + wanted.length - 1] = '0';
            }
        }
        Files.write(zip, bytes);
        fsck(zip, 1, "more than once");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path tile = log.file("tile/0/000");
        Path elsewhere = Files.move(tile, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(tile, elsewhere);
        fsck(log.folder(), 2, "\"tile/0/000\" is a symbolic link");
    }

    @Test
    void aTornZipIsNotJudged() throws IOException {
        byte[] zip = Files.readAllBytes(zipWith("cases/readme.txt", new byte[1]));
        Path torn = temporary.resolve("torn.zip");
        for (int length = 0; length < zip.length; length += 997) {
            Files.write(torn, Arrays.copyOf(zip, length));
            fsck(torn, 2, "as a ZIP");
        }
    }

    @Test
    void partialTilesLeftFromEarlierSizesAreJudgedToo() {
        log.keepsWhatItHadAt(300);
        fsck(log.folder(), 0, "HOLDS");
        log.put("tile/0/001.p/44", new byte[44 * 32]);
        fsck(log.folder(), 1, "tile/0/001.p/44, left from an earlier size, says otherwise");
    }
}
