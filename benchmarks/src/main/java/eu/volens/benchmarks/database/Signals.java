package eu.volens.benchmarks.database;

import java.io.IOException;

/** Signals that Java has no words for. POSIX systems only. */
public final class Signals {

    private Signals() {}

    /** Halts a process where it stands (SIGSTOP); it notices nothing of it. */
    public static void stop(ProcessHandle process) throws IOException {
        send("-STOP", process);
    }

    /** Lets a halted process go on (SIGCONT). */
    public static void resume(ProcessHandle process) throws IOException {
        send("-CONT", process);
    }

    /** @throws IOException also when there is no such process any more */
    private static void send(String signal, ProcessHandle process) throws IOException {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(process.pid())).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            if (code != 0) {
                throw new IOException("kill " + signal + " " + process.pid() + " failed with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
