package eu.volens.rights;

import eu.volens.transport.InProcessTransport;
import eu.volens.transport.WireTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The rights service in a process of its own, which can be killed at any moment. */
final class RightsProcess implements AutoCloseable {

    private final Process process;

    /** @param log where it says what it says */
    RightsProcess(Map<String, Object> settings, Path log) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xmx400m", "-cp", System.getProperty("java.class.path"), RightsProcess.class.getName()));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs in it. */
    public static void main(String[] settings) {
        ApplicationContextInitializer<GenericApplicationContext> outside = context ->
                context.registerBean("wireTransport", WireTransport.class, InProcessTransport::new);
        RightsServiceApplication.application().initializers(outside).run(settings);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** At once, as by a power cut: nothing is finished, nothing is closed. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a killed process goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
