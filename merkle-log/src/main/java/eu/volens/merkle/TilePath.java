package eu.volens.merkle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern PATH =
            Pattern.compile("tile/(?<level>entries|0|[1-9][0-9]?)/(?<index>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");

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
        Matcher parts = PATH.matcher(path);
        if (parts.matches()) {
            int level = parts.group("level").equals("entries") ? ENTRIES : Integer.parseInt(parts.group("level"));
            int width = parts.group("width") == null ? WIDTH_MAX : Integer.parseInt(parts.group("width"));
            boolean partialOfFullWidth = parts.group("width") != null && width >= WIDTH_MAX;
            String digits = parts.group("index").replace("x", "").replace("/", "");
            if (level <= LEVEL_MAX && !partialOfFullWidth && isBelowMax(digits)) {
                TilePath tile = new TilePath(level, Long.parseLong(digits), width);
                if (tile.path().equals(path)) {
                    return tile;
                }
            }
        }
        throw new MalformedException("not the path of a tile: " + Excerpt.of(path));
    }

    private static boolean isBelowMax(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        String max = Long.toString(Long.MAX_VALUE);
        return number.length() < max.length() || number.length() == max.length() && number.compareTo(max) <= 0;
    }

    public String path() {
        StringBuilder path = new StringBuilder();
        long rest = index;
        path.insert(0, String.format("%03d", rest % 1000));
        for (rest /= 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format("x%03d/", rest % 1000));
        }
        path.insert(0, "tile/" + (isEntries() ? "entries" : level) + "/");
        return isPartial() ? path + ".p/" + width : path.toString();
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
