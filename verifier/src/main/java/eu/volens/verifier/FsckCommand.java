package eu.volens.verifier;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a log. */
@Command(name = "fsck", description = "Recomputes a log, or the part that an export has of it, from its entries: every tile, the root, the checkpoint's "
        + "signatures.")
final class FsckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|ZIP", description = "Holds checkpoint, tile/…, tile/entries/… and maybe keys; an export has export.json and proofs/… too.")
    private Path location;

    @Option(names = "--hashes-only", description = "Be content without entries, as in a public copy of a log, and judge its hashes.")
    private boolean hashesOnly;

    @Option(names = "--whole", description = "Do not be content with an export of a part of the log.")
    private boolean wholeOnly;

    @Mixin
    private Trust trust;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Fsck fsck = new Fsck(location, trust, hashesOnly, wholeOnly, spec.commandLine().getOut(), spec.commandLine().getErr());
        Fsck.Result result = fsck.run(Fsck.NO_EARLIER_SIZE);
        Findings findings = result.findings();
        Report.findings(spec, findings);
        if (findings.verdict() == Verdict.HOLDS) {
            Report.holds(spec, result.extent().judged());
        }
        return findings.verdict().exitCode();
    }
}
