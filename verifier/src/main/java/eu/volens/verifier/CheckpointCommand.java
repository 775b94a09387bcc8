package eu.volens.verifier;

import eu.volens.merkle.SignedNote;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks who signed a checkpoint. */
@Command(name = "checkpoint", description = "Checks who signed a checkpoint, and says what it says.")
final class CheckpointCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Mixin
    private Trust trust;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        trust.check(SmallFile.read(file, SignedNote.NOTE_BYTES_MAX), "checkpoint", trust.requiredKeys(), spec.commandLine().getOut());
        Report.holds(spec, "signed by the log");
        return Verdict.HOLDS.exitCode();
    }
}
