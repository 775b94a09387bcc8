package eu.volens.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real jar, run as an auditor runs it, with little memory. */
final class VerifierJar {

    static final Path JAR = Path.of("target", "volens-verifier.jar").toAbsolutePath();
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private VerifierJar() {}

    record Outcome(int exitCode, String out, String err) {}

    static Outcome run(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xmx64m", "-XX:+UseSerialGC", "-jar", JAR.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return process(Path.of("."), command);
    }

    static Outcome process(Path folder, List<String> command) {
        try {
            Path out = Files.createTempFile("verifier", ".out");
            Path err = Files.createTempFile("verifier", ".err");
            try {
                Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
                process.getOutputStream().close();
                int exitCode = process.waitFor();
                return new Outcome(exitCode, read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
