package eu.volens.merkle;

import org.jspecify.annotations.Nullable;

/**
 * Where a tile or an entry bundle is found, C2SP tlog-tiles: {@code tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}.
 *
 * @param level 0 to 63 for hashes, {@link #ENTRIES} for an entry bundle
 * @param index of the tile within its level
 * @param width how many hashes or entries it has: 256, or less for a partial tile
 */
public record TilePath(int level, long index, int width) {

    /** The level of the entry bundles; it counts tiles as level 0 does. */
    public static final int ENTRIES = -1;
    public static final int WIDTH_MAX = 256;

    private static final int LEVEL_MAX = 63;
    private static final String ROOT = "tile/";
    private static final String ENTRIES_FOLDER = "entries";
    private static final String PARTIAL = ".p/";
    private static final long GROUP = 1000;
    private static final int GROUP_DIGITS = 3;
    private static final int PATH_CHARACTERS_MAX = "tile/entries/x009/x223/x372/x036/x854/x775/807.p/255".length();
    private static final int NONE = -2;

    public TilePath {
        if (level < ENTRIES || level > LEVEL_MAX || index < 0 || width < 1 || width > WIDTH_MAX) {
            throw new IllegalArgumentException("no such tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    public static TilePath entries(long index, int width) {
        return new TilePath(ENTRIES, index, width);
    }

    /** @throws MalformedException for anything but the one way to write the path of a tile */
    public static TilePath parse(String path) {
        TilePath tile = read(path);
        if (tile == null || !tile.path().equals(path)) {
            throw new MalformedException("not the path of a tile: " + Excerpt.of(path));
        }
        return tile;
    }

    /** Reads more than is allowed, so that only what is written again as it was read is a path. No pattern: a log has a name per 256 entries. */
    private static @Nullable TilePath read(String path) {
        int levelEnd = path.indexOf('/', ROOT.length());
        if (!path.startsWith(ROOT) || levelEnd < 0) {
            return null;
        }
        int partial = path.indexOf(PARTIAL, levelEnd);
        long level = path.startsWith(ENTRIES_FOLDER, ROOT.length()) ? ENTRIES : number(path, ROOT.length(), levelEnd);
        long index = number(path, levelEnd + 1, partial < 0 ? path.length() : partial);
        long width = partial < 0 ? WIDTH_MAX : number(path, partial + PARTIAL.length(), path.length());
        boolean isTile = level >= ENTRIES && level <= LEVEL_MAX && index >= 0 && width >= 1 && width <= WIDTH_MAX;
        return isTile ? new TilePath((int) level, index, (int) width) : null;
    }

    /** The number that these digits make, whatever folders they are spread over, or {@link #NONE}. */
    private static long number(String path, int from, int to) {
        long number = from < to ? 0 : NONE;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = path.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                number = number <= (Long.MAX_VALUE - digit) / 10 ? 10 * number + digit : NONE;
            } else if (path.charAt(i) != 'x' && path.charAt(i) != '/') {
                number = NONE;
            }
        }
        return number;
    }

    /** Written from its end, with as little code as there can be: a verifier lives so briefly that compiling its code is what it costs. */
    public String path() {
        char[] text = new char[PATH_CHARACTERS_MAX];
        int start = text.length;
        if (isPartial()) {
            start = before(start, width, 1, text);
            start = before(start, PARTIAL, text);
        }
        start = before(start, index % GROUP, GROUP_DIGITS, text);
        for (long groups = index / GROUP; groups > 0; groups /= GROUP) {
            text[--start] = '/';
            start = before(start, groups % GROUP, GROUP_DIGITS, text);
            text[--start] = 'x';
        }
        text[--start] = '/';
        start = isEntries() ? before(start, ENTRIES_FOLDER, text) : before(start, level, 1, text);
        start = before(start, ROOT, text);
        return new String(text, start, text.length - start);
    }

    private static int before(int end, long number, int digitsMin, char[] text) {
        int start = end;
        for (long rest = number; rest > 0 || end - start < digitsMin; rest /= 10) {
            text[--start] = (char) ('0' + rest % 10);
        }
        return start;
    }

    private static int before(int end, String words, char[] text) {
        words.getChars(0, words.length(), text, end - words.length());
        return end - words.length();
    }

    public boolean isEntries() {
        return level == ENTRIES;
    }

    public boolean isPartial() {
        return width < WIDTH_MAX;
    }

    @Override
    public String toString() {
        return path();
    }
}
