package eu.volens.eventstore.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.FileMasterKey;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.TestDatabase;
import eu.volens.eventstore.WokenEventStore;
import eu.volens.eventstore.personal.PersonId;
import eu.volens.eventstore.personal.Personal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.async.SequentialPerAggregatePolicy;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventHandlerInvoker;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.AssociationValuesImpl;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors over an existing log: new ones, replayed ones, stubborn ones; and that nothing personal rests beside the log. */
class ProcessingStoresIT {

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;
    private DataSource database;
    private PersonKeys keys;
    private PostgresEventStorageEngine engine;
    private WokenEventStore store;
    private ProcessingStores stores;
    private final List<AutoCloseable> running = new ArrayList<>();

    record Told(PersonId person, Personal<String> secret) {}

    @BeforeEach
    void open() throws Exception {
        database = TestDatabase.create();
        keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM), RANDOM);
        engine = PostgresEventStorageEngine.start(database, EventTypes.builder().type("tale.told/1", Told.class).build(), keys, RANDOM,
                InstantSource.system());
        store = WokenEventStore.over(engine);
        stores = new ProcessingStores(database::getConnection);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
        store.shutDown();
        engine.close();
    }

    private void tell(String stream, long sequence, PersonId person, String secret) {
        engine.appendEvents(new GenericDomainEventMessage<>("tale", stream, sequence, new Told(person, Personal.of(secret))));
    }

    private static PersonId somebody() {
        return new PersonId(UUID.randomUUID());
    }

    /** Listens, and cannot bear certain secrets. */
    static final class Listener {

        final List<String> heard = new CopyOnWriteArrayList<>();
        final Set<String> unbearable = new CopyOnWriteArraySet<>();

        @EventHandler
        void on(Told told) {
            String secret = told.secret().orElse("(erased)");
            if (unbearable.contains(secret)) {
                throw new IllegalStateException("cannot bear " + secret);
            }
            heard.add(secret);
        }
    }

    private TrackingEventProcessor processor(EventHandlerInvoker invoker) {
        TrackingEventProcessor processor = TrackingEventProcessor.builder().name("listener").eventHandlerInvoker(invoker).messageSource(store)
                .tokenStore(stores.tokens()).transactionManager(NoTransactionManager.instance()).errorHandler(PropagatingErrorHandler.instance())
                .trackingEventProcessorConfiguration(TrackingEventProcessorConfiguration.forSingleThreadedProcessing().andBatchSize(100)).build();
        running.add(processor::shutDown);
        processor.start();
        return processor;
    }

    private static SimpleEventHandlerInvoker plain(Listener listener) {
        return SimpleEventHandlerInvoker.builder().eventHandlers(listener).listenerInvocationErrorHandler(PropagatingErrorHandler.instance()).build();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int looks = 0; looks < 3_000 && !condition.getAsBoolean(); looks++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void aNewProcessorOverAnExistingLogReadsAllOfItAndAgainWhenReset() throws Exception {
        List<String> secrets = IntStream.range(0, 1_200).mapToObj(i -> "secret " + i).toList();
        PersonId person = somebody();
        engine.appendEvents(secrets.stream().map(secret -> new GenericDomainEventMessage<>("tale", UUID.randomUUID().toString(), 0,
                new Told(person, Personal.of(secret)))).toList());

        Listener listener = new Listener();
        TrackingEventProcessor processor = processor(plain(listener));
        await(() -> listener.heard.size() == secrets.size());
        assertThat(listener.heard).containsExactlyElementsOf(secrets);

        processor.shutDown();
        processor.resetTokens();
        processor.start();
        await(() -> listener.heard.size() == 2 * secrets.size());
        tell(UUID.randomUUID().toString(), 0, person, "news");
        await(() -> listener.heard.contains("news"));
        assertThat(listener.heard.subList(secrets.size(), 2 * secrets.size())).containsExactlyElementsOf(secrets);
        assertThat(dump("token_entry")).doesNotContain("secret");
    }

    private DeadLetteringEventHandlerInvoker parking(Listener listener, SequencedDeadLetterQueue<EventMessage<?>> parked) {
        return DeadLetteringEventHandlerInvoker.builder().eventHandlers(listener).sequencingPolicy(SequentialPerAggregatePolicy.instance())
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()).queue(parked)
                .enqueuePolicy((letter, cause) -> Decisions.enqueue(cause)).transactionManager(NoTransactionManager.instance()).build();
    }

    @Test
    void oneStreamThatCannotBeHandledIsParkedInItsOrderAndReadsWhatAnErasureLeft() throws Exception {
        SequencedDeadLetterQueue<EventMessage<?>> parked = stores.deadLetters("listener", NoTransactionManager.instance(), engine);
        Listener listener = new Listener();
        listener.unbearable.add("poison");
        DeadLetteringEventHandlerInvoker invoker = parking(listener, parked);
        processor(invoker);
        String sick = UUID.randomUUID().toString();
        PersonId person = somebody();
        tell(sick, 0, person, "poison");
        tell(sick, 1, person, "behind it");
        tell(UUID.randomUUID().toString(), 0, somebody(), "of another");
        await(() -> listener.heard.contains("of another") && parked.size() == 2);

        assertThat(listener.heard).containsExactly("of another");
        assertThat(dump("dead_letter")).contains(sick, "IllegalStateException").doesNotContain("poison", "cannot bear", "behind it");
        assertThat(secrets(parked)).containsExactly("poison", "behind it");
        assertThat(invoker.processAny()).isFalse();
        assertThat(parked.size()).isEqualTo(2);

        keys.destroy(person);
        assertThat(secrets(parked)).containsExactly("(erased)", "(erased)");
        assertThat(invoker.processAny()).isTrue();
        assertThat(listener.heard).containsExactly("of another", "(erased)", "(erased)");
        assertThat(parked.size()).isZero();
    }

    private static List<String> secrets(SequencedDeadLetterQueue<EventMessage<?>> parked) {
        List<String> secrets = new ArrayList<>();
        parked.deadLetters().forEach(sequence -> sequence.forEach(letter -> {
            assertThat(letter.message()).isInstanceOf(TrackedEventMessage.class);
            secrets.add(((Told) letter.message().getPayload()).secret().orElse("(erased)"));
        }));
        return secrets;
    }

    static final class Waiting {
        public int steps;
        public Object note;
    }

    @Test
    void aSagaRestsWithoutAnythingPersonal() throws Exception {
        SagaStore<Object> sagas = stores.sagas();
        AssociationValue association = new AssociationValue("tale", "42");
        Waiting waiting = new Waiting();
        waiting.steps = 3;
        sagas.insertSaga(Waiting.class, "one", waiting, Set.of(association));

        assertThat(sagas.findSagas(Waiting.class, association)).containsExactly("one");
        waiting.steps = 4;
        sagas.updateSaga(Waiting.class, "one", waiting, new AssociationValuesImpl(Set.of(association)));
        assertThat(((Waiting) sagas.loadSaga(Waiting.class, "one").saga()).steps).isEqualTo(4);

        waiting.note = List.of(Personal.of("Canary Cantarella"));
        assertThatThrownBy(() -> sagas.updateSaga(Waiting.class, "one", waiting, new AssociationValuesImpl(Set.of(association))))
                .hasStackTraceContaining("no erasure comes").hasMessageNotContaining("Canary");
        waiting.note = Personal.erased();
        assertThatThrownBy(() -> sagas.insertSaga(Waiting.class, "two", waiting, Set.of())).hasStackTraceContaining("no erasure comes");
        assertThat(dump("saga_entry")).doesNotContain("Canary");
        sagas.deleteSaga(Waiting.class, "one", Set.of(association));
        assertThat(sagas.findSagas(Waiting.class, association)).isEmpty();
    }

    private String dump(String table) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.getConnection(); var rows = connection.createStatement().executeQuery(
                "SELECT to_jsonb(t)::text || encode(t::text::bytea, 'escape') FROM " + table + " t")) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        }
        return all.toString();
    }
}
