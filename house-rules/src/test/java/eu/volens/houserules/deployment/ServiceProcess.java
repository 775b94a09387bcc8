package eu.volens.houserules.deployment;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, with only the environment that the compose file gives it. */
final class ServiceProcess implements AutoCloseable {

    private static final long READY_WITHIN_SECONDS = 120;
    private static final long STOPPED_WITHIN_SECONDS = 30;
    private static final int LOG_LINES_SHOWN = 40;

    private final String name;
    private final Process process;
    private final Path log;

    private ServiceProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static ServiceProcess start(String name, List<String> javaArguments, Map<String, String> environment, Path folder) throws IOException {
        Path log = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
        command.addAll(javaArguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", path == null ? File.separator : path);
        builder.environment().putAll(environment);
        return new ServiceProcess(name, builder.start(), log);
    }

    /** Polls the address until it answers 200; a process that ends meanwhile fails at once, with the end of its log. */
    void awaitReady(HttpClient http, URI health) throws Exception {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (!isReady(http, health)) {
            if (!process.isAlive() || System.nanoTime() > giveUpAt) {
                throw new AssertionError(name + (process.isAlive() ? " is not ready at " + health : " ended") + ":\n" + endOfLog());
            }
            Thread.sleep(200);
        }
    }

    private static boolean isReady(HttpClient http, URI health) throws InterruptedException {
        try {
            return http.send(HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
