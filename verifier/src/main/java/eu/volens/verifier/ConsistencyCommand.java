package eu.volens.verifier;

import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ConsistencyProof;
import eu.volens.merkle.Excerpt;
import eu.volens.merkle.Hash;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TlogProof;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Checks that a log only grew. */
final class ConsistencyCommand implements Callable<Integer> {

    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] PROOF = "old ".getBytes(StandardCharsets.US_ASCII);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this).name("consistency");

    ConsistencyCommand() {
        spec.usageMessage().description("Checks that a log only had entries added between two checkpoints.");
        spec.addPositional(PositionalParamSpec.builder().index("0").paramLabel("OLD").type(Path.class).required(true)
                .description("An earlier checkpoint that you kept.").build());
        spec.addPositional(PositionalParamSpec.builder().index("1").paramLabel("NEW").type(Path.class).required(true)
                .description("A consistency proof with its checkpoint (old <size>, hashes, checkpoint); "
                        + "or a folder or ZIP with a whole log; or, for equal sizes, a checkpoint.").build());
        spec.addOption(OptionSpec.builder("--hashes-only").type(boolean.class)
                .description("Be content with a folder or ZIP without entries.").build());
        Trust.addTo(spec);
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        ParseResult given = spec.commandLine().getParseResult();
        Trust trust = Trust.of(given);
        Path old = given.matchedPositionalValue(0, null);
        Path newer = given.matchedPositionalValue(1, null);
        PrintWriter out = spec.commandLine().getOut();
        Checkpoint first = trust.check(SmallFile.read(old, SignedNote.NOTE_BYTES_MAX), "old checkpoint", trust.requiredKeys(), out);
        boolean isLog = Files.isDirectory(newer) || beginsWithZip(newer);
        Checkpoint second = isLog ? byWholeLog(first, newer, trust, given.matchedOptionValue("--hashes-only", false))
                : byProof(first, SmallFile.read(newer, TlogProof.FILE_BYTES_MAX), trust);
        Report.holds(spec, "from " + first.size() + " to " + second.size() + " entries, the log only grew");
        return Verdict.HOLDS.exitCode();
    }

    private static boolean beginsWithZip(Path newer) {
        try (InputStream in = Files.isRegularFile(newer) ? Files.newInputStream(newer) : InputStream.nullInputStream()) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        } catch (IOException failed) {
            throw UnprovenException.notJudged("cannot read " + Excerpt.of(newer.toString()));
        }
    }

    private Checkpoint byWholeLog(Checkpoint first, Path newer, Trust trust, boolean hashesOnly) {
        PrintWriter err = spec.commandLine().getErr();
        Fsck.Result result = new Fsck(newer, trust, hashesOnly, true, spec.commandLine().getOut(), err).run(first.size());
        sameLog(first, result.checkpoint());
        if (result.findings().verdict() != Verdict.HOLDS) {
            Report.findings(spec, result.findings());
            String why = "the new log is not in order, see above";
            throw result.findings().verdict() == Verdict.DOES_NOT_HOLD ? UnprovenException.doesNotHold(why) : UnprovenException.notJudged(why);
        }
        Hash then = result.earlierRoot().orElseThrow();
        if (!then.equals(first.root())) {
            throw UnprovenException.doesNotHold("the first " + first.size() + " entries now have the root " + then + ", then it was " + first.root()
                    + ": entries were changed, removed or put in between");
        }
        return result.checkpoint();
    }

    private Checkpoint byProof(Checkpoint first, byte[] file, Trust trust) {
        Optional<AddCheckpoint> proof = proof(file);
        Checkpoint second = proof.isPresent()
                ? trust.check(proof.get().checkpoint(), "new checkpoint", trust.requiredKeys(), spec.commandLine().getOut())
                : trust.check(file, "new checkpoint", trust.requiredKeys(), spec.commandLine().getOut());
        sameLog(first, second);
        if (second.size() < first.size()) {
            throw UnprovenException.doesNotHold("the log shrank from " + first.size() + " to " + second.size() + " entries");
        }
        if (proof.isEmpty() && first.size() != second.size() && first.size() > 0) {
            throw UnprovenException.notJudged("two checkpoints of different sizes say nothing without a proof or the log itself");
        }
        List<Hash> path = proof.map(AddCheckpoint::path).orElse(List.of());
        boolean fits = proof.isEmpty() || proof.get().oldSize() == first.size();
        boolean holds = first.size() == 0 ? path.isEmpty()
                : new ConsistencyProof(first.size(), second.size(), path).holds(first.root(), second.root());
        if (!fits || !holds) {
            throw UnprovenException.doesNotHold("the two checkpoints, of " + first.size() + " and " + second.size()
                    + " entries, are not proven to be of one history");
        }
        return second;
    }

    private static Optional<AddCheckpoint> proof(byte[] file) {
        if (!Arrays.equals(PROOF, Arrays.copyOf(file, PROOF.length))) {
            return Optional.empty();
        }
        try {
            return Optional.of(AddCheckpoint.parse(file));
        } catch (MalformedException noProof) {
            throw UnprovenException.doesNotHold("not a consistency proof: " + noProof.getMessage());
        }
    }

    private static void sameLog(Checkpoint first, Checkpoint second) {
        if (!first.origin().equals(second.origin())) {
            throw UnprovenException.doesNotHold("they are of two logs, " + Excerpt.of(first.origin()) + " and " + Excerpt.of(second.origin()));
        }
    }
}
