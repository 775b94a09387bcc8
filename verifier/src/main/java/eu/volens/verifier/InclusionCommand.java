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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Checks that an entry is in a log. */
final class InclusionCommand implements Callable<Integer> {

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("inclusion");

    InclusionCommand() {
        spec.usageMessage().description("Checks that an entry is in a log, from a tlog-proof file.");
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("FILE.tlog-proof").type(Path.class).required(true).build());
        spec.addOption(OptionSpec.builder("--entry").paramLabel("FILE").type(Path.class)
                .description("The entry, byte for byte (default: the extra data of the proof).").build());
        spec.addOption(OptionSpec.builder("--leaf-hash").paramLabel("BASE64").type(String.class)
                .description("The hash of the entry, where the entry itself is not to be shown.").build());
        Trust.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult given = spec.commandLine().getParseResult();
        Trust trust = Trust.of(given);
        TlogProof proof = proof(given.matchedPositionalValue(0, null));
        Hash leaf = leaf(proof, given.matchedOptionValue("--entry", null), given.matchedOptionValue("--leaf-hash", null));
        Checkpoint checkpoint = trust.check(proof.checkpoint(), "checkpoint", trust.requiredKeys(), spec.commandLine().getOut());
        if (!new InclusionProof(proof.index(), checkpoint.size(), proof.path()).holds(leaf, checkpoint.root())) {
            throw UnprovenException.doesNotHold("this is not entry " + proof.index() + " of the log, or the proof is not for it");
        }
        Report.holds(spec, "it is entry " + proof.index() + " of " + checkpoint.size());
        return Verdict.HOLDS.exitCode();
    }

    private static TlogProof proof(Path file) {
        byte[] bytes = SmallFile.read(file, TlogProof.FILE_BYTES_MAX);
        try {
            return TlogProof.parse(bytes);
        } catch (MalformedException noProof) {
            throw UnprovenException.doesNotHold("not a tlog-proof: " + noProof.getMessage());
        }
    }

    private static Hash leaf(TlogProof proof, @Nullable Path entryFile, @Nullable String hash) {
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
