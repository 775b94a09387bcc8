package eu.volens.benchmarks.crash;

import com.zaxxer.hikari.HikariDataSource;
import eu.volens.benchmarks.database.Signals;
import eu.volens.benchmarks.system.Surroundings;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.merkle.TreeHasher;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.NullMarked;
import org.postgresql.Driver;
import org.slf4j.Logger;
import tools.jackson.databind.json.JsonMapper;

/** A running {@link CrashWriter}, as the harness holds it. */
final class WriterProcess {

    private static final long PATIENCE_MILLIS = 60_000;

    /** Only what the writer needs: each further library makes the start longer. */
    private static final String CLASS_PATH = Stream.of(CrashWriter.class, PostgresEventStorageEngine.class, TreeHasher.class, EventStorageEngine.class,
                    EventMessage.class, ConcurrencyException.class, JsonMapper.class, tools.jackson.core.TreeNode.class,
                    com.fasterxml.jackson.annotation.JsonProperty.class, Driver.class, HikariDataSource.class, Logger.class,
                    ch.qos.logback.classic.Logger.class, ch.qos.logback.core.Appender.class, NullMarked.class, Surroundings.class)
            .map(WriterProcess::library).distinct().collect(Collectors.joining(File.pathSeparator));

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
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), archive,
                // Without an archive it starts slower, and need not say so among the lines of its report.
                "-Xshare:auto", "-Xlog:disable",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m", "-Xss512k", "-XX:-UsePerfData",
                "-cp", CLASS_PATH, CrashWriter.class.getName()));
        command.addAll(order.arguments());
        File words = order.folder().resolve(order.name() + ".log").toFile();
        return new WriterProcess(order.name() + " of run " + order.run(),
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(words)).start());
    }

    private static String library(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
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
