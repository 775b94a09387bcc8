package eu.volens.verifier;

import eu.volens.merkle.SignedNote;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Checks who signed a checkpoint. */
final class CheckpointCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("checkpoint");

    CheckpointCommand() {
        spec.usageMessage().description("Checks who signed a checkpoint, and says what it says.");
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("FILE").type(Path.class).required(true).build());
        Trust.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult given = spec.commandLine().getParseResult();
        Path file = given.matchedPositionalValue(0, null);
        Trust trust = Trust.of(given);
        trust.check(SmallFile.read(file, SignedNote.NOTE_BYTES_MAX), "checkpoint", trust.requiredKeys(), spec.commandLine().getOut());
        Report.holds(spec, "signed by the log");
        return Verdict.HOLDS.exitCode();
    }
}
