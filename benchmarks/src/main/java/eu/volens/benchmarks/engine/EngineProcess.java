package eu.volens.benchmarks.engine;

import eu.volens.benchmarks.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One engine, seen from outside. */
public final class EngineProcess implements AutoCloseable {

    private final ChildJvm process;

    private EngineProcess(ChildJvm process) {
        this.process = process;
    }

    /** On the ledger's engine. @param url of an empty database, or of one that such a process left */
    public static EngineProcess ours(String name, String url, Path folder) throws IOException {
        return start(name, "ours", url, folder);
    }

    /** On Axon's own JDBC engine. */
    public static EngineProcess axons(String name, String url, Path folder) throws IOException {
        return start(name, "axon", url, folder);
    }

    private static EngineProcess start(String name, String which, String url, Path folder) throws IOException {
        return new EngineProcess(ChildJvm.start(name, EngineMain.class, folder, List.of(which, url, folder.toString())));
    }

    /** Commands/s on new aggregates. */
    public double first(Duration time) throws IOException {
        return Double.parseDouble(process.order("first " + time.toMillis()));
    }

    /** Commands/s on aggregates with one event; at most as many as {@link #first} made. */
    public double second(Duration time) throws IOException {
        return Double.parseDouble(process.order("second " + time.toMillis()));
    }

    /** Events/s read from the beginning to the end. @param expected how many there are */
    public double replay(long expected) throws IOException {
        return Double.parseDouble(process.order("replay " + expected));
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
