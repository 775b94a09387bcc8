package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import eu.volens.eventstore.EventStorageEngineContract.Shelf;
import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Snapshots: a shorter way to an aggregate, at no cost for those without one, and never the only way. */
class SnapshotsIT {

    private static final SnapshotTypes SHELVES = SnapshotTypes.builder()
            .type("loan.shelf/1", Shelf.class, Shelf.class, shelf -> shelf, shelf -> shelf).build();

    @TempDir
    private Path folder;
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final String stream = UUID.randomUUID().toString();
    private DataSource database;
    private PostgresEventStorageEngine engine;
    private WokenEventStore store;

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create();
        SecureRandom random = new SecureRandom();
        PersonKeys keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), random), random);
        engine = PostgresEventStorageEngine.start(listening(), LoanEvent.TYPES, SHELVES, keys, random, InstantSource.system());
        store = WokenEventStore.over(engine);
        for (int i = 0; i < 5; i++) {
            engine.appendEvents(new GenericDomainEventMessage<>("loan", stream, i, new LoanEvent.BookReturned("book " + i, 0, null, Map.of())));
        }
    }

    @AfterEach
    void close() {
        store.shutDown();
        engine.close();
    }

    private void take(long sequence) {
        engine.storeSnapshot(new GenericDomainEventMessage<>("loan", stream, sequence, new Shelf((int) sequence + 1)));
    }

    private List<Object> loaded() {
        List<Object> payloads = new ArrayList<>();
        store.readEvents(stream).asStream().map(DomainEventMessage::getPayload).forEach(payloads::add);
        return payloads;
    }

    @Test
    void loadingIsOneStatementWithASnapshotAndWithout() {
        statements.clear();
        assertThat(loaded()).hasSize(5);
        assertThat(ofLoading()).hasSize(1);

        take(3);
        statements.clear();
        assertThat(loaded()).first().isEqualTo(new Shelf(4));
        assertThat(loaded()).hasSize(2).last().isInstanceOf(LoanEvent.BookReturned.class);
        assertThat(ofLoading()).hasSize(2);

        take(4);
        assertThat(loaded()).containsExactly(new Shelf(5));
        assertThat(store.readEvents(UUID.randomUUID().toString()).hasNext()).isFalse();
    }

    private List<String> ofLoading() {
        return statements.stream().filter(sql -> !sql.equals("SELECT position FROM log_head")).toList();
    }

    @Test
    void anOlderOneNeverReplacesANewerOne() {
        take(4);
        take(2);
        take(4);
        assertThat(loaded()).containsExactly(new Shelf(5));
    }

    @Test
    void itRestsUnderOurOwnNameAsCanonicalJson() throws Exception {
        take(1);
        try (Connection connection = database.getConnection(); var row = connection.createStatement().executeQuery(
                "SELECT type, state FROM aggregate_snapshot")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("loan.shelf/1");
            assertThat(row.getString(2)).isEqualTo("{\"loans\":2}");
        }
    }

    @Test
    void oneThatCannotBeReadIsPassedOverWithOneWarning() {
        take(3);
        for (String damage : List.of("type = 'loan.shelf/9'", "type = 'loan.shelf/1', state = '{\"loans\":\"many\"}'", "state = 'not JSON'")) {
            TestDatabase.run(database, "UPDATE aggregate_snapshot SET " + damage);
            ListAppender<ILoggingEvent> heard = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(Snapshots.class);
            logger.addAppender(heard);
            heard.start();

            assertThat(loaded()).hasSize(5).hasOnlyElementsOfType(LoanEvent.BookReturned.class);
            assertThat(heard.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage()).contains("reading all events instead"));
            assertThat(heard.list.getFirst().getFormattedMessage()).doesNotContain("many");
            assertThat(engine.readSnapshot(stream)).isEmpty();
            logger.detachAppender(heard);
        }
    }

    record Named(Personal<String> name) {}

    record Deep(Map<String, List<Named>> named) {}

    record Whose(List<PersonId> persons) {}

    @Test
    void nothingPersonalCanBeRegisteredHoweverDeepAndNothingElseIsKept() {
        assertThatThrownBy(() -> refused(Named.class)).hasMessageContaining("personal");
        assertThatThrownBy(() -> refused(Deep.class)).hasMessageContaining("personal");
        assertThatThrownBy(() -> refused(Whose.class)).hasMessageContaining("personal");
        assertThatThrownBy(() -> engine.storeSnapshot(new GenericDomainEventMessage<>("loan", stream, 1, new Named(Personal.of("Ada")))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("Ada");
    }

    private static <S extends Record> void refused(Class<S> type) {
        SnapshotTypes.builder().type("loan.shelf/1", type, type, it -> it, it -> it);
    }

    private DataSource listening() {
        return proxy(DataSource.class, database, (method, arguments, result) -> !method.equals("getConnection") ? result
                : proxy(Connection.class, result, (name, sql, statement) -> {
                    if (name.equals("prepareStatement")) {
                        statements.add((String) sql[0]);
                    }
                    return statement;
                }));
    }

    private interface After {
        Object of(String method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, Object target, After after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return after.of(method.getName(), arguments, method.invoke(target, arguments));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
