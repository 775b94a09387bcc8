package eu.volens.rights.request;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.TestDatabase;
import eu.volens.rights.request.RequestEvent.AddressConfirmed;
import eu.volens.rights.request.RequestEvent.AnswerApproved;
import eu.volens.rights.request.RequestEvent.AnswerDelivered;
import eu.volens.rights.request.RequestEvent.AnswerSent;
import eu.volens.rights.request.RequestEvent.AnswerWantedAgain;
import eu.volens.rights.request.RequestEvent.AttentionSettled;
import eu.volens.rights.request.RequestEvent.ClarificationRequested;
import eu.volens.rights.request.RequestEvent.CollectionStarted;
import eu.volens.rights.request.RequestEvent.DeadlineExtended;
import eu.volens.rights.request.RequestEvent.DeadlineReminded;
import eu.volens.rights.request.RequestEvent.ExtensionDecided;
import eu.volens.rights.request.RequestEvent.ExtensionLapsed;
import eu.volens.rights.request.RequestEvent.HolderAnswered;
import eu.volens.rights.request.RequestEvent.HolderAsked;
import eu.volens.rights.request.RequestEvent.IdentityAsked;
import eu.volens.rights.request.RequestEvent.IdentityConfirmed;
import eu.volens.rights.request.RequestEvent.IdentityDoubted;
import eu.volens.rights.request.RequestEvent.IdentityJudged;
import eu.volens.rights.request.RequestEvent.IdentityQuestionPut;
import eu.volens.rights.request.RequestEvent.LetterBounced;
import eu.volens.rights.request.RequestEvent.LetterSent;
import eu.volens.rights.request.RequestEvent.MessageJoined;
import eu.volens.rights.request.RequestEvent.PackageDownloaded;
import eu.volens.rights.request.RequestEvent.PackagePrepared;
import eu.volens.rights.request.RequestEvent.RecipientNotified;
import eu.volens.rights.request.RequestEvent.RequestAcknowledged;
import eu.volens.rights.request.RequestEvent.RequestClarified;
import eu.volens.rights.request.RequestEvent.RequestClassified;
import eu.volens.rights.request.RequestEvent.RequestClosed;
import eu.volens.rights.request.RequestEvent.RequestClosedAfterErasure;
import eu.volens.rights.request.RequestEvent.RequestMerged;
import eu.volens.rights.request.RequestEvent.RequestReceived;
import eu.volens.rights.request.RequestEvent.RequestReopened;
import eu.volens.rights.request.RequestEvent.RequestWithdrawn;
import eu.volens.rights.request.RequestEvent.ReviewStarted;
import eu.volens.rights.request.RequestEvent.RightDecided;
import eu.volens.rights.request.RequestEvent.TaskDone;
import eu.volens.rights.request.RequestEvent.TasksSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shapes in which requests rest, frozen: golden files are added, never edited. */
class StoredRequestIT {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "stored");
    private static final int SALT_BYTES = 32;
    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final PersonId PERSON = new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000002"));
    private static final UUID LETTER = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final String NUMBER = "2026-000123";
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04.123456Z");
    private static final String HASH = "c099072d01e530ab6532e008863b63fb99fdceeafaacc7601a8e2f5e0d602122";
    private static final Map<String, RequestEvent> EVENTS = events();

    private final DataSource database = TestDatabase.create();
    private final PersonKeys keys;
    private final PostgresEventStorageEngine log;

    StoredRequestIT(@TempDir Path folder) throws IOException {
        Flyway.configure().dataSource(database).locations("classpath:db/eventstore").load().migrate();
        SecureRandom random = new SecureRandom();
        keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        log = PostgresEventStorageEngine.start(database, RequestEventTypes.all(), keys, random, Clock.systemUTC());
    }

    private static Map<String, RequestEvent> events() {
        Map<String, RequestEvent> events = new LinkedHashMap<>();
        events.put("request.received/1", new RequestReceived(CASE, NUMBER, PERSON, List.of(Right.ACCESS, Right.ERASURE), List.of(Attention.RIGHT_BY_HAND),
                "mail", "fr", AT, LocalDate.of(2026, 3, 6), LocalDate.of(2026, 4, 7), LocalDate.of(2026, 6, 8), "Europe/Brussels", "BE-legal-10/1",
                Personal.of("lea@example.org"), Personal.of("Léa Dubois"), Personal.of("Mes données"),
                Personal.of(List.of("5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60")), UUID.fromString("00000000-0000-4000-8000-000000000004"), true,
                Status.RECEIVED, AT));
        events.put("request.classified/1", new RequestClassified(CASE, NUMBER, List.of(Right.ACCESS), List.of(), "dpo", Status.RECEIVED, AT));
        events.put("request.acknowledged/1", new RequestAcknowledged(CASE, NUMBER, LETTER, HASH, Status.RECEIVED, AT));
        events.put("request.identity-asked/1", new IdentityAsked(CASE, NUMBER, LETTER, HASH, AT.plusSeconds(86_400), Status.AWAITING_IDENTITY, AT));
        events.put("request.identity-confirmed/1", new IdentityConfirmed(CASE, NUMBER, PERSON, "link", Personal.of(List.of()), Status.COLLECTING, AT));
        events.put("request.collection-started/1", new CollectionStarted(CASE, NUMBER, List.of("consent-ledger"), Status.COLLECTING, AT));
        events.put("request.holder-asked/1", new HolderAsked(CASE, NUMBER, "consent-ledger", Status.COLLECTING, AT));
        events.put("request.holder-answered/1", new HolderAnswered(CASE, NUMBER, "consent-ledger", HASH, 2, Status.COLLECTING, AT));
        events.put("request.review-started/1", new ReviewStarted(CASE, NUMBER, Status.IN_REVIEW, AT));
        events.put("request.approved/1", new AnswerApproved(CASE, NUMBER, "dpo", Status.APPROVED, AT));
        events.put("request.package-prepared/1", new PackagePrepared(CASE, NUMBER, HASH, 4_321, Status.APPROVED, AT));
        events.put("request.answer-sent/1", new AnswerSent(CASE, NUMBER, LETTER, HASH, AT.plusSeconds(604_800), Status.ANSWERED, AT));
        events.put("request.delivered/1", new AnswerDelivered(CASE, NUMBER, Status.ANSWERED, AT));
        events.put("request.downloaded/1", new PackageDownloaded(CASE, NUMBER, HASH, Status.ANSWERED, AT));
        events.put("request.letter-sent/1", new LetterSent(CASE, NUMBER, LETTER, "clarification", HASH, Status.IN_REVIEW, AT));
        events.put("request.letter-bounced/1",
                new LetterBounced(CASE, NUMBER, LETTER, "5.1.1", List.of(Attention.LETTER_BOUNCED), Status.UNDELIVERED, AT));
        events.put("request.message-joined/1",
                new MessageJoined(CASE, NUMBER, LETTER, "letter", AT, List.of(Attention.NEW_MESSAGE), Status.IN_REVIEW, AT));
        events.put("request.attention-settled/1",
                new AttentionSettled(CASE, NUMBER, Attention.NEW_MESSAGE, List.of(Attention.RIGHT_BY_HAND), "dpo", Status.IN_REVIEW, AT));
        events.put("request.identity-doubted/1", new IdentityDoubted(CASE, NUMBER, List.of(Doubt.LOOKALIKE_ADDRESS, Doubt.REPLY_ELSEWHERE),
                List.of(Attention.IDENTITY_DOUBTED), Status.RECEIVED, AT));
        events.put("request.identity-question-put/1",
                new IdentityQuestionPut(CASE, NUMBER, PERSON, Personal.of("which order?"), "dpo", Status.AWAITING_IDENTITY, AT));
        events.put("request.address-confirmed/1",
                new AddressConfirmed(CASE, NUMBER, PERSON, Personal.of(List.of()), Status.AWAITING_IDENTITY, AT));
        events.put("request.identity-judged/1", new IdentityJudged(CASE, NUMBER, PERSON, true, IdentityMethod.JUDGEMENT,
                Personal.of("called back"), List.of(), "dpo", Status.COLLECTING, AT));
        events.put("request.clarification-requested/1",
                new ClarificationRequested(CASE, NUMBER, PERSON, Personal.of("which site?"), "dpo", Status.COLLECTING, AT));
        events.put("request.clarified/1", new RequestClarified(CASE, NUMBER, LETTER, AT, "dpo", Status.COLLECTING, AT));
        events.put("request.extension-decided/1", new ExtensionDecided(CASE, NUMBER, PERSON, ExtensionReason.COMPLEXITY,
                Personal.of("many systems"), "dpo", Status.COLLECTING, AT));
        events.put("request.extended/1", new DeadlineExtended(CASE, NUMBER, LETTER, LocalDate.of(2026, 6, 8), Status.COLLECTING, AT));
        events.put("request.extension-lapsed/1", new ExtensionLapsed(CASE, NUMBER, LETTER, LocalDate.of(2026, 4, 7), Status.COLLECTING, AT));
        events.put("request.reminded/1", new DeadlineReminded(CASE, NUMBER, Milestone.WEEK_LEFT, "dpo", Status.COLLECTING, AT));
        events.put("request.right-decided/1", new RightDecided(CASE, NUMBER, PERSON, Right.ACCESS, Ruling.IN_PART,
                List.of(Ground.RIGHTS_OF_OTHERS), List.of("consent-ledger:5f0a8a4e-6f0c-4d0b-9b1f-3f1d2c4b5a60", "web-shop"),
                Personal.of("it tells of somebody else"), "dpo", Status.IN_REVIEW, AT));
        events.put("request.tasks-set/1", new TasksSet(CASE, NUMBER, Right.ERASURE, List.of("consent-ledger"), Status.IN_REVIEW, AT));
        events.put("request.task-done/1",
                new TaskDone(CASE, NUMBER, PERSON, Right.ERASURE, "consent-ledger", Personal.of("done"), "dpo", Status.IN_REVIEW, AT));
        events.put("request.recipient-notified/1", new RecipientNotified(CASE, NUMBER, "cloud", LETTER, HASH, Status.APPROVED, AT));
        events.put("request.answer-wanted-again/1", new AnswerWantedAgain(CASE, NUMBER, "dpo", Status.APPROVED, AT));
        events.put("request.withdrawn/1", new RequestWithdrawn(CASE, NUMBER, "dpo", Status.RECEIVED, AT));
        events.put("request.merged/1",
                new RequestMerged(CASE, NUMBER, UUID.fromString("00000000-0000-4000-8000-000000000009"), "2026-000101", "dpo", Status.RECEIVED, AT));
        events.put("request.reopened/1", new RequestReopened(CASE, NUMBER, PERSON, Personal.of("complained"), "dpo", Status.IN_REVIEW, AT));
        events.put("request.closed/1", new RequestClosed(CASE, NUMBER, PERSON, Outcome.HANDLED_BY_HAND, "dpo", Personal.of("note"), Status.CLOSED, AT));
        events.put("request.closed-after-erasure/1",
                new RequestClosedAfterErasure(CASE, NUMBER, Outcome.HANDLED_BY_HAND, "dpo", Status.CLOSED, AT));
        return events;
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void everyKindOfEventHasAGoldenFile() throws IOException {
        assertThat(EVENTS.values().stream().map(Object::getClass)).containsExactlyInAnyOrder(RequestEvent.class.getPermittedSubclasses());
        try (var files = Files.list(GOLDEN)) {
            assertThat(files).hasSize(EVENTS.size());
        }
    }

    @Test
    void whatIsWrittenIsWhatTheGoldenFilesSay() {
        record();

        JdbcClient.create(database).sql("SELECT sequence, type, open, sealed FROM event_log ORDER BY position").query((row, number) -> {
            String personal = row.getBytes("sealed") == null ? "" : personal(row.getLong("sequence"), row.getString("type"), row.getBytes("sealed"));
            assertThat(row.getString("open") + "\n" + personal).as(row.getString("type")).isEqualTo(golden(row.getString("type")));
            return number;
        }).list();
    }

    @Test
    void whatWasWrittenIsReadBackAndSurvivesErasure() {
        record();
        assertThat(log.stream(CASE.toString())).map(event -> event.payload()).containsExactlyElementsOf(List.copyOf(EVENTS.values()));

        keys.destroy(PERSON);

        CaseFacts erased = CaseFacts.of(log.stream(CASE.toString()).stream().map(event -> (RequestEvent) event.payload()).toList()).orElseThrow();
        assertThat(erased.address().isErased() && erased.name().isErased() && erased.consentRecords().isErased()).isTrue();
        assertThat(erased.caseNumber()).isEqualTo(NUMBER);
        assertThat(erased.status()).isEqualTo(Status.CLOSED);
    }

    private void record() {
        long sequence = 0;
        for (RequestEvent event : EVENTS.values()) {
            log.appendEvents(List.of(new GenericDomainEventMessage<>("request", CASE.toString(), sequence++, event)));
        }
    }

    /** The personal part as it is sealed, after its salt. */
    private String personal(long sequence, String type, byte[] sealed) {
        byte[] plain = new PersonVault(keys, new SecureRandom()).open(PERSON, "event/1\n" + CASE + "\n" + sequence + "\n" + type, sealed).orElseThrow();
        return new String(plain, SALT_BYTES, plain.length - SALT_BYTES, StandardCharsets.UTF_8) + "\n";
    }

    private static String golden(String type) {
        try {
            return Files.readString(GOLDEN.resolve(type.replace('/', '-') + ".json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
