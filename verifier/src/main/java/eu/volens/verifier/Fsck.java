package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.Hash;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TreeTiles;
import eu.volens.merkle.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The check of a whole log: signatures of its checkpoint, names of its files, every hash of its tree. */
final class Fsck {

    private static final int KEYS_BYTES_MAX = 1 << 16;
    /** A size that no tree has: nothing is wanted of an earlier one. */
    static final long NO_EARLIER_SIZE = -1;

    private final Path location;
    private final Trust trust;
    private final boolean hashesOnly;
    private final PrintWriter out;
    private final PrintWriter err;

    /** What became of it; the earlier root only when there is nothing wrong. */
    record Result(Checkpoint checkpoint, Findings findings, Optional<Hash> earlierRoot) {}

    Fsck(Path location, Trust trust, boolean hashesOnly, PrintWriter out, PrintWriter err) {
        this.location = location;
        this.trust = trust;
        this.hashesOnly = hashesOnly;
        this.out = out;
        this.err = err;
    }

    /** @param earlierSize whose root is wanted too, or {@link #NO_EARLIER_SIZE} */
    Result run(long earlierSize) {
        try (LogFiles files = LogFiles.of(location)) {
            Checkpoint checkpoint = checkpoint(files);
            if (earlierSize > checkpoint.size()) {
                throw UnprovenException.doesNotHold("the log shrank from " + earlierSize + " to " + checkpoint.size() + " entries");
            }
            Findings findings = new Findings();
            try {
                return new Result(checkpoint, findings, check(files, checkpoint, findings, earlierSize));
            } catch (Findings.EnoughException enough) {
                return new Result(checkpoint, findings, Optional.empty());
            }
        } catch (IOException failed) {
            throw UnprovenException.notJudged("cannot read " + location + ": " + failed.getClass().getSimpleName());
        }
    }

    private Optional<Hash> check(LogFiles files, Checkpoint checkpoint, Findings findings, long earlierSize) throws IOException {
        Inventory inventory = Inventory.of(files, new TreeTiles(checkpoint.size()), findings);
        boolean withEntries = !hashesOnly || inventory.hasEntries();
        if (withEntries && !inventory.hasEntries() && checkpoint.size() > 0) {
            throw UnprovenException.notJudged("there are no entries; to judge the hashes alone say --hashes-only");
        }
        TreeCheck tree = new TreeCheck(files, checkpoint.head(), inventory, findings, new Progress(err, checkpoint.size()), withEntries, earlierSize);
        tree.run();
        out.println((withEntries ? "entries and tiles: " : "tiles, without entries: ") + tree.filesRead() + " files recomputed");
        return tree.earlierRoot();
    }

    private Checkpoint checkpoint(LogFiles files) throws IOException {
        byte[] file = small(files, LogFiles.CHECKPOINT, SignedNote.NOTE_BYTES_MAX)
                .orElseThrow(() -> UnprovenException.notJudged("there is no checkpoint in " + location));
        List<VerifierKey> keys = trust.keys();
        if (keys.isEmpty()) {
            keys = Trust.keys(small(files, LogFiles.KEYS, KEYS_BYTES_MAX).orElseThrow(() -> UnprovenException.notJudged(
                    "without a key of the log nothing can be judged; give --key or --keys")), LogFiles.KEYS);
            out.println("The keys come with the log itself. Compare them with keys that you have from elsewhere, or give those with --key.");
        }
        return trust.check(file, LogFiles.CHECKPOINT, keys, out);
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
