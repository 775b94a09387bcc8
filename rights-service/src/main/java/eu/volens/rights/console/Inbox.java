package eu.volens.rights.console;

import eu.volens.rights.page.Moments;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Cases.Row;
import eu.volens.rights.request.Status;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows, counted and put in order. */
@Component
class Inbox {
    static final int ROWS_PER_PAGE = 50;

    private final Cases cases;
    private final Moments moments;

    Inbox(Cases cases, Moments moments) {
        this.cases = cases;
        this.moments = moments;
    }

    /** One line. @param daysLeft whole days to the due day, negative when late */
    record Line(Row row, long daysLeft, Urgency urgency) {

        /** What needs a human, as the page marks it; in a closed case only what came since. */
        public List<Attention> marks() {
            return row.attention().stream().filter(attention -> row.status() != Status.CLOSED || attention.isOfThePost()).sorted().toList();
        }
    }

    /** @param page counted from 0 */
    record Lines(List<Line> lines, int page, int pages, long total) {

        public boolean hasNewer() {
            return page > 0;
        }

        public boolean hasOlder() {
            return page + 1 < pages;
        }
    }

    /** How much of what waits, all counted at one moment. */
    record Figures(Map<Shelf, Long> shelves) {

        public long of(Shelf shelf) {
            return shelves.getOrDefault(shelf, 0L);
        }

        /** @param path of a shelf, such as {@code to-review} */
        public long of(String path) {
            return of(Shelf.named(path).orElseThrow());
        }

        /** Those to choose from: what is rare only while there is any, or while one looks at it. */
        public List<Shelf> offered(Shelf current) {
            return Arrays.stream(Shelf.values()).filter(shelf -> shelf.isUsual() || shelf == current || of(shelf) > 0).toList();
        }

        public boolean nothingEver() {
            return of(Shelf.OPEN) == 0 && of(Shelf.CLOSED) == 0;
        }
    }

    Lines lines(Shelf shelf, @Nullable String caseNumber, int page) {
        var today = moments.today();
        var found = cases.list(shelf.filter(caseNumber, today), page, ROWS_PER_PAGE);
        var lines = found.rows().stream().map(row -> {
            long daysLeft = row.daysLeft(today);
            return new Line(row, daysLeft, Urgency.of(row.status(), daysLeft));
        }).toList();
        return new Lines(lines, found.page(), found.pages(), found.total());
    }

    Figures figures() {
        var today = moments.today();
        var counts = cases.count(Arrays.stream(Shelf.values()).map(shelf -> shelf.filter(null, today)).toList());
        Map<Shelf, Long> shelves = new EnumMap<>(Shelf.class);
        for (var shelf : Shelf.values()) {
            shelves.put(shelf, counts.get(shelf.ordinal()));
        }
        return new Figures(shelves);
    }
}
