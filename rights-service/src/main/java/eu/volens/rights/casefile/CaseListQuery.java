package eu.volens.rights.casefile;

import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Cases.Filter;
import eu.volens.rights.request.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is read of table {@code case_list}: open cases along one index, closed ones along another, so that a page costs little more than
 * its rows. Made of fixed pieces; what people type is only ever a value.
 *
 * @param where conditions; empty when no row can match
 */
record CaseListQuery(List<String> where, String order, List<Object> values) {

    private static final String OPEN = "closed_at IS NULL";
    private static final String CLOSED = "closed_at IS NOT NULL";
    /** As in the index: what can come to a case that is closed. */
    private static final String POST = "attention && '{" + Arrays.stream(Attention.values()).filter(Attention::isOfThePost).map(Enum::name)
            .collect(Collectors.joining(",")) + "}'::text[]";

    /** The part of the filter that lists open cases, the most urgent first. */
    static CaseListQuery open(Filter filter) {
        boolean any = filter.statuses().isEmpty() || filter.statuses().stream().anyMatch(status -> status != Status.CLOSED);
        return any ? of(OPEN, "due_on, case_number", filter) : new CaseListQuery(List.of(), "", List.of());
    }

    /** The part that lists closed ones, the latest closed first. */
    static CaseListQuery closed(Filter filter) {
        return filter.includes(Status.CLOSED) ? of(CLOSED, "closed_at DESC, case_number", filter) : new CaseListQuery(List.of(), "", List.of());
    }

    private static CaseListQuery of(String part, String order, Filter filter) {
        List<Object> values = new ArrayList<>();
        List<String> where = new ArrayList<>(List.of(part));
        if (filter.needsAttention()) {
            where.add(part.equals(CLOSED) ? POST : "cardinality(attention) > 0");
        }
        where.addAll(conditions(filter, values));
        return new CaseListQuery(where, order, values);
    }

    private static List<String> conditions(Filter filter, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        if (filter.statuses().size() == 1) {
            conditions.add("status = ?");
            values.add(filter.statuses().iterator().next().name());
        } else if (!filter.statuses().isEmpty()) {
            conditions.add("status = ANY (?)");
            values.add(filter.statuses().stream().map(Enum::name).sorted().toArray(String[]::new));
        }
        if (filter.caseNumber() != null && !filter.caseNumber().isBlank()) {
            conditions.add("strpos(case_number, ?) > 0");
            values.add(filter.caseNumber().strip());
        }
        if (filter.dueFrom() != null) {
            conditions.add("due_on >= ?");
            values.add(filter.dueFrom());
        }
        if (filter.dueUntil() != null) {
            conditions.add("due_on <= ?");
            values.add(filter.dueUntil());
        }
        return conditions;
    }

    boolean isNothing() {
        return where.isEmpty();
    }

    /** Takes {@link #values}, then a limit and an offset. */
    String listing() {
        return "SELECT * FROM case_list WHERE " + String.join(" AND ", where) + " ORDER BY " + order + " LIMIT ? OFFSET ?";
    }

    String counting() {
        return "SELECT count(*) FROM case_list WHERE " + String.join(" AND ", where);
    }

    /** Two rows, one of open cases and one of closed ones, with a column for each filter. */
    record Counts(String sql, List<Object> values) {}

    /** One statement for all of them, so that they fit each other; each part of the list is gone through once. */
    static Counts counts(List<Filter> filters) {
        List<Object> values = new ArrayList<>();
        String open = counts(filters.stream().map(CaseListQuery::open).toList(), OPEN, values);
        String closed = counts(filters.stream().map(CaseListQuery::closed).toList(), CLOSED, values);
        return new Counts(open + " UNION ALL " + closed, values);
    }

    private static String counts(List<CaseListQuery> queries, String part, List<Object> values) {
        String columns = queries.stream().map(query -> query.isNothing() ? "0"
                : "count(*) FILTER (WHERE " + String.join(" AND ", query.where()) + ")").collect(Collectors.joining(", "));
        queries.forEach(query -> values.addAll(query.values()));
        return "SELECT " + columns + (queries.stream().allMatch(CaseListQuery::isNothing) ? "" : " FROM case_list WHERE " + part);
    }
}
