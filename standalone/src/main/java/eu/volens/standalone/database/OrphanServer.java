package eu.volens.standalone.database;

import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL server that outlived the process which started it (killed, not stopped). It still writes to the data, so it has to
 * end before another starts. What it had committed stays.
 */
final class OrphanServer {

    private static final long END_WAIT_SECONDS = 20;

    private OrphanServer() {}

    /** Ends the server on this data, if there is one, and removes the trace that a dead one left. */
    static void end(Path data) {
        Path pidFile = ServerProcess.file(data);
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            Optional<ProcessHandle> orphan = ServerProcess.of(data);
            if (orphan.isPresent()) {
                end(orphan.get(), data);
            }
            // A dead server's number may by now be another program's, which would keep PostgreSQL from starting.
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new Refusal("cannot tell whether an older PostgreSQL still runs on " + data + ": " + e.getMessage(), e);
        }
    }

    private static void end(ProcessHandle server, Path data) throws IOException {
        List<ProcessHandle> family = new ArrayList<>(server.descendants().toList());
        family.add(server);
        // The interrupt is PostgreSQL's fast stop: it does not wait for clients, of which none is left.
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start();
        if (!ended(family)) {
            family.forEach(ProcessHandle::destroyForcibly);
            if (!ended(family)) {
                throw new Refusal("an older PostgreSQL (process " + server.pid() + ") still runs on " + data + " and does not end; end it and start again");
            }
        }
    }

    private static boolean ended(List<ProcessHandle> family) {
        try {
            for (ProcessHandle process : family) {
                process.onExit().get(END_WAIT_SECONDS, TimeUnit.SECONDS);
            }
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
