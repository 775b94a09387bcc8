package eu.volens.verifier;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a whole log. */
@Command(name = "fsck", description = "Recomputes a whole log from its entries: every tile, the root, the checkpoint's signatures.")
final class FsckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR|ZIP", description = "Holds checkpoint, tile/…, tile/entries/… and maybe keys.")
    private Path location;

    @Option(names = "--hashes-only", description = "Be content without entries, as in a public copy of a log, and judge its hashes.")
    private boolean hashesOnly;

    @Mixin
    private Trust trust;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Fsck fsck = new Fsck(location, trust, hashesOnly, spec.commandLine().getOut(), spec.commandLine().getErr());
        Findings findings = fsck.run(Fsck.NO_EARLIER_SIZE).findings();
        Report.findings(spec, findings);
        if (findings.verdict() == Verdict.HOLDS) {
            Report.holds(spec, "every entry is in the signed tree");
        }
        return findings.verdict().exitCode();
    }
}
