package eu.volens.verifier;

import eu.volens.merkle.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are read whole, and therefore must be small. */
final class SmallFile {

    private SmallFile() {}

    static byte[] read(Path file, int bytesMax) {
        try {
            if (!Files.isRegularFile(file)) {
                throw UnprovenException.notJudged("there is no file " + Excerpt.of(file.toString()));
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, file.toString(), bytesMax);
            }
        } catch (IOException failed) {
            throw UnprovenException.notJudged("cannot read " + Excerpt.of(file.toString()));
        }
    }

    static byte[] read(InputStream in, String name, int bytesMax) throws IOException {
        byte[] bytes = in.readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw UnprovenException.notJudged(Excerpt.of(name) + " has more than " + bytesMax + " bytes");
        }
        return bytes;
    }
}
