package eu.volens.standalone.foreign;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a Cookiebot consent log holds what, told by its heading or by the operator, and what a row says. Only the visitor's key, the
 * time and the choice are read; addresses, browsers and pages stay where they are.
 */
final class CookiebotColumns {

    static final List<String> CATEGORIES = List.of("necessary", "preferences", "statistics", "marketing");

    private static final List<String> KEYS = List.of("key", "consentkey", "stamp", "consentid", "id", "consentstamp", "userkey");
    private static final List<String> TIMES = List.of("date", "datetime", "dateutc", "utc", "time", "timestamp", "consentdate", "consenttime", "dateandtime",
            "consenttimestamp");
    private static final List<String> STATES = List.of("state", "consentstate", "consent", "consentstatus", "categories", "consentcategories", "status");
    private static final Pattern STAMP = Pattern.compile("[!-~]{8,200}");
    private static final Pattern SAID = Pattern.compile("['\"]?(necessary|preferences|statistics|marketing)['\"]?\\s*[:=]\\s*['\"]?(true|false|1|0|yes|no)\\b");
    private static final Pattern SPACED_TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s*(?:Z|UTC|GMT)?");
    private static final Pattern MILLIS = Pattern.compile("\\d{13}");

    /** A row that can be brought in. */
    record Choice(String stamp, Instant consentedAt, List<String> categories) {}

    /** A row that cannot. */
    static final class UnreadableRow extends Exception {
        UnreadableRow(String why) {
            super(why);
        }
    }

    private final int key;
    private final int time;
    private final int state;
    private final Map<String, Integer> categoryColumns;

    private CookiebotColumns(int key, int time, int state, Map<String, Integer> categoryColumns) {
        this.key = key;
        this.time = time;
        this.state = state;
        this.categoryColumns = categoryColumns;
    }

    /**
     * By the heading of the file.
     *
     * @param key   heading of the column with the visitor's key; null to find it
     * @param time  of that with the time; null to find it
     * @param state of that with the choice; null to find it, or one column for each category
     * @return empty when one is not found
     */
    static Optional<CookiebotColumns> of(List<String> headings, @Nullable String key, @Nullable String time, @Nullable String state) {
        var plain = headings.stream().map(CookiebotColumns::plain).toList();
        Map<String, Integer> each = new LinkedHashMap<>();
        CATEGORIES.stream().filter(plain::contains).forEach(it -> each.put(it, plain.indexOf(it)));
        int keyAt = find(plain, key, KEYS);
        int timeAt = find(plain, time, TIMES);
        int stateAt = find(plain, state, STATES);
        return keyAt < 0 || timeAt < 0 || stateAt < 0 && each.isEmpty() ? Optional.empty()
                : Optional.of(new CookiebotColumns(keyAt, timeAt, stateAt, each));
    }

    private static int find(List<String> plain, @Nullable String named, List<String> usual) {
        return named != null ? plain.indexOf(plain(named)) : usual.stream().mapToInt(plain::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
    }

    /** {@code Consent key} and {@code consent_key} are the same. */
    private static String plain(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    Choice read(List<String> fields) throws UnreadableRow {
        var stamp = field(fields, key, "the visitor's key");
        if (!STAMP.matcher(stamp).matches()) {
            throw new UnreadableRow(stamp.equals("-1") || stamp.isEmpty() ? "there is no key: nothing was pressed, so there is no choice"
                    : "the key is not one of 8 to 200 characters without spaces");
        }
        return new Choice(stamp, time(field(fields, time, "the time")), categories(fields));
    }

    private static String field(List<String> fields, int at, String what) throws UnreadableRow {
        if (at >= fields.size()) {
            throw new UnreadableRow("the row ends before " + what);
        }
        return fields.get(at).strip();
    }

    /** Years first, in UTC; where a day could be a month, nobody can tell. */
    private static Instant time(String written) throws UnreadableRow {
        try {
            Matcher spaced = SPACED_TIME.matcher(written);
            if (spaced.matches()) {
                return LocalDateTime.parse(spaced.group(1) + "T" + spaced.group(2)).toInstant(ZoneOffset.UTC);
            }
            return MILLIS.matcher(written).matches() ? Instant.ofEpochMilli(Long.parseLong(written)) : Instant.parse(written);
        } catch (DateTimeException noTime) {
            throw new UnreadableRow("the time is not one like 2026-03-02 09:12:03 or 2026-03-02T09:12:03Z, in UTC");
        }
    }

    private List<String> categories(List<String> fields) throws UnreadableRow {
        if (state < 0) {
            List<String> given = new ArrayList<>();
            for (var column : categoryColumns.entrySet()) {
                if (isYes(field(fields, column.getValue(), "the choice"))) {
                    given.add(column.getKey());
                }
            }
            return given;
        }
        return stated(field(fields, state, "the choice").toLowerCase(Locale.ROOT));
    }

    /** Either as the cookie has it, {@code necessary:true,marketing:false}, or a list of what was allowed. */
    private static List<String> stated(String written) throws UnreadableRow {
        List<String> given = new ArrayList<>();
        Matcher said = SAID.matcher(written);
        boolean pairs = false;
        while (said.find()) {
            pairs = true;
            if (isYes(said.group(2))) {
                given.add(said.group(1));
            }
        }
        var listed = Arrays.stream(written.split("[,;|/+\\s]+")).filter(it -> !it.isEmpty()).toList();
        if (!pairs && (listed.isEmpty() || !CATEGORIES.containsAll(listed))) {
            throw new UnreadableRow("the choice names other things than necessary, preferences, statistics and marketing");
        }
        return pairs ? given : listed;
    }

    private static boolean isYes(String written) throws UnreadableRow {
        return switch (written.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new UnreadableRow("a category is neither true nor false");
        };
    }
}
