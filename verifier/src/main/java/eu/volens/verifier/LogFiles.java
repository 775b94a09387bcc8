package eu.volens.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of a log, in a folder or a ZIP, by the paths that tlog-tiles gives them. Never trusted: every reader sets its own limits. */
interface LogFiles extends AutoCloseable {

    String CHECKPOINT = "checkpoint";
    String KEYS = "keys";
    String TILES = "tile/";

    static LogFiles of(Path location) {
        if (Files.isDirectory(location)) {
            return new FolderFiles(location);
        }
        if (Files.isRegularFile(location)) {
            return ZipFiles.open(location);
        }
        throw UnprovenException.notJudged("there is no folder and no file " + location);
    }

    /**
     * Shows the name of every file of the log or of an export, each as often as it occurs, and refuses those that would lead out of it. Of what
     * else is there, at least what lies at the top.
     *
     * @throws UnprovenException when something there is neither file nor folder
     */
    void names(Consumer<String> seen) throws IOException;

    /** Empty when there is no such file. */
    Optional<InputStream> open(String path) throws IOException;

    @Override
    void close() throws IOException;
}
