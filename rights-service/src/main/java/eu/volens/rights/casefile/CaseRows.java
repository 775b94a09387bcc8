package eu.volens.rights.casefile;

import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Cases.Filter;
import eu.volens.rights.request.Cases.Page;
import eu.volens.rights.request.Cases.Row;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@link CaseList} as the inbox reads it, with the names of those who write. */
final class CaseRows {

    private final JdbcClient database;
    private final Correspondents correspondents;

    CaseRows(JdbcClient database, Correspondents correspondents) {
        this.database = database;
        this.correspondents = correspondents;
    }

    private record Listed(UUID caseId, String caseNumber, PersonId person, List<Right> rights, Status status, Set<Attention> attention,
            String language, Instant receivedAt, LocalDate receivedOn, LocalDate dueOn) {}

    Page page(Filter filter, int page, int size) {
        long open = count(CaseListQuery.open(filter));
        long closed = count(CaseListQuery.closed(filter));
        long from = (long) page * size;
        List<Listed> listed = new ArrayList<>(rows(CaseListQuery.open(filter), size, from));
        listed.addAll(rows(CaseListQuery.closed(filter), size - listed.size(), Math.max(0, from - open)));
        Map<PersonId, Personal<String>> names = correspondents.names(listed.stream().map(Listed::person).toList());
        return new Page(listed.stream().map(row -> new Row(row.caseId(), row.caseNumber(), row.rights(), row.status(), row.attention(),
                row.language(), row.receivedAt(), row.receivedOn(), row.dueOn(),
                names.getOrDefault(row.person(), Personal.of("")))).toList(), page, size, open + closed);
    }

    private long count(CaseListQuery query) {
        return query.isNothing() ? 0 : database.sql(query.counting()).params(query.values()).query(Long.class).single();
    }

    private List<Listed> rows(CaseListQuery query, int limit, long offset) {
        return query.isNothing() || limit == 0 ? List.of()
                : database.sql(query.listing()).params(query.values()).params(limit, offset).query((row, i) -> listed(row)).list();
    }

    List<Long> count(List<Filter> filters) {
        CaseListQuery.Counts counts = CaseListQuery.counts(filters);
        long[] sums = new long[filters.size()];
        database.sql(counts.sql()).params(counts.values()).query(row -> {
            for (int at = 0; at < sums.length; at++) {
                sums[at] += row.getLong(at + 1);
            }
        });
        return Arrays.stream(sums).boxed().toList();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(row.getObject("case_id", UUID.class), row.getString("case_number"), new PersonId(row.getObject("person", UUID.class)),
                strings(row.getArray("rights")).stream().map(Right::valueOf).toList(), Status.valueOf(row.getString("status")),
                attention(strings(row.getArray("attention")).stream().map(Attention::valueOf).toList()), row.getString("language"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(), row.getObject("received_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class));
    }

    private static List<String> strings(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    static Set<Attention> attention(List<Attention> attention) {
        Set<Attention> set = EnumSet.noneOf(Attention.class);
        set.addAll(attention);
        return set;
    }
}
