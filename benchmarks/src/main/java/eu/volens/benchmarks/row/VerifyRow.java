package eu.volens.benchmarks.row;

import eu.volens.benchmarks.measure.Goal;
import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.system.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The verifier over a folder of entries, as an auditor starts it and its own start included, beside the fastest tool that only hashes the
 * same bytes, in one file. Both read from memory: the disk is not what is measured. Afterwards a flipped bit must be found.
 */
final class VerifyRow {

    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final Run run;

    VerifyRow(Run run) {
        this.run = run;
    }

    void measure() throws IOException, InterruptedException {
        run.say("writing a log of %d MB", run.pace().verifiedMegabytes());
        EntryLog log = EntryLog.write(run.folder().resolve("entries"), (long) (run.pace().verifiedMegabytes() * BYTES_PER_MEGABYTE));
        double megabytes = log.entryBytes() / BYTES_PER_MEGABYTE;
        hash(log);
        verify(log, 0);
        for (int round = 1; round <= run.pace().rounds(); round++) {
            run.say("verify, round %d of %d", round, run.pace().rounds());
            run.add(Goal.VERIFY, megabytes / verify(log, 0), megabytes / hash(log));
        }
        run.note(Goal.VERIFY, String.format(Locale.ROOT, "%,d entries, %,.0f MB", log.entries(), megabytes));
        flipOneBit(log.someBundle());
        verify(log, 1);
    }

    /** Seconds. */
    private double verify(EntryLog log, int expectedExit) throws IOException, InterruptedException {
        Path jar = Home.resolve("verifier/target/volens-verifier.jar");
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there; build it with mvn -pl verifier -am package -DskipTests");
        }
        Told told = run("verifier", List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(), "fsck",
                log.folder().toString()));
        if (told.exit() != expectedExit) {
            throw new WrongAnswerException("the verifier ended with " + told.exit() + " instead of " + expectedExit + ": " + told.words());
        }
        return told.seconds();
    }

    private double hash(EntryLog log) throws IOException, InterruptedException {
        Told told = run("openssl", List.of("openssl", "dgst", "-sha256", log.oneFile().toString()));
        if (told.exit() != 0 || !told.words().strip().endsWith(log.sha256())) {
            throw new WrongAnswerException("openssl ended with " + told.exit() + ": " + told.words());
        }
        return told.seconds();
    }

    private record Told(int exit, String words, double seconds) {}

    private Told run(String name, List<String> command) throws IOException, InterruptedException {
        Path words = run.folder().resolve(name + ".txt");
        long began = System.nanoTime();
        int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile()).start().waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Told(exit, Files.readString(words, StandardCharsets.UTF_8), seconds);
    }

    private static void flipOneBit(Path bundle) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(bundle.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int before = file.read();
            file.seek(file.length() / 2);
            file.write(before ^ 1);
        }
    }
}
