package eu.volens.verifier;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Checks a log. */
final class FsckCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("fsck");

    FsckCommand() {
        spec.usageMessage().description("Recomputes a log, or the part that an export has of it, from its entries: every tile, the root, "
                + "the checkpoint's signatures.");
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("DIR|ZIP").type(Path.class).required(true)
                .description("Holds checkpoint, tile/…, tile/entries/… and maybe keys; an export has export.json and proofs/… too.").build());
        spec.addOption(OptionSpec.builder("--hashes-only").type(boolean.class)
                .description("Be content without entries, as in a public copy of a log, and judge its hashes.").build());
        spec.addOption(OptionSpec.builder("--whole").type(boolean.class)
                .description("Do not be content with an export of a part of the log.").build());
        Trust.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult given = spec.commandLine().getParseResult();
        Fsck fsck = new Fsck(given.matchedPositionalValue(0, null), Trust.of(given), given.matchedOptionValue("--hashes-only", false),
                given.matchedOptionValue("--whole", false), spec.commandLine().getOut(), spec.commandLine().getErr());
        Fsck.Result result = fsck.run(Fsck.NO_EARLIER_SIZE);
        Findings findings = result.findings();
        Report.findings(spec, findings);
        if (findings.verdict() == Verdict.HOLDS) {
            Report.holds(spec, result.extent().judged());
        }
        return findings.verdict().exitCode();
    }
}
