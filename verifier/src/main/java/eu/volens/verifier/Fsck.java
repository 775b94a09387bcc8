package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.Hash;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The check of a whole log, or of the part that an export has of it: signatures of its checkpoint, names of its files, every hash of its tree. */
final class Fsck {

    private static final int KEYS_BYTES_MAX = 1 << 16;
    /** A size that no tree has: nothing is wanted of an earlier one. */
    static final long NO_EARLIER_SIZE = -1;

    private final Path location;
    private final Trust trust;
    private final boolean hashesOnly;
    private final boolean wholeOnly;
    private final PrintWriter out;
    private final PrintWriter err;

    /** What became of it; the earlier root only when there is nothing wrong. */
    record Result(Checkpoint checkpoint, Extent extent, Findings findings, Optional<Hash> earlierRoot) {}

    /** @param wholeOnly whether a part of a log is not enough */
    Fsck(Path location, Trust trust, boolean hashesOnly, boolean wholeOnly, PrintWriter out, PrintWriter err) {
        this.location = location;
        this.trust = trust;
        this.hashesOnly = hashesOnly;
        this.wholeOnly = wholeOnly;
        this.out = out;
        this.err = err;
    }

    /** @param earlierSize whose root is wanted too, or {@link #NO_EARLIER_SIZE} */
    Result run(long earlierSize) {
        try (LogFiles files = LogFiles.of(location)) {
            byte[] signed = small(files, LogFiles.CHECKPOINT, SignedNote.NOTE_BYTES_MAX)
                    .orElseThrow(() -> UnprovenException.notJudged("there is no checkpoint in " + location));
            Checkpoint checkpoint = checkpoint(files, signed);
            if (earlierSize > checkpoint.size()) {
                throw UnprovenException.doesNotHold("the log shrank from " + earlierSize + " to " + checkpoint.size() + " entries");
            }
            Extent extent = extent(files, checkpoint);
            Findings findings = new Findings();
            try {
                Optional<Hash> earlierRoot = check(files, checkpoint, extent, findings, earlierSize);
                if (findings.lines().isEmpty()) {
                    new ExportProofs(files, checkpoint, signed, findings).check(extent);
                    checkKeys(files, signed, extent, findings);
                }
                return new Result(checkpoint, extent, findings, earlierRoot);
            } catch (Findings.EnoughException enough) {
                return new Result(checkpoint, extent, findings, Optional.empty());
            }
        } catch (IOException failed) {
            throw UnprovenException.notJudged("cannot read " + location + ": " + failed.getClass().getSimpleName());
        }
    }

    private Extent extent(LogFiles files, Checkpoint checkpoint) throws IOException {
        Optional<byte[]> facts = small(files, ExportFacts.FILE, ExportFacts.FILE_BYTES_MAX);
        Extent extent = facts.isPresent() ? Extent.of(facts.get(), checkpoint) : Extent.whole(checkpoint);
        if (wholeOnly && !extent.facts().isWhole()) {
            throw UnprovenException.notJudged("this is an export of " + extent.asked() + ", and the whole log is needed here");
        }
        if (extent.isExport()) {
            out.println("export of " + extent.asked());
        }
        return extent;
    }

    private Optional<Hash> check(LogFiles files, Checkpoint checkpoint, Extent extent, Findings findings, long earlierSize) throws IOException {
        Inventory inventory = Inventory.of(files, extent, findings);
        inventory.beside().ifPresent(out::println);
        boolean withEntries = !hashesOnly || inventory.hasEntries();
        if (withEntries && !inventory.hasEntries() && checkpoint.size() > 0) {
            throw UnprovenException.notJudged("there are no entries; to judge the hashes alone say --hashes-only");
        }
        TreeCheck tree = new TreeCheck(files, checkpoint.head(), inventory, findings, new Progress(err, checkpoint.size()), withEntries,
                extent.facts(), earlierSize);
        tree.run();
        out.println((withEntries ? "entries and tiles: " : "tiles, without entries: ") + tree.filesRead() + " files recomputed");
        return tree.earlierRoot();
    }

    private Checkpoint checkpoint(LogFiles files, byte[] file) throws IOException {
        List<VerifierKey> keys = trust.keys();
        if (keys.isEmpty()) {
            keys = Trust.keys(small(files, LogFiles.KEYS, KEYS_BYTES_MAX).orElseThrow(() -> UnprovenException.notJudged(
                    "without a key of the log nothing can be judged; give --key or --keys")), LogFiles.KEYS);
            out.println("The keys come with the log itself. Compare them with keys that you have from elsewhere, or give those with --key.");
        }
        return trust.check(file, LogFiles.CHECKPOINT, keys, out);
    }

    /** Nobody here believes the keys that came along; but the next reader may be shown them, so they must be those that signed. */
    private static void checkKeys(LogFiles files, byte[] signed, Extent extent, Findings findings) throws IOException {
        Optional<byte[]> keys = extent.isExport() ? small(files, LogFiles.KEYS, KEYS_BYTES_MAX) : Optional.empty();
        if (extent.isExport() && keys.isEmpty()) {
            findings.missing(LogFiles.KEYS + " is missing");
        }
        if (keys.isPresent() && !Trust.signs(keys.get(), signed)) {
            findings.wrong(LogFiles.KEYS + " does not hold the key that signed the checkpoint");
        }
    }

    private static Optional<byte[]> small(LogFiles files, String path, int bytesMax) throws IOException {
        Optional<InputStream> found = files.open(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(SmallFile.read(in, path, bytesMax));
        }
    }
}
