package eu.volens.merkle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The test vectors of {@code docs/formats/vectors}. */
public final class Vectors {

    public static final Path FOLDER = Path.of("..", "docs", "formats", "vectors");

    private Vectors() {}

    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(FOLDER.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** The lines that are not comments, split at spaces. */
    public static List<List<String>> rows(String file) {
        return text(file).lines().filter(line -> !line.startsWith("#")).map(line -> Arrays.asList(line.split(" "))).toList();
    }

    public static VerifierKey key(String name) {
        return rows("keys.txt").stream().map(row -> VerifierKey.parse(row.get(0))).filter(key -> key.name().equals(name))
                .findFirst().orElseThrow();
    }
}
