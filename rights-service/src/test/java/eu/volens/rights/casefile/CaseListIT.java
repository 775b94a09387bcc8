package eu.volens.rights.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.TestDatabase;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.request.Attention;
import eu.volens.rights.request.Cases.Filter;
import eu.volens.rights.request.Cases.Row;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestEvent;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The list of cases: what events make of it, and what reading ten thousand of them costs. */
class CaseListIT {

    private static final UUID CASE = UUID.fromString("0b0c6f0a-5a3b-4f6e-9a61-1f7c1a7f0001");
    private static final PersonId PERSON = new PersonId(UUID.fromString("7d2f8a34-0d27-4c5e-8f35-5a0d6f5b0002"));
    private static final UUID LETTER = UUID.fromString("aaaaaaaa-0000-4000-8000-000000000001");
    private static final String NUMBER = "2026-000123";
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04Z");
    private static final LocalDate DUE = LocalDate.of(2026, 4, 7);
    private static final int CASES = 10_000;
    private static final int PAGE_ROWS = 50;
    /** Rows looked at for a page of one shelf: some that it does not show are passed over on the way. */
    private static final int ROWS_READ_MAX = 10 * PAGE_ROWS;

    private static JdbcClient database;
    private static CaseList list;
    private static CaseRows rows;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        DataSource server = TestDatabase.create();
        Flyway.configure().dataSource(server).locations("classpath:db/eventstore", "classpath:db/rights").load().migrate();
        SecureRandom random = new SecureRandom();
        MasterKey master = FileMasterKey.openOrCreate(folder.resolve("master.key"), random);
        PersonKeys keys = new PostgresPersonKeys(server, master, random);
        database = JdbcClient.create(server);
        LookupKey lookup = LookupKey.openOrCreate(database, master, () -> random.generateSeed(32));
        list = new CaseList(database);
        rows = new CaseRows(database, new Correspondents(database, new PersonVault(keys, random), keys, lookup));
    }

    @Test
    void whatHappensToACaseMovesItInTheList() {
        list.forget();
        list.on(received());
        list.on(new DeadlineExtended(CASE, NUMBER, LETTER, LocalDate.of(2026, 6, 8), Status.IN_REVIEW, AT));
        list.on(new LetterBounced(CASE, NUMBER, LETTER, "5.1.1", List.of(Attention.LETTER_BOUNCED), Status.UNDELIVERED, AT));

        assertThat(row()).satisfies(row -> assertThat(row.dueOn()).isEqualTo(LocalDate.of(2026, 6, 8)))
                .satisfies(row -> assertThat(row.attention()).containsExactly(Attention.LETTER_BOUNCED))
                .satisfies(row -> assertThat(row.status()).isEqualTo(Status.UNDELIVERED));
        assertThat(rows.page(Filter.OPEN, 0, 10).rows()).hasSize(1);

        list.on(new AttentionSettled(CASE, NUMBER, Attention.LETTER_BOUNCED, List.of(), "dpo", Status.UNDELIVERED, AT));
        assertThat(row().attention()).isEmpty();
    }

    @Test
    void aReopenedCaseIsAmongTheOpenOnesAgain() {
        list.forget();
        list.on(received());
        list.on(new RequestClosed(CASE, NUMBER, PERSON, Outcome.HANDLED_BY_HAND, "dpo", Personal.of(""), Status.CLOSED, AT));
        assertThat(rows.page(Filter.OPEN, 0, 10).rows()).isEmpty();
        assertThat(rows.count(List.of(Filter.OPEN, Filter.ALL, closed()))).containsExactly(0L, 1L, 1L);

        list.on(new RequestReopened(CASE, NUMBER, PERSON, Personal.of("complained"), "dpo", Status.IN_REVIEW, AT));

        assertThat(rows.page(Filter.OPEN, 0, 10).rows()).extracting(Row::caseId).containsExactly(CASE);
        assertThat(rows.count(List.of(Filter.OPEN, Filter.ALL, closed()))).containsExactly(1L, 1L, 0L);
    }

    @Test
    void pagesGoOverFromOpenCasesToClosedOnesWithoutAGap() {
        tenThousand();

        long open = rows.count(List.of(Filter.OPEN)).getFirst();
        int turning = (int) (open / 70);
        List<Row> around = rows.page(Filter.ALL, turning, 70).rows();

        assertThat(around).hasSize(70);
        assertThat(around.stream().map(row -> row.status() == Status.CLOSED).toList()).isSorted();
        assertThat(around).last().extracting(Row::status).isEqualTo(Status.CLOSED);
        assertThat(rows.page(Filter.ALL, 0, 70).total()).isEqualTo(CASES);
        assertThat(rows.page(Filter.ALL, CASES / 70 + 1, 70).rows()).isEmpty();
        assertThat(rows.page(new Filter(Set.of(), false, "2026-009999"), 0, 70).rows()).hasSize(1);
    }

    static List<Filter> shelves() {
        LocalDate today = LocalDate.of(2026, 6, 1);
        return List.of(Filter.OPEN, Filter.OPEN.due(null, today), Filter.OPEN.due(today, today.plusDays(7)),
                new Filter(Set.of(Status.IN_REVIEW), false, null), new Filter(Filter.OPEN.statuses(), true, null),
                new Filter(Set.of(Status.COLLECTING, Status.APPROVED), false, null), new Filter(Set.of(Status.UNDELIVERED), false, null), closed());
    }

    @ParameterizedTest
    @MethodSource("shelves")
    void aPageReadsLittleMoreThanItsRowsAndNeverMoreThanItsShelf(Filter shelf) {
        tenThousand();
        CaseListQuery query = shelf.includes(Status.CLOSED) ? CaseListQuery.closed(shelf) : CaseListQuery.open(shelf);

        JsonNode plan = plan(query);

        assertThat(rowsRead(plan)).as("rows read: %s", plan)
                .isBetween(1.0, (double) Math.max(ROWS_READ_MAX, rows.count(List.of(shelf)).getFirst()));
        assertThat(plan.toString()).contains("Index").doesNotContain("Seq Scan");
    }

    private static JsonNode plan(CaseListQuery query) {
        return JsonMapper.builder().build().readTree(database.sql("EXPLAIN (ANALYZE, FORMAT JSON) " + query.listing())
                .params(query.values()).params(PAGE_ROWS, 0).query(String.class).single()).at("/0/Plan");
    }

    /** By the node that reads the table. */
    private static double rowsRead(JsonNode node) {
        double own = node.has("Relation Name") ? node.path("Actual Rows").asDouble() + node.path("Rows Removed by Filter").asDouble() : 0;
        for (JsonNode child : node.path("Plans")) {
            own += rowsRead(child);
        }
        return own;
    }

    /** A busy office: a fifth of all cases open, some in need of a human, and a few that came back. */
    private static void tenThousand() {
        if (rows.count(List.of(Filter.ALL)).getFirst() == CASES) {
            return;
        }
        list.forget();
        database.sql("""
                INSERT INTO case_list (case_id, case_number, person, rights, status, attention, language, received_at, received_on, due_on, closed_at)
                SELECT gen_random_uuid(), '2026-' || lpad(n::text, 6, '0'), gen_random_uuid(), '{ACCESS}',
                    CASE WHEN n % 5 > 0 THEN 'CLOSED' WHEN n % 500 = 0 THEN 'UNDELIVERED'
                        ELSE (ARRAY['RECEIVED', 'AWAITING_IDENTITY', 'COLLECTING', 'IN_REVIEW', 'APPROVED', 'ANSWERED'])[1 + n / 5 % 6] END,
                    CASE WHEN n % 15 = 0 THEN '{NEW_MESSAGE}' ELSE '{}' END::text[], 'fr', timestamptz '2026-01-01' + n * interval '20 minutes',
                    date '2026-01-01' + n / 72, date '2026-02-01' + n / 72,
                    CASE WHEN n % 5 > 0 THEN timestamptz '2026-01-20' + n * interval '20 minutes' END
                FROM generate_series(1, :cases) AS n""").param("cases", CASES).update();
        database.sql("ANALYZE case_list").update();
    }

    private static Filter closed() {
        return new Filter(Set.of(Status.CLOSED), false, null);
    }

    private static Row row() {
        return rows.page(Filter.ALL, 0, 10).rows().getFirst();
    }

    private static RequestEvent received() {
        return new RequestReceived(CASE, NUMBER, PERSON, List.of(Right.ACCESS), List.of(), "mail", "fr", AT, LocalDate.of(2026, 3, 6), DUE,
                LocalDate.of(2026, 6, 8), "Europe/Brussels", "BE-legal-10/1", Personal.of("lea@example.org"), Personal.of(""), Personal.of(""),
                Personal.of(List.of()), null, true, Status.RECEIVED, AT);
    }
}
