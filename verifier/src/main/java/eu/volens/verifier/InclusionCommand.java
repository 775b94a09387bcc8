package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.EntryBundle;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks that an entry is in a log. */
@Command(name = "inclusion", description = "Checks that an entry is in a log, from a tlog-proof file.")
final class InclusionCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.tlog-proof")
    private Path file;

    @Option(names = "--entry", paramLabel = "FILE", description = "The entry, byte for byte (default: the extra data of the proof).")
    private @Nullable Path entry;

    @Option(names = "--leaf-hash", paramLabel = "BASE64", description = "The hash of the entry, where the entry itself is not to be shown.")
    private @Nullable String leafHash;

    @Mixin
    private Trust trust;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TlogProof proof = proof();
        Hash leaf = leaf(proof);
        Checkpoint checkpoint = trust.check(proof.checkpoint(), "checkpoint", trust.requiredKeys(), spec.commandLine().getOut());
        if (!new InclusionProof(proof.index(), checkpoint.size(), proof.path()).holds(leaf, checkpoint.root())) {
            throw UnprovenException.doesNotHold("this is not entry " + proof.index() + " of the log, or the proof is not for it");
        }
        Report.holds(spec, "it is entry " + proof.index() + " of " + checkpoint.size());
        return Verdict.HOLDS.exitCode();
    }

    private TlogProof proof() {
        byte[] bytes = SmallFile.read(file, TlogProof.FILE_BYTES_MAX);
        try {
            return TlogProof.parse(bytes);
        } catch (MalformedException noProof) {
            throw UnprovenException.doesNotHold("not a tlog-proof: " + noProof.getMessage());
        }
    }

    private Hash leaf(TlogProof proof) {
        Path entryFile = entry;
        String hash = leafHash;
        if (hash != null) {
            try {
                return Hash.ofBase64(hash);
            } catch (MalformedException noHash) {
                throw UnprovenException.notJudged("--leaf-hash: " + noHash.getMessage());
            }
        }
        byte[] bytes = entryFile != null ? SmallFile.read(entryFile, EntryBundle.ENTRY_BYTES_MAX)
                : proof.extra().orElseThrow(() -> UnprovenException.notJudged("the proof does not hold the entry itself; give --entry"));
        return new TreeHasher().leaf(bytes);
    }
}
