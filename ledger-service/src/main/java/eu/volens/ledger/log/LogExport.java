package eu.volens.ledger.log;

import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.merkle.ExportFacts;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.TilePath;
import eu.volens.merkle.TreeTiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of the log, or of a part of it, under one checkpoint, as docs/formats/audit-export.md has it. Tile by tile and bundle by bundle, each in a reading of its
 * own: a slow reader keeps no connection, and what is recorded meanwhile is not in it. The same checkpoint makes the same bytes.
 */
final class LogExport {

    /** The earliest that a ZIP can say; the time of asking would make every export another one. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final TransparencyLog log;
    private final SignedNote checkpoint;
    private final ExportFacts facts;
    private final TreeTiles tiles;

    /** @param facts of the tree that the checkpoint is of */
    LogExport(TransparencyLog log, SignedNote checkpoint, ExportFacts facts) {
        this.log = log;
        this.checkpoint = checkpoint;
        this.facts = facts;
        this.tiles = new TreeTiles(facts.size());
    }

    /**
     * Writes it all. A ZIP's table of contents comes last: when this throws, there is none, and no program takes what was written for whole.
     *
     * @throws IOException when the reader has gone
     */
    void writeTo(OutputStream out) throws IOException {
        // Never closed when something fails: closing would write the table of contents.
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        put(zip, "checkpoint", checkpoint.encode());
        put(zip, "keys", (log.verifierKey().vkey() + "\n").getBytes(StandardCharsets.UTF_8));
        put(zip, ExportFacts.FILE, facts.encode());
        for (long position : facts.proven()) {
            put(zip, ExportFacts.proofPath(position), log.proof(position, checkpoint).encode());
        }
        for (int level = tiles.levels() - 1; level >= 0; level--) {
            for (long index = 0; index < tiles.tiles(level); index++) {
                putIfAskedFor(zip, tiles.path(level, index));
            }
        }
        for (long index = 0; index < tiles.tiles(0); index++) {
            putIfAskedFor(zip, TilePath.entries(index, tiles.width(0, index)));
        }
        zip.finish();
        out.flush();
    }

    private void putIfAskedFor(ZipOutputStream zip, TilePath path) throws IOException {
        if (facts.has(path)) {
            Optional<byte[]> content = path.isEntries() ? log.entries(path) : log.tile(path);
            put(zip, path.path(), content.orElseThrow(() -> new IllegalStateException(path + " of a signed tree is not in the database")));
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
