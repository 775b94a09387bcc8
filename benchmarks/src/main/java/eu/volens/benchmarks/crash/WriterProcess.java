package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.database.Signals;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A running {@link CrashWriter}, as the harness holds it. */
final class WriterProcess {

    private static final long PATIENCE_MILLIS = 60_000;

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final String name;
    private final Process process;
    private final Thread reader;
    private final List<Line> lines = new ArrayList<>();
    private long acked;
    private long signed;
    private boolean began;

    private WriterProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofPlatform().name(name).daemon().start(this::listen);
    }

    /** Starts the program; it touches nothing before {@link #go}. */
    static WriterProcess start(WriterOrder order) throws IOException {
        return start(order, "-XX:SharedArchiveFile=" + order.classArchive());
    }

    /** One that, when it ends well, leaves the classes that it used in an archive, from which all others start in half the time. */
    static WriterProcess rehearse(WriterOrder order) throws IOException {
        return start(order, "-XX:ArchiveClassesAtExit=" + order.classArchive());
    }

    private static WriterProcess start(WriterOrder order, String archive) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Folders of classes, as tests have them, cannot be archived, and Java refuses to try.
                Stream.of(CLASS_PATH.split(File.pathSeparator)).allMatch(library -> library.endsWith(".jar")) ? archive : "-Xshare:auto",
                // Without an archive it starts slower, and need not say so among the lines of its report.
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-Xss512k", "-XX:-UsePerfData",
                "-cp", CLASS_PATH, CrashWriter.class.getName()));
        command.addAll(order.arguments());
        File words = order.folder().resolve(order.name() + ".log").toFile();
        return new WriterProcess(order.name() + " of run " + order.run(),
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(words)).start());
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                hear(Line.read(line));
            }
        } catch (IOException | RuntimeException e) {
            hear(new Line.Failed("what the writer says cannot be read: " + e));
        }
    }

    private synchronized void hear(Line line) {
        lines.add(line);
        switch (line) {
            case Line.Began() -> began = true;
            case Line.Acked acked -> this.acked++;
            case Line.Signed signed -> this.signed++;
            case Line.Sent _, Line.Found _, Line.Refused _, Line.Unsure _, Line.Failed _ -> { }
        }
    }

    /** @param again what is open from before */
    void go(List<Line.Sent> again) throws IOException {
        Writer in = process.outputWriter();
        for (Line.Sent open : again) {
            in.write(open.write() + "\n");
        }
        in.write(CrashWriter.GO + "\n");
        in.flush();
    }

    synchronized long acked() {
        return acked;
    }

    synchronized long signed() {
        return signed;
    }

    private synchronized boolean began() {
        return began;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Until the log is open. */
    void awaitBegan() throws InterruptedException {
        await("has not begun", this::began);
    }

    /** Until so many more commands were acknowledged. */
    void awaitAcked(int more) throws InterruptedException {
        long enough = acked() + more;
        await("acknowledges nothing", () -> acked() >= enough);
    }

    void awaitSigned(int more) throws InterruptedException {
        long enough = signed() + more;
        await("signs nothing", () -> signed() >= enough);
    }

    /** Bounded; a writer that does not come to it, or that died unasked, is a finding and no reason to hang. */
    private void await(String otherwise, BooleanSupplier condition) throws InterruptedException {
        Patience.until(PATIENCE_MILLIS, () -> condition.getAsBoolean() || !isAlive());
        if (!condition.getAsBoolean()) {
            hear(new Line.Failed((isAlive() ? "lives and " : "died by itself and ") + otherwise));
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void pause() throws IOException {
        Signals.stop(handle());
    }

    void resume() throws IOException {
        Signals.resume(handle());
    }

    /** kill -9. By its handle: the process's own method would throw away what was told and not yet read. */
    void kill() {
        handle().destroyForcibly();
    }

    /** Lets it seal all there is and end by itself. */
    void end() throws IOException, InterruptedException {
        process.outputWriter().close();
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            hear(new Line.Failed("did not end well: " + (isAlive() ? "it still runs" : "code " + process.exitValue())));
            kill();
        }
    }

    /** All that it told, once it is dead. */
    Transcript transcript() throws InterruptedException {
        process.waitFor();
        reader.join();
        synchronized (this) {
            return new Transcript(name, lines);
        }
    }
}
