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
     * Shows every name under {@link #TILES}, each as often as it occurs, and refuses those that would lead out of the log.
     *
     * @throws UnprovenException when something there is neither file nor folder
     */
    void names(Consumer<String> seen) throws IOException;

    /** Empty when there is no such file. */
    Optional<InputStream> open(String path) throws IOException;

    @Override
    void close() throws IOException;
}
