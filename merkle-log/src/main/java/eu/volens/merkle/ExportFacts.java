package eu.volens.merkle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an audit export says of itself in {@code export.json}, docs/formats/audit-export.md, and which files follow from it. Nothing vouches for
 * it: who reads it may look for less because of it, and has to say so, but must believe no entry for it.
 *
 * @param from position of the first entry that was asked for, from 1
 * @param to   position of the last; 0 for a log without entries
 * @param size of the checkpoint's tree
 */
public record ExportFacts(long from, long to, long size) {

    public static final String FILE = "export.json";
    public static final String PROOFS = "proofs/";
    public static final int FILE_BYTES_MAX = 1 << 10;

    private static final String FORMAT = "{\"format\":\"volens-audit-export/1\",\"from\":%d,\"size\":%d,\"to\":%d}";
    private static final Pattern WRITTEN = Pattern.compile(Pattern.quote(FORMAT).replace("%d", "\\E([0-9]+)\\Q"));

    /** @throws MalformedException for a range that no log of that size has */
    public ExportFacts {
        boolean nothing = from == 1 && to == 0 && size == 0;
        if (!nothing && (from < 1 || to < from || size < to)) {
            throw new MalformedException("no positions " + from + " to " + to + " of " + size);
        }
    }

    public static ExportFacts whole(long size) {
        return new ExportFacts(1, size, size);
    }

    /** @throws MalformedException for anything but the one way to write them */
    public static ExportFacts parse(byte[] file) {
        Matcher parts = WRITTEN.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!parts.matches()) {
            throw new MalformedException("not the facts of an audit export that this program knows");
        }
        return new ExportFacts(Decimal.parse(parts.group(1)), Decimal.parse(parts.group(3)), Decimal.parse(parts.group(2)));
    }

    public byte[] encode() {
        return String.format(Locale.ROOT, FORMAT, from, size, to).getBytes(StandardCharsets.US_ASCII);
    }

    public boolean isWhole() {
        return from <= 1 && to == size;
    }

    /** Whether the export has this tile or bundle of its tree: all above level 0, of level 0 those asked for and the partial one. */
    public boolean has(TilePath tile) {
        return switch (tile.level()) {
            case TilePath.ENTRIES -> isAskedFor(tile.index());
            case 0 -> tile.isPartial() || isAskedFor(tile.index());
            default -> true;
        };
    }

    private boolean isAskedFor(long bundle) {
        return bundle >= firstBundle() && bundle < endBundle();
    }

    private long firstBundle() {
        return (from - 1) / TilePath.WIDTH_MAX;
    }

    private long endBundle() {
        return (to + TilePath.WIDTH_MAX - 1) / TilePath.WIDTH_MAX;
    }

    /** Index of the first entry that comes along, from 0. */
    public long firstEntry() {
        return firstBundle() * TilePath.WIDTH_MAX;
    }

    /** Index after the last entry that comes along. */
    public long endEntry() {
        return Math.min(size, endBundle() * TilePath.WIDTH_MAX);
    }

    /** Positions of the entries that have a proof of their own: the first and the last that were asked for. */
    public SortedSet<Long> proven() {
        SortedSet<Long> proven = new TreeSet<>();
        if (size > 0) {
            proven.add(from);
            proven.add(to);
        }
        return proven;
    }

    public static String proofPath(long position) {
        return PROOFS + position + ".tlog-proof";
    }
}
