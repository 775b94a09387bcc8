package eu.volens.standalone.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the server process that works on some data, by the file it keeps there. */
final class ServerProcess {

    private static final String PID_FILE = "postmaster.pid";

    private ServerProcess() {}

    /** Where a server on this data keeps its number, from its start to its end. */
    static Path file(Path data) {
        return data.resolve(PID_FILE);
    }

    /** The living server on this data; empty also when its number meanwhile is another program's. */
    static Optional<ProcessHandle> of(Path data) throws IOException {
        return Files.exists(file(data)) ? pid(file(data)).flatMap(ProcessHandle::of).filter(process -> servesFrom(process, data)) : Optional.empty();
    }

    /** Where it listens: the fourth line; empty while it has not written that yet. */
    static Optional<Integer> port(Path data) throws IOException {
        String fourth = Files.readString(file(data)).lines().skip(3).findFirst().orElse("").strip();
        return fourth.matches("[1-9][0-9]{0,4}") ? Optional.of(Integer.valueOf(fourth)) : Optional.empty();
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        return first.matches("[1-9][0-9]{0,9}") ? Optional.of(Long.valueOf(first)) : Optional.empty();
    }

    /** Its working folder is the data on Linux; elsewhere its command line names the data. */
    private static boolean servesFrom(ProcessHandle process, Path data) {
        try {
            Path workingFolder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            if (Files.exists(workingFolder)) {
                return Files.isSameFile(workingFolder, data);
            }
        } catch (IOException notOurs) {
            return false;
        }
        return process.info().commandLine().map(line -> line.contains("postgres") && line.contains(data.toString())).orElse(false);
    }
}
