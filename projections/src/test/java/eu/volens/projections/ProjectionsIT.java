package eu.volens.projections;

import static eu.volens.projections.WireFixture.NOON;
import static eu.volens.projections.WireFixture.POLICY;
import static eu.volens.projections.WireFixture.SITE;
import static eu.volens.projections.WireFixture.decided;
import static eu.volens.projections.WireFixture.received;
import static eu.volens.projections.WireFixture.step;
import static eu.volens.projections.WireFixture.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.projections.feed.FeedProgress;
import eu.volens.projections.feed.FeedProgress.TopicProgress;
import eu.volens.projections.feed.FeedReader;
import eu.volens.projections.rebuild.Rebuild;
import eu.volens.transport.InProcessTransport;
import eu.volens.transport.ReaderTransaction;
import eu.volens.wire.Topics;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireRecord;
import eu.volens.wire.key.ApiKey;
import eu.volens.wire.key.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=projections", "volens.service-token=" + ProjectionsIT.TOKEN})
@ContextConfiguration(initializers = ProjectionsIT.Outside.class)
class ProjectionsIT {

    static final String TOKEN = "the-token-of-this-test";
    private static final String KEY = ApiKey.generate(bytes -> Arrays.fill(bytes, (byte) 1));
    private static final String OTHER_KEY = ApiKey.generate(bytes -> Arrays.fill(bytes, (byte) 2));
    private static final long PATIENCE_MILLIS = 20_000;
    private static final List<String> READ_MODELS = List.of("audit_entry", "current_consent", "board_request", "decision_count", "purpose_count",
            "policy_publication");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path keys;
    @LocalServerPort
    private int port;
    @Autowired
    private Feeds feeds;
    @Autowired
    private SettableClock clock;
    @Autowired
    private FaultyTransaction transaction;
    @Autowired
    private FeedReader reader;
    @Autowired
    private FeedProgress progress;
    @Autowired
    private Rebuild rebuild;
    @Autowired
    private JdbcTemplate jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID record = UUID.randomUUID();
    private final UUID caseId = UUID.randomUUID();
    private final String caseNumber = "2026-" + caseId.toString().substring(0, 5);

    record Feeds(TestFeed ledger, TestFeed rights) {}

    static final class SettableClock extends Clock {
        private volatile Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Brings clock and transport from outside, as the standalone process does. */
    static final class Outside implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Feeds feeds = new Feeds(new TestFeed(), new TestFeed());
            InProcessTransport transport = new InProcessTransport();
            transport.offer(Topics.LEDGER, feeds.ledger());
            transport.offer(Topics.RIGHTS, feeds.rights());
            context.getBeanFactory().registerSingleton("feeds", feeds);
            context.getBeanFactory().registerSingleton("wireTransport", transport);
            context.getBeanFactory().registerSingleton("clock", new SettableClock());
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class BrokenLine {

        @Bean
        @Primary
        FaultyTransaction faultyTransaction(DataSource dataSource) {
            return new FaultyTransaction(ReaderTransaction.of(dataSource));
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", TestDatabase::jdbcUrl);
        registry.add("volens.api-keys-file", () -> keys.resolve("api-keys").toString());
    }

    @BeforeAll
    static void makeKeys() throws IOException {
        Files.writeString(keys.resolve("api-keys"), ApiKey.of("asks", Set.of(Scope.PERMISSIONS_READ), KEY).line() + "\n"
                + ApiKey.of("counts", Set.of(Scope.STATISTICS_READ), OTHER_KEY).line() + "\n");
    }

    @AfterEach
    void theClockStandsAtNoonAgain() {
        clock.now = NOON;
        feeds.ledger().release();
        feeds.rights().release();
    }

    // --- may we, now?

    @Test
    void consentIsGivenThenWithdrawn() throws Exception {
        tell(decided(record, List.of("analytics", "marketing"), List.of("preferences"), NOON));
        JsonNode given = get("/api/permissions?site=itsme-id&record=" + record + "&purpose=marketing", 200);
        assertThat(given.get("allowed").asBoolean()).isTrue();
        assertThat(given.get("reason").asString()).isEqualTo("given");
        assertThat(given.get("since").asString()).isEqualTo("2026-11-02T12:00:00Z");
        assertThat(given.get("policyVersion").asString()).isEqualTo(POLICY);
        assertThat(given.get("expiresAt").asString()).isEqualTo("2027-11-02T12:00:00Z");
        assertThat(given.get("asOfPosition").asLong()).isEqualTo(feeds.ledger().head());

        tell(withdrawn(record, List.of("marketing"), NOON.plusSeconds(9)));
        JsonNode taken = get("/api/permissions?site=itsme-id&record=" + record + "&purpose=marketing", 200);
        assertThat(taken.get("allowed").asBoolean()).isFalse();
        assertThat(taken.get("reason").asString()).isEqualTo("withdrawn");
        assertThat(taken.get("expiresAt").asString()).isEqualTo("2027-11-02T12:00:09Z");
        assertThat(reason(record, SITE, "analytics")).isEqualTo("given");
        assertThat(reason(record, SITE, "preferences")).isEqualTo("refused");
        assertThat(reason(record, SITE, "functional")).isEqualTo("not-asked");
        assertThat(reason(record, "other-site", "analytics")).isEqualTo("unknown-record");
    }

    @Test
    void manyAreAskedAboutAtOnceByABackendWithAKey() throws Exception {
        UUID other = UUID.randomUUID();
        tell(decided(record, List.of("analytics", "marketing"), List.of("preferences"), NOON), withdrawn(record, List.of("marketing"), NOON.plusSeconds(9)));
        String question = """
                {"site": "itsme-id", "purposes": ["marketing", "analytics", "necessary"], "records": ["%s", "%s", "%s"]}""".formatted(other, record, other);

        JsonNode answer = JSON.readTree(ask(question, KEY, 200));
        assertThat(answer.get("asOfPosition").asLong()).isEqualTo(feeds.ledger().head());
        assertThat(answer.get("answers").valueStream().map(it -> it.get("record").asString())).containsExactly(other.toString(), record.toString());
        assertThat(texts(answer.at("/answers/0/purposes"), "reason")).containsExactly("unknown-record", "unknown-record", "necessary");
        assertThat(texts(answer.at("/answers/1/purposes"), "reason")).containsExactly("withdrawn", "given", "necessary");
        assertThat(answer.at("/answers/1/allowed").toString()).isEqualTo("[\"analytics\",\"necessary\"]");

        assertThat(askWith(OTHER_KEY, "/api/statistics/decisions").statusCode()).as("a key opens what its scope says").isEqualTo(200);
        assertThat(askWith(KEY, "/api/statistics/decisions").statusCode()).isEqualTo(403);
        assertThat(askWith(TOKEN, "/api/statistics/decisions").statusCode()).isEqualTo(200);
        assertThat(askWith(OTHER_KEY, "/api/board").statusCode()).as("and nothing that is for services only").isEqualTo(401);
        assertThat(ask(question, TOKEN, 401)).contains("urn:volens:problem:no-token");
        assertThat(ask(question, OTHER_KEY, 403)).contains("urn:volens:problem:key-too-weak", "permissions:read");
        assertThat(ask(question.replace("itsme-id", "no site"), KEY, 400)).contains("urn:volens:problem:malformed-request");
        assertThat(ask("{\"site\": \"itsme-id\", \"purposes\": [\"a\"], \"records\": [\"me\"]}", KEY, 400)).contains("malformed-request");
    }

    private HttpResponse<String> askWith(String key, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Authorization", "Bearer " + key).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String ask(String question, String key, int status) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/permissions/batch"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(question)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    @Test
    void expiryNeedsNoEventOnlyTime() throws Exception {
        tell(decided(record, List.of("marketing"), List.of("analytics"), NOON));
        clock.now = NOON.plus(WireFixture.LIFETIME).minusSeconds(1);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("given");
        clock.now = NOON.plus(WireFixture.LIFETIME);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("expired");
        assertThat(reason(record, SITE, "analytics")).isEqualTo("expired");
    }

    @Test
    void aMaterialChangeOfThePolicyAsksAgainAndAnEditorialOneDoesNot() throws Exception {
        String site = "changing";
        tell(new WireEvent.PolicyPublished(site, "v1", "material", NOON), chosen(site, "v1"));
        assertThat(reason(record, site, "marketing")).isEqualTo("given");
        tell(new WireEvent.PolicyPublished(site, "v2", "editorial", NOON));
        assertThat(reason(record, site, "marketing")).isEqualTo("given");
        tell(new WireEvent.PolicyPublished(site, "v3", "material", NOON));
        JsonNode outdated = get("/api/permissions?site=changing&record=" + record + "&purpose=marketing", 200);
        assertThat(outdated.get("allowed").asBoolean()).isFalse();
        assertThat(outdated.get("reason").asString()).isEqualTo("policy-changed");
        assertThat(outdated.get("policyVersion").asString()).isEqualTo("v1");
        assertThat(reason(record, site, "analytics")).isEqualTo("policy-changed");
        assertThat(ask("{\"site\": \"changing\", \"purposes\": [\"marketing\"], \"records\": [\"" + record + "\"]}", KEY, 200)).contains("policy-changed");

        tell(chosen(site, "v3"));
        assertThat(reason(record, site, "marketing")).isEqualTo("given");
        assertThat(getAsService("/api/audit/" + WireFixture.policyStream(site), 200, "nl").get("entries").get(1).get("summary").asString())
                .isEqualTo("Beleid v2 van site changing is van kracht; eerdere keuzes blijven gelden.");
    }

    @Test
    void aChoiceOnAVersionNobodyToldOfYetWaitsForItsPublication() throws Exception {
        String site = "hurried";
        tell(new WireEvent.PolicyPublished(site, "v1", "material", NOON), chosen(site, "v2"));
        assertThat(reason(record, site, "marketing")).isEqualTo("policy-changed");
        tell(new WireEvent.PolicyPublished(site, "v2", "material", NOON));
        assertThat(reason(record, site, "marketing")).isEqualTo("given");
    }

    @Test
    void wherePublicationsWereNeverToldNothingIsUndoneByThem() throws Exception {
        tell(chosen("untold", "v7"), new WireEvent.PolicyPublished("untold", "v8", "editorial", NOON));
        assertThat(reason(record, "untold", "marketing")).isEqualTo("given");
    }

    private WireEvent chosen(String site, String version) {
        return new WireEvent.ConsentDecided(record, site, "business", List.of("marketing"), List.of("analytics"), version, "fr", "first", "choose", NOON,
                NOON.plus(WireFixture.LIFETIME));
    }

    @Test
    void aVisitorWithoutARecordMayOnlyBeGivenWhatIsNecessary() throws Exception {
        JsonNode necessary = get("/api/permissions?site=itsme-id&purpose=necessary", 200);
        assertThat(necessary.get("allowed").asBoolean()).isTrue();
        assertThat(necessary.get("reason").asString()).isEqualTo("necessary");
        assertThat(get("/api/permissions?site=itsme-id&purpose=marketing", 200).get("allowed").asBoolean()).isFalse();
        assertThat(reason(record, SITE, "marketing")).isEqualTo("unknown-record");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 77, 777})
    void anySequenceGivesTheAnswerOfANaiveReading(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> sites = List.of("site-of-" + seed, "other-site-of-" + seed);
        RandomConsents consents = new RandomConsents(random, sites, true);
        List<WireEvent> events = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 15; i++) {
                WireEvent event = consents.next();
                events.add(event);
                feeds.ledger().append(event);
            }
            awaitAllRead();
            clock.now = consents.someInstant(events);
            for (UUID visitor : consents.records()) {
                for (String site : sites) {
                    for (String purpose : RandomConsents.PURPOSES) {
                        assertThat(reason(visitor, site, purpose)).as("%s at %s", purpose, clock.now)
                                .isEqualTo(NaiveReading.reason(events, visitor, site, purpose, clock.now));
                    }
                }
            }
        }
    }

    // --- statistics

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void anySequenceCountsAsANaiveCountDoes(long seed) throws Exception {
        RandomConsents consents = new RandomConsents(new Random(seed), List.of("counted-" + seed), true);
        List<WireEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            WireEvent event = consents.next();
            events.add(event);
            feeds.ledger().append(event);
        }
        awaitAllRead();
        for (List<String> by : List.of(List.<String>of(), List.of("day"), List.of("area", "method"), List.of("policyVersion", "day", "area", "method"))) {
            assertThat(sums("/api/statistics/decisions?site=counted-" + seed + "&by=" + String.join(",", by))).as("decisions by %s", by)
                    .isEqualTo(NaiveCount.decisions(events, by));
            assertThat(sums("/api/statistics/purposes?site=counted-" + seed + "&by=" + String.join(",", by))).as("purposes by %s", by)
                    .isEqualTo(NaiveCount.purposes(events, by));
        }
        assertThat(sums("/api/statistics/purposes?site=counted-" + seed + "&by=purpose,day")).isEqualTo(NaiveCount.purposes(events, List.of("purpose", "day")));
        assertThat(getAsService("/api/statistics/decisions?by=site,area,policyVersion,method,day", 200, "en").toString())
                .as("counts only").doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}");
    }

    @Test
    void statisticsAreNarrowedBySiteMethodAndDays() throws Exception {
        tell(new WireEvent.ConsentDecided(record, "narrow", "business", List.of("marketing"), List.of("analytics"), POLICY, "fr", "first", "choose", NOON,
                NOON.plusSeconds(9)), new WireEvent.ConsentDecided(record, "narrow", "business", List.of(), List.of("marketing", "analytics"), POLICY, "fr",
                "first", "close", NOON.plus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(2))));
        assertThat(sums("/api/statistics/decisions?site=narrow&by=")).isEqualTo(Map.of(Map.of(), Map.of("accepted", 0L, "refused", 1L, "partial", 1L, "withdrawn", 0L)));
        assertThat(sums("/api/statistics/decisions?site=narrow&by=method&method=close")).containsOnlyKeys(Map.of("method", "close"));
        assertThat(sums("/api/statistics/decisions?site=narrow&by=day&from=2026-11-03&to=2026-11-03")).containsOnlyKeys(Map.of("day", "2026-11-03"));
        assertThat(sums("/api/statistics/purposes?site=narrow&purpose=analytics&by=purpose"))
                .isEqualTo(Map.of(Map.of("purpose", "analytics"), Map.of("given", 0L, "refused", 2L, "withdrawn", 0L)));

        assertThat(getAsService("/api/statistics/decisions?by=purpose", 400, "en").get("detail").asString()).contains("policyVersion");
        assertThat(getAsService("/api/statistics/purposes?by=record", 400, "en").get("type").asString()).endsWith("malformed-parameter");
        assertThat(getAsService("/api/statistics/purposes?from=yesterday", 400, "en").get("detail").asString()).contains("day, such as");
        assertThat(problem("/api/statistics/purposes", 401)).isNotBlank();
    }

    @Test
    void whatWasReadBeforeThereWereStatisticsAndPublicationsIsReadAgain() {
        FluentConfiguration upgrade = Flyway.configure().dataSource(TestDatabase.jdbcUrl(), null, null).schemas("upgrade").createSchemas(true)
                .locations("classpath:db/projections");
        upgrade.target("100").load().migrate();
        jdbc.update("insert into upgrade.feed_progress (topic, head, seen, unknown) values ('ledger', 9, 7, 0)");
        jdbc.update("insert into upgrade.current_consent values (gen_random_uuid(), 's', 'p', 'a', 'given', now(), 'v', null, 9)");

        upgrade.target("latest").load().migrate();
        assertThat(jdbc.queryForObject("select generation from upgrade.feed_generation", Integer.class)).isEqualTo(3);
        assertThat(jdbc.queryForMap("select head, seen, rebuild_until from upgrade.feed_progress"))
                .isEqualTo(Map.of("head", 0L, "seen", 0L, "rebuild_until", 7L));
        assertThat(jdbc.queryForObject("select count(*) from upgrade.current_consent", Long.class)).isZero();
    }

    private Map<Map<String, String>, Map<String, Long>> sums(String path) throws Exception {
        JsonNode answer = getAsService(path, 200, "en");
        assertThat(answer.get("more").asBoolean()).isFalse();
        Map<Map<String, String>, Map<String, Long>> sums = new LinkedHashMap<>();
        for (JsonNode row : answer.get("rows")) {
            Map<String, String> by = new LinkedHashMap<>();
            row.get("by").properties().forEach(it -> by.put(it.getKey(), it.getValue().asString()));
            Map<String, Long> times = new LinkedHashMap<>();
            row.get("times").properties().forEach(it -> times.put(it.getKey(), it.getValue().asLong()));
            assertThat(sums.put(by, times)).as("each once").isNull();
        }
        return sums;
    }

    // --- the trail and the board

    @Test
    void theTrailTellsEveryStepOfACaseInTheReadersLanguage() throws Exception {
        tell(received(caseId, caseNumber, LocalDate.of(2026, 12, 2)), step(caseId, caseNumber, "acknowledged", "awaiting-identity", "system"),
                step(caseId, caseNumber, "identity-confirmed", "collecting", "person"), step(caseId, caseNumber, "approved", "approved", "dpo"));
        JsonNode trail = getAsService("/api/audit/" + caseId, 200, "fr");
        assertThat(trail.get("stream").asString()).isEqualTo(caseId.toString());
        assertThat(texts(trail.get("entries"), "summaryKey")).containsExactly("audit.request.received",
                "audit.request.step.acknowledged", "audit.request.step.identity-confirmed", "audit.request.step.approved");
        assertThat(texts(trail.get("entries"), "actor")).containsExactly("person", "system", "person", "dpo");
        JsonNode first = trail.get("entries").get(0);
        assertThat(first.get("summary").asString())
                .isEqualTo("La demande " + caseNumber + " est arrivée. Réponse au plus tard le 2026-12-02.");
        assertThat(first.get("topic").asString()).isEqualTo(Topics.RIGHTS);
        assertThat(first.get("type").asString()).isEqualTo("request.received/1");
        assertThat(first.get("at").asString()).isEqualTo("2026-11-02T12:00:00Z");
        assertThat(first.get("facts").get("dueOn").asString()).isEqualTo("2026-12-02");
        assertThat(trail.has("next")).isFalse();

        JsonNode rest = getAsService("/api/audit/" + caseId + "?after=" + trail.get("entries").get(2).get("position").asLong(), 200, "ja");
        assertThat(texts(rest.get("entries"), "summary")).containsExactly("The data protection officer approved the answer.");
    }

    @Test
    void aStreamNobodyToldOfHasAnEmptyTrail() throws Exception {
        assertThat(getAsService("/api/audit/" + UUID.randomUUID(), 200, "en").get("entries")).isEmpty();
    }

    @Test
    void theBoardShowsWhereEachRequestStandsTheMostUrgentFirst() throws Exception {
        UUID urgent = UUID.randomUUID();
        UUID done = UUID.randomUUID();
        tell(received(caseId, caseNumber, LocalDate.of(2026, 12, 2)), received(done, "2026-done", LocalDate.of(2026, 11, 3)),
                received(urgent, "2026-urgent", LocalDate.of(2026, 11, 9)), step(done, "2026-done", "closed", "closed", "dpo"),
                step(caseId, caseNumber, "review-started", "in-review", "system"));
        JsonNode requests = getAsService("/api/board", 200, "en").get("requests");
        List<String> ours = texts(requests, "caseId").stream()
                .filter(List.of(caseId.toString(), urgent.toString(), done.toString())::contains).toList();
        assertThat(ours).containsExactly(urgent.toString(), caseId.toString(), done.toString());
        JsonNode one = requests.valueStream().filter(row -> row.get("caseId").asString().equals(caseId.toString())).findFirst().orElseThrow();
        assertThat(one.toString()).isEqualTo("{\"caseId\":\"" + caseId + "\",\"caseNumber\":\"" + caseNumber + "\",\"rights\":[\"access\"],"
                + "\"status\":\"in-review\",\"language\":\"nl\",\"receivedAt\":\"2026-11-02T12:00:00Z\",\"dueOn\":\"2026-12-02\"}");
    }

    // --- what the transport may do to us

    @Test
    void redeliveryOfEverythingChangesNothing() throws Exception {
        tell(decided(record, List.of("marketing"), List.of(), NOON), received(caseId, caseNumber, LocalDate.of(2026, 12, 2)),
                withdrawn(record, List.of("marketing"), NOON.plusSeconds(1)), step(caseId, caseNumber, "closed", "closed", "dpo"));
        Map<String, List<Map<String, Object>>> before = contents();
        List<TopicProgress> progressBefore = progress.topics();
        reader.stop();
        jdbc.update("update wire_position set last_position = 0");
        reader.start();
        await(() -> positions().equals(List.of(feeds.ledger().head(), feeds.rights().head())));
        assertThat(contents()).isEqualTo(before);
        assertThat(progress.topics()).isEqualTo(progressBefore);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
    }

    @Test
    void topicsMayOvertakeEachOther() throws Exception {
        feeds.ledger().holdAfter(feeds.ledger().head());
        feeds.ledger().append(decided(record, List.of("marketing"), List.of(), NOON));
        feeds.rights().append(received(caseId, caseNumber, LocalDate.of(2026, 12, 2)));
        await(() -> head(Topics.RIGHTS) == feeds.rights().head());
        assertThat(reason(record, SITE, "marketing")).isEqualTo("unknown-record");
        feeds.ledger().release();
        awaitAllRead();
        assertThat(reason(record, SITE, "marketing")).isEqualTo("given");
    }

    @Test
    void aRestartGoesOnWhereItStopped() throws Exception {
        tell(decided(record, List.of("marketing"), List.of(), NOON));
        reader.stop();
        feeds.ledger().append(withdrawn(record, List.of("marketing"), NOON.plusSeconds(1)));
        assertThat(health()).isEqualTo(503);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("given");
        reader.start();
        awaitAllRead();
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void aBatchThatFailedBeforeOrAfterItsCommitCountsOnce() throws Exception {
        List<TopicProgress> before = progress.topics();
        transaction.failBeforeCommit.set(1);
        tell(decided(record, List.of("marketing"), List.of(), NOON));
        transaction.failAfterCommit.set(1);
        tell(withdrawn(record, List.of("marketing"), NOON.plusSeconds(1)));
        assertThat(seen(progress.topics(), Topics.LEDGER)).isEqualTo(seen(before, Topics.LEDGER) + 2);
        assertThat(texts(getAsService("/api/audit/" + record, 200, "en").get("entries"), "summaryKey"))
                .containsExactly("audit.consent.decided.accept-all", "audit.consent.withdrawn");
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
    }

    @Test
    void anUnknownTypeIsCountedAndShownAndStopsNothing() throws Exception {
        long unknownBefore = unknown();
        feeds.ledger().append(new WireRecord(Topics.LEDGER, record.toString(), feeds.ledger().next(), "consent.linked/1", NOON,
                "{\"to\":\"come\"}".getBytes(StandardCharsets.UTF_8)));
        tell(decided(record, List.of("marketing"), List.of(), NOON));
        assertThat(reason(record, SITE, "marketing")).isEqualTo("given");
        assertThat(unknown()).isEqualTo(unknownBefore + 1);
        JsonNode entries = getAsService("/api/audit/" + record, 200, "de").get("entries");
        assertThat(texts(entries, "type")).containsExactly("consent.linked/1", "consent.decided/1");
        assertThat(entries.get(0).get("summary").asString()).startsWith("Ein Ereignis einer Art");
        assertThat(health()).isEqualTo(200);
    }

    @Test
    void aBrokenBodyStopsItsTopicVisiblyUntilItIsMended() throws Exception {
        WireRecord whole = WireFixture.record(withdrawn(record, List.of("marketing"), NOON), feeds.ledger().next());
        feeds.ledger().append(new WireRecord(whole.topic(), whole.stream(), whole.position(), whole.type(), whole.recordedAt(),
                "{\"record\":".getBytes(StandardCharsets.UTF_8)));
        await(() -> reader.failure() != null);
        assertThat(health()).isEqualTo(503);
        feeds.rights().append(received(caseId, caseNumber, LocalDate.of(2026, 12, 2)));
        await(() -> head(Topics.RIGHTS) == feeds.rights().head());
        feeds.ledger().replace(whole);
        awaitAllRead();
        await(() -> reader.failure() == null);
        assertThat(health()).isEqualTo(200);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
    }

    // --- drop and rebuild

    @Test
    void rebuiltEqualsLiveAndNobodyGetsHalfAnAnswerMeanwhile() throws Exception {
        RandomConsents consents = new RandomConsents(new Random(4711), List.of("rebuilt", "rebuilt-too"), true);
        for (int i = 0; i < 40; i++) {
            feeds.ledger().append(consents.next());
        }
        tell(decided(record, List.of("marketing"), List.of(), NOON), received(caseId, caseNumber, LocalDate.of(2026, 12, 2)),
                withdrawn(record, List.of("marketing"), NOON.plusSeconds(1)),
                step(caseId, caseNumber, "classified", "received", "dpo", Map.of("rights", "access erasure")),
                step(caseId, caseNumber, "extended", "in-review", "system", Map.of("dueOn", "2027-02-02")),
                step(caseId, caseNumber, "approved", "approved", "dpo"));
        assertThat(jdbc.queryForMap("select array_to_string(rights, ' ') as rights, due_on::text from board_request where case_id = ?", caseId))
                .isEqualTo(Map.of("rights", "access erasure", "due_on", "2027-02-02"));
        Map<String, List<Map<String, Object>>> live = contents();
        List<TopicProgress> progressLive = progress.topics();
        int generation = progress.generation();

        feeds.ledger().holdAfter(feeds.ledger().head() - 1);
        feeds.rights().holdAfter(0);
        rebuild.begin();
        await(() -> head(Topics.LEDGER) == feeds.ledger().head() - 1);
        assertThat(problem("/api/permissions?site=itsme-id&record=" + record + "&purpose=marketing", 503)).isEqualTo("rebuilding");
        assertThat(getAsService("/api/board", 503, "en").get("type").asString()).isEqualTo("urn:volens:problem:rebuilding");
        assertThat(getAsService("/api/audit/" + caseId, 503, "en").get("type").asString()).isEqualTo("urn:volens:problem:rebuilding");
        assertThat(getAsService("/api/audit", 200, "en").get("topics").get(0).get("rebuilding").asBoolean()).isTrue();

        feeds.ledger().release();
        feeds.rights().release();
        awaitAllRead();
        assertThat(contents()).isEqualTo(live);
        assertThat(progress.topics()).isEqualTo(progressLive);
        assertThat(progress.generation()).isEqualTo(generation + 1);
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
    }

    @Test
    void aProcessLeftBehindByARebuildWritesNothingMore() throws Exception {
        tell(decided(record, List.of("marketing"), List.of(), NOON));
        jdbc.update("update feed_generation set generation = generation + 1");
        feeds.ledger().append(withdrawn(record, List.of("marketing"), NOON));
        await(() -> reader.failure() != null);
        assertThat(reader.failure()).hasMessageContaining("Restart it.");
        reader.stop();
        reader.start();
        awaitAllRead();
        assertThat(reason(record, SITE, "marketing")).isEqualTo("withdrawn");
    }

    // --- refusals

    @Test
    void mistakesAreToldAsProblems() throws Exception {
        assertThat(problem("/api/permissions?site=itsme-id&record=" + record, 400)).isEqualTo("missing-parameter");
        assertThat(problem("/api/permissions?site=itsme-id&record=not-a-uuid&purpose=marketing", 400)).isEqualTo("malformed-parameter");
        assertThat(problem("/api/permissions?site=%20&record=" + record + "&purpose=marketing", 400)).isEqualTo("malformed-parameter");
        assertThat(problem("/api/permissions?site=" + "x".repeat(101) + "&record=" + record + "&purpose=marketing", 400))
                .isEqualTo("malformed-parameter");
        assertThat(problem("/api/permissions?site=%ff&record=" + record + "&purpose=marketing", 400)).isEqualTo("malformed-parameter");
        assertThat(problem("/api/permissions/" + record, 404)).isEqualTo("not-found");
        assertThat(problem("/nothing/here", 404)).isEqualTo("not-found");
        assertThat(getAsService("/api/audit/x?after=soon", 400, "en").get("type").asString()).isEqualTo("urn:volens:problem:malformed-parameter");
        HttpResponse<String> posted = http.send(HttpRequest.newBuilder(uri("/api/permissions"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10_000_000])).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void hostileTextInAQuestionGetsNoFurther() throws Exception {
        String hostile = URLEncoder.encode("x'; drop table current_consent; --\u0000<script>", StandardCharsets.UTF_8);
        assertThat(problem("/api/permissions?site=" + hostile + "&record=" + record + "&purpose=marketing", 400)).isEqualTo("malformed-parameter");
        assertThat(problem("/api/permissions?site=itsme-id&record=" + record + "&purpose=" + hostile, 400)).isEqualTo("malformed-parameter");
        assertThat(send("/api/permissions?site=" + hostile + "&purpose=marketing").body()).doesNotContain("script");
    }

    @Test
    void theTrailAndTheBoardAreForTheServicesOnly() throws Exception {
        for (String path : List.of("/api/audit", "/api/audit/" + caseId, "/api/board")) {
            assertThat(problem(path, 401)).isEqualTo("service-token-required");
            HttpResponse<String> wrong = http.send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer wrong").build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
    }

    @Test
    void theDescriptionAndTheHealthAreOpenAndNothingElseIs() throws Exception {
        JsonNode description = get("/api/openapi/projections", 200);
        assertThat(description.get("paths").propertyNames())
                .containsExactlyInAnyOrder("/api/permissions", "/api/permissions/batch", "/api/audit", "/api/audit/{stream}", "/api/board",
                "/api/statistics/decisions", "/api/statistics/purposes");
        assertThat(get("/actuator/health/liveness", 200).get("status").asString()).isEqualTo("UP");
        assertThat(health()).isEqualTo(200);
        assertThat(send("/actuator/env").statusCode()).isEqualTo(404);
        assertThat(send("/actuator/beans").statusCode()).isEqualTo(404);
    }

    // ---

    private void tell(WireEvent... events) {
        for (WireEvent event : events) {
            switch (event) {
                case WireEvent.ConsentDecided _, WireEvent.ConsentWithdrawn _, WireEvent.ConsentExpired _, WireEvent.PolicyPublished _ -> feeds.ledger().append(event);
                case WireEvent.RequestReceived _, WireEvent.RequestStepTaken _ -> feeds.rights().append(event);
            }
        }
        awaitAllRead();
    }

    private void awaitAllRead() {
        await(() -> head(Topics.LEDGER) == feeds.ledger().head() && head(Topics.RIGHTS) == feeds.rights().head());
    }

    private long head(String topic) {
        return progress.topics().stream().filter(told -> told.topic().equals(topic)).mapToLong(TopicProgress::head).findFirst().orElse(0);
    }

    private static long seen(List<TopicProgress> topics, String topic) {
        return topics.stream().filter(told -> told.topic().equals(topic)).mapToLong(TopicProgress::seen).findFirst().orElse(0);
    }

    private long unknown() {
        return progress.topics().stream().mapToLong(TopicProgress::unknown).sum();
    }

    private List<Long> positions() {
        return jdbc.queryForList("select last_position from wire_position where reader = ? order by topic", Long.class,
                "projections-" + progress.generation());
    }

    private Map<String, List<Map<String, Object>>> contents() {
        Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();
        for (String table : READ_MODELS) {
            tables.put(table, jdbc.queryForList("select row_to_json(t)::text as line from " + table + " t order by 1"));
        }
        assertThat(tables.values()).noneMatch(List::isEmpty);
        return tables;
    }

    private static void await(BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gave up waiting").isLessThan(giveUpAt);
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private String reason(UUID visitor, String site, String purpose) throws Exception {
        JsonNode answer = get("/api/permissions?site=" + site + "&record=" + visitor + "&purpose=" + purpose, 200);
        assertThat(answer.get("allowed").asBoolean()).isEqualTo(NaiveReading.allowed(answer.get("reason").asString()));
        return answer.get("reason").asString();
    }

    private int health() throws Exception {
        return send("/actuator/health/readiness").statusCode();
    }

    /** The name of the problem, after checking that it is told in full and in no framework's words. */
    private String problem(String path, int status) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("detail").asString()).isNotBlank().doesNotContain("java.", "Exception", "static resource");
        assertThat(problem.get("type").asString()).startsWith("urn:volens:problem:");
        return problem.get("type").asString().substring("urn:volens:problem:".length());
    }

    private JsonNode get(String path, int status) throws Exception {
        HttpResponse<String> answer = send(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private JsonNode getAsService(String path, int status, String language) throws Exception {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN)
                .header("Accept-Language", language).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static List<String> texts(JsonNode rows, String member) {
        return rows.valueStream().map(row -> row.get(member).asString()).toList();
    }
}
