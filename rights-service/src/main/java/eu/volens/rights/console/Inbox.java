package eu.volens.rights.console;

import eu.volens.rights.page.Moments;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.Cases.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the inbox shows, counted and put in order. */
@Component
class Inbox {
    static final int ROWS_PER_PAGE = 50;

    /** Cases looked through for the two figures on urgency; beyond it they are a floor, and the house has other worries. */
    private static final int URGENT_PAGES_MAX = 20;
    private static final int URGENT_PAGE_ROWS = 200;

    private final Cases cases;
    private final Moments moments;

    Inbox(Cases cases, Moments moments) {
        this.cases = cases;
        this.moments = moments;
    }

    /** One line. @param daysLeft whole days to the due day, negative when late */
    record Line(Row row, long daysLeft, Urgency urgency) {}

    /** @param page counted from 0 */
    record Lines(List<Line> lines, int page, int pages, long total) {

        public boolean hasNewer() {
            return page > 0;
        }

        public boolean hasOlder() {
            return page + 1 < pages;
        }
    }

    /** How much of what waits. @param soon due within {@link Urgency#SOON_DAYS} days, not late yet */
    record Figures(Map<Shelf, Long> shelves, long soon, long overdue) {

        public long of(Shelf shelf) {
            return shelves.getOrDefault(shelf, 0L);
        }

        public boolean nothingEver() {
            return of(Shelf.OPEN) == 0 && of(Shelf.CLOSED) == 0;
        }
    }

    Lines lines(Shelf shelf, @Nullable String caseNumber, int page) {
        var today = moments.today();
        var found = cases.list(shelf.filter(caseNumber), page, ROWS_PER_PAGE);
        var lines = found.rows().stream().map(row -> {
            long daysLeft = row.daysLeft(today);
            return new Line(row, daysLeft, Urgency.of(row.status(), daysLeft));
        }).toList();
        return new Lines(lines, found.page(), found.pages(), found.total());
    }

    Figures figures() {
        Map<Shelf, Long> shelves = Arrays.stream(Shelf.values())
                .collect(Collectors.toMap(Function.identity(), this::total, Long::sum, TreeMap::new));
        long soon = 0;
        long overdue = 0;
        for (int page = 0; page < URGENT_PAGES_MAX; page++) {
            var rows = cases.list(Shelf.RUNNING, page, URGENT_PAGE_ROWS);
            var today = moments.today();
            soon += count(rows, row -> Urgency.of(row.status(), row.daysLeft(today)) == Urgency.SOON);
            overdue += count(rows, row -> Urgency.of(row.status(), row.daysLeft(today)) == Urgency.OVERDUE);
            if (page + 1 >= rows.pages() || rows.rows().getLast().daysLeft(today) > Urgency.SOON_DAYS) {
                break;
            }
        }
        return new Figures(shelves, soon, overdue);
    }

    private long total(Shelf shelf) {
        return cases.list(shelf.filter(null), 0, 1).total();
    }

    private static long count(Cases.Page page, java.util.function.Predicate<Row> wanted) {
        return page.rows().stream().filter(wanted).count();
    }
}
