package eu.volens.verifier;

import eu.volens.merkle.Checkpoint;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.Hash;
import eu.volens.merkle.InclusionProof;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TlogProof;
import eu.volens.merkle.TreeHasher;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The check of the proofs that come with an export. They say nothing that the tree does not; but they will be shown alone, so they must hold. */
final class ExportProofs {

    private final LogFiles files;
    private final Checkpoint checkpoint;
    private final byte[] signed;
    private final Findings findings;

    /** @param signed the export's checkpoint, byte for byte */
    ExportProofs(LogFiles files, Checkpoint checkpoint, byte[] signed, Findings findings) {
        this.files = files;
        this.checkpoint = checkpoint;
        this.signed = signed;
        this.findings = findings;
    }

    /** @param extent whose tiles were found to be in order */
    void check(Extent extent) throws IOException {
        if (!extent.isExport()) {
            return;
        }
        for (long position : extent.facts().proven()) {
            String path = ExportFacts.proofPath(position);
            Optional<InputStream> found = files.open(path);
            if (found.isEmpty()) {
                findings.missing(path + " is missing");
                continue;
            }
            try (InputStream in = found.get()) {
                if (!holds(SmallFile.read(in, path, TlogProof.FILE_BYTES_MAX), position - 1)) {
                    findings.wrong(path + " does not prove entry " + (position - 1) + " under this checkpoint");
                }
            }
        }
    }

    private boolean holds(byte[] file, long index) throws IOException {
        try {
            TlogProof proof = TlogProof.parse(file);
            Hash leaf = leaf(index);
            return proof.index() == index && Arrays.equals(proof.checkpoint().encode(), signed)
                    && proof.extra().filter(entry -> new TreeHasher().leaf(entry).equals(leaf)).isPresent()
                    && new InclusionProof(index, checkpoint.size(), proof.path()).holds(leaf, checkpoint.root());
        } catch (MalformedException noProof) {
            return false;
        }
    }

    private Hash leaf(long index) throws IOException {
        TilePath tile = new TreeTiles(checkpoint.size()).path(0, index / TilePath.WIDTH_MAX);
        try (InputStream in = files.open(tile.path()).orElseThrow(() -> UnprovenException.notJudged(tile + " vanished during the check"))) {
            return Hash.at(in.readNBytes(TileFiles.TILE_BYTES), (int) (index % TilePath.WIDTH_MAX) * Hash.BYTES);
        }
    }
}
