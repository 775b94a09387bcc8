package eu.volens.eventstore.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.RecordedEvent;
import eu.volens.eventstore.TestDatabase;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldLifted;
import eu.volens.eventstore.erasure.PersonEvent.LegalHoldPlaced;
import eu.volens.eventstore.erasure.PersonEvent.PersonErased;
import eu.volens.eventstore.erasure.PersonEvent.Purged;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes in which holds and erasures rest, frozen: golden files are added, never edited. */
class StoredPersonIT {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "stored");
    private static final int SALT_BYTES = 32;
    private static final PersonId PERSON = new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private static final UUID HOLD = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID KEY = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final Instant AT = Instant.parse("2026-03-06T09:12:04.123456Z");
    private static final Map<String, PersonEvent> EVENTS = events();

    private final DataSource database = TestDatabase.create();
    private final PersonKeys keys;
    private final PostgresEventStorageEngine log;

    StoredPersonIT(@TempDir Path folder) throws IOException {
        SecureRandom random = new SecureRandom();
        keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        log = PostgresEventStorageEngine.start(database, PersonEvent.addTo(EventTypes.builder()).build(), keys, random, InstantSource.system());
    }

    private static Map<String, PersonEvent> events() {
        Map<String, PersonEvent> events = new LinkedHashMap<>();
        events.put("person.hold-placed/1",
                new LegalHoldPlaced(PERSON, HOLD, HoldGround.LEGAL_CLAIMS, Personal.of("Klage 7 O 12/26, né"), "dpo", AT));
        events.put("person.hold-lifted/1", new LegalHoldLifted(PERSON, HOLD, "dpo", AT));
        events.put("person.erased/1", new PersonErased(PERSON, KEY, "2026-000123", "dpo",
                List.of(new Purged("event_log", 3), new Purged("letter", 0)), false, AT));
        return events;
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void everyKindOfEventHasAGoldenFile() throws IOException {
        assertThat(EVENTS.values().stream().map(Object::getClass)).containsExactlyInAnyOrder(PersonEvent.class.getPermittedSubclasses());
        try (var files = Files.list(GOLDEN)) {
            assertThat(files).hasSize(EVENTS.size());
        }
    }

    @Test
    void whatIsWrittenIsWhatTheGoldenFilesSay() throws SQLException {
        record();

        Map<String, String> written = new LinkedHashMap<>();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sequence, type, open, sealed FROM event_log ORDER BY position")) {
            while (row.next()) {
                String personal = row.getBytes(4) == null ? "" : personal(row.getLong(1), row.getString(2), row.getBytes(4));
                written.put(row.getString(2), row.getString(3) + "\n" + personal);
            }
        }
        assertThat(written.keySet()).isEqualTo(EVENTS.keySet());
        assertThat(written).allSatisfy((type, stored) -> assertThat(stored).isEqualTo(golden(type)));
    }

    @Test
    void whatWasWrittenIsReadBackAndOnlyTheReasonOfAHoldIsErased() {
        record();
        assertThat(read()).containsExactlyElementsOf(EVENTS.values());

        keys.destroy(PERSON);

        List<Object> erased = read();
        assertThat(erased.getFirst()).isEqualTo(new LegalHoldPlaced(PERSON, HOLD, HoldGround.LEGAL_CLAIMS, Personal.erased(), "dpo", AT));
        assertThat(erased.subList(1, 3)).isEqualTo(new ArrayList<>(EVENTS.values()).subList(1, 3));
    }

    private List<Object> read() {
        return log.stream(PERSON.toString()).stream().map(RecordedEvent::payload).toList();
    }

    private void record() {
        long sequence = 0;
        for (PersonEvent event : EVENTS.values()) {
            log.appendEvents(List.of(new GenericDomainEventMessage<>("person", PERSON.toString(), sequence++, event)));
        }
    }

    /** The personal part as it is sealed, after its salt. */
    private String personal(long sequence, String type, byte[] sealed) {
        String context = "event/1\n" + PERSON + "\n" + sequence + "\n" + type;
        byte[] plain = new PersonVault(keys, new SecureRandom()).open(PERSON, context, sealed).orElseThrow();
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
