package eu.volens.rights.request;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a copy leaves out (Articles 15(4) and 20(4) GDPR). Each item is a whole holder, such as {@code web-shop}, or one of its records, such as
 * {@code consent-ledger:5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60}: names of ours and random ids, so that the log can say it in the open.
 *
 * @param items sorted, each once, and no record of a holder that is left out whole
 */
public record LeftOut(List<String> items) {

    public static final LeftOut NOTHING = new LeftOut(List.of());

    private static final String OF = ":";
    private static final Pattern RECORD_ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public LeftOut {
        items = List.copyOf(items);
    }

    public static LeftOut of(Collection<String> items) {
        Set<String> all = Set.copyOf(items);
        return new LeftOut(all.stream().filter(item -> holderOf(item).equals(item) || !all.contains(holderOf(item))).sorted().toList());
    }

    /** The item that leaves out one record. */
    public static String record(String holder, UUID record) {
        return holder + OF + record;
    }

    /** Whose record an item is; the item itself when it is a whole holder. */
    static String holderOf(String item) {
        int end = item.lastIndexOf(OF);
        return end < 0 ? item : item.substring(0, end);
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public boolean holds(String holder) {
        return items.contains(holder);
    }

    public boolean holds(String holder, UUID record) {
        return holds(holder) || items.contains(record(holder, record));
    }

    /** What both leave out. */
    LeftOut and(LeftOut other) {
        return of(Stream.concat(items.stream().filter(other::holdsItem), other.items.stream().filter(this::holdsItem)).toList());
    }

    private boolean holdsItem(String item) {
        return items.contains(item) || items.contains(holderOf(item));
    }

    /** Whether every item is written as it must be, of a holder that has as many records as are left out of it, and has any. */
    boolean fits(Map<String, Integer> recordsOfHolders) {
        boolean readable = items.stream().allMatch(item -> recordsOfHolders.containsKey(item)
                || RECORD_ID.matcher(item.substring(item.lastIndexOf(OF) + 1)).matches());
        return readable && items.stream().collect(Collectors.groupingBy(LeftOut::holderOf, Collectors.counting())).entrySet().stream()
                .allMatch(holder -> holder.getValue() <= recordsOfHolders.getOrDefault(holder.getKey(), 0));
    }
}
