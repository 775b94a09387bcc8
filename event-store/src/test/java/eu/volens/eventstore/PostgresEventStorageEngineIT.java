package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresEventStorageEngineIT extends EventStorageEngineContract {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-03-02T10:00:00.123456789Z"));
    private static final InstantSource CLOCK = NOW::get;

    private static final SnapshotTypes SHELVES = SnapshotTypes.builder()
            .type("loan.shelf/1", Shelf.class, Shelf.class, shelf -> shelf, shelf -> shelf).build();

    private static DataSource database;
    private static PersonKeys keys;
    private static PostgresEventStorageEngine engine;
    private static PostgresEventStorageEngine another;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        database = TestDatabase.create();
        keys = new PostgresPersonKeys(database, FileMasterKey.openOrCreate(folder.resolve("master.key"), RANDOM), RANDOM);
        engine = newInstance();
        another = newInstance();
    }

    @AfterAll
    static void stop() {
        engine.close();
        another.close();
    }

    private static PostgresEventStorageEngine newInstance() {
        return PostgresEventStorageEngine.start(database, LoanEvent.TYPES, SHELVES, keys, RANDOM, CLOCK);
    }

    @Override
    EventStorageEngine engine() {
        return engine;
    }

    @Override
    EventStorageEngine another() {
        return another;
    }

    @Override
    void assumeConflictsAreSeen() {
        // They are.
    }

    @Override
    void nowIs(Instant instant) {
        NOW.set(instant);
    }

    @Override
    Instant now() {
        return NOW.get();
    }

    private static GenericDomainEventMessage<?> lent(String stream, long sequence, PersonId reader, String name) {
        return new GenericDomainEventMessage<>("loan", stream, sequence, new LoanEvent.BookLent(reader, Personal.of(name),
                Personal.of(List.of("likes " + name)), List.of("Ulysses"), LocalDate.of(2026, 3, 30), Instant.parse("2026-03-02T09:59:00Z")));
    }

    private static LoanEvent.BookLent firstLoan(String stream) {
        return (LoanEvent.BookLent) engine.stream(stream).getFirst().payload();
    }

    @Test
    void eventsRestUnderOurOwnNamesWithPersonalPartsSealed() throws Exception {
        String stream = newStream();
        engine.appendEvents(lent(stream, 0, new PersonId(UUID.randomUUID()), "Canary Cantarella"));

        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT type, open, row_to_json(event_log)::text FROM event_log WHERE stream = '" + stream + "'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("loan.lent/1");
            assertThat(row.getString(2)).startsWith("{\"at\":\"2026-03-02T09:59:00Z\",\"books\":[\"Ulysses\"],\"dueOn\":\"2026-03-30\",\"reader\":\"");
            assertThat(row.getString(3)).doesNotContain("Canary").doesNotContain("eu.volens").contains("commitment\":\"\\\\x");
        }
        assertThat(firstLoan(stream).name()).isEqualTo(Personal.of("Canary Cantarella"));
        assertThat(firstLoan(stream).notes()).isEqualTo(Personal.of(List.of("likes Canary Cantarella")));
    }

    @Test
    void anErasedPersonReadsAsErasedAndEverythingElseStays() {
        String stream = newStream();
        PersonId reader = new PersonId(UUID.randomUUID());
        engine.appendEvents(lent(stream, 0, reader, "Ada"));

        keys.destroy(reader);
        keys.destroy(reader);

        assertThat(firstLoan(stream).name().isErased()).isTrue();
        assertThat(firstLoan(stream).books()).containsExactly("Ulysses");
        assertThatThrownBy(() -> engine.appendEvents(lent(stream, 1, reader, "Ada again"))).isInstanceOf(ErasedPersonException.class);
        assertThat(engine.stream(stream)).hasSize(1);
    }

    @Test
    void aSealedPartMovedToAnotherEventDoesNotOpen() {
        PersonId reader = new PersonId(UUID.randomUUID());
        String mine = newStream();
        String other = newStream();
        engine.appendEvents(lent(mine, 0, reader, "Ada"));
        engine.appendEvents(lent(other, 0, reader, "Bob"));
        try {
            TestDatabase.run(database, "UPDATE event_log a SET sealed = b.sealed FROM event_log b WHERE a.stream = '" + mine + "' AND b.stream = '" + other + "'");
            assertThatThrownBy(() -> engine.stream(mine)).isInstanceOf(SealedDataException.class);
        } finally {
            TestDatabase.run(database, "UPDATE event_log SET sealed = NULL WHERE stream = '" + mine + "'");
        }
        assertThat(firstLoan(mine).name().isErased()).isTrue();
    }

    @Test
    void aTakenSequenceNumberFailsThatUnitAloneAndLeavesNoGap() throws Exception {
        String contested = newStream();
        engine.appendEvents(returned(contested, 0, "first"));
        long head = engine.head();

        List<Callable<Boolean>> commands = new ArrayList<>();
        IntStream.range(0, 200).forEach(i -> commands.add(() -> appended(engine, i % 10 == 0 ? contested : newStream(), i % 10 == 0 ? 1 : 0)));
        List<Boolean> outcomes = inParallel(commands);

        assertThat(outcomes.stream().filter(ok -> ok)).hasSize(181);
        assertThat(engine.stream(contested)).hasSize(2);
        assertThat(engine.read(head, 1000)).extracting(RecordedEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, head + 181).boxed().toList());
    }

    @Test
    void ofUnitsAppendedTogetherThoseThatConflictFailAlone() {
        List<String> streams = IntStream.range(0, 5).mapToObj(i -> newStream()).toList();
        engine.appendEvents(returned(streams.get(1), 0, "somebody was faster"));
        long head = engine.head();

        Set<UUID> conflicting = engine.appendTogether(() -> streams.forEach(stream -> {
            engine.appendEvents(returned(stream, 0, "together"));
            assertThat(engine.head()).isEqualTo(head);
        }));

        assertThat(conflicting).containsExactly(UUID.fromString(streams.get(1)));
        assertThat(engine.read(head, 10)).extracting(RecordedEvent::stream)
                .containsExactly(streams.get(0), streams.get(2), streams.get(3), streams.get(4));
    }

    @Test
    void whatIsAppendedTogetherIsNotAppendedWhenOneOfItThrows() {
        long head = engine.head();

        assertThatThrownBy(() -> engine.appendTogether(() -> {
            engine.appendEvents(returned(newStream(), 0, "before"));
            throw new IllegalStateException("then it broke");
        })).hasMessage("then it broke");

        assertThat(engine.head()).isEqualTo(head);
        engine.appendEvents(returned(newStream(), 0, "alone again"));
        assertThat(engine.head()).isEqualTo(head + 1);
    }

    @Test
    void aSkippedSequenceNumberIsRefused() {
        assertThatThrownBy(() -> engine.appendEvents(returned(newStream(), 1, "no zero before me"))).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void twoInstancesRacingOnOneStoreGiveEachPositionOnceAndEachSequenceToOne() throws Exception {
        try (PostgresEventStorageEngine other = newInstance()) {
            long head = engine.head();
            List<String> streams = IntStream.range(0, 50).mapToObj(i -> newStream()).toList();
            List<Callable<Boolean>> commands = new ArrayList<>();
            streams.forEach(stream -> List.of(engine, other).forEach(instance -> commands.add(() -> appended(instance, stream, 0))));

            assertThat(inParallel(commands).stream().filter(ok -> ok)).hasSize(50);
            assertThat(engine.read(head, 1000)).extracting(RecordedEvent::position)
                    .containsExactlyElementsOf(LongStream.rangeClosed(head + 1, head + 50).boxed().toList());
        }
    }

    @Test
    void theWriterComesBackWhenItsConnectionWasCut() {
        engine.appendEvents(returned(newStream(), 0, "before"));
        TestDatabase.run(database, """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()""");

        String stream = newStream();
        assertThatThrownBy(() -> engine.appendEvents(returned(stream, 0, "told to ask again"))).isInstanceOf(LogUnavailableException.class);
        engine.appendEvents(returned(stream, 0, "asked again"));
        assertThatThrownBy(() -> another.appendEvents(returned(newStream(), 0, "told so too"))).isInstanceOf(LogUnavailableException.class);

        assertThat(engine.stream(stream)).hasSize(1);
    }

    @Test
    void recordedTimesNeverStepBack() {
        String stream = newStream();
        engine.appendEvents(returned(stream, 0, "now"));
        Instant now = NOW.get();
        NOW.set(now.minusSeconds(3600));
        try {
            engine.appendEvents(returned(stream, 1, "an hour ago, says the clock"));
        } finally {
            NOW.set(now);
        }
        assertThat(engine.stream(stream)).extracting(RecordedEvent::recordedAt).containsOnly(now.truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void whoWaitsIsWokenAfterTheCommit() throws Exception {
        java.util.concurrent.BlockingQueue<Long> seen = new java.util.concurrent.LinkedBlockingQueue<>();
        try (PostgresEventStorageEngine instance = newInstance()) {
            instance.onGrowth(() -> seen.add(instance.head()));
            instance.appendEvents(returned(newStream(), 0, "wake up"));
            assertThat(seen.poll(10, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(engine.head());
        }
    }

    @Test
    void anAggregateLivesOnIt() throws Exception {
        EmbeddedEventStore store = EmbeddedEventStore.builder().storageEngine(engine).build();
        EventSourcingRepository<Loan> loans = EventSourcingRepository.builder(Loan.class).eventStore(store).build();
        UUID id = UUID.randomUUID();
        DefaultUnitOfWork.startAndGet(null).executeWithResult(() -> loans.newInstance(() -> new Loan(id))).getPayload();
        DefaultUnitOfWork.startAndGet(null).execute(() -> loans.load(id.toString()).execute(loan -> loan.giveBack("Ulysses")));
        DefaultUnitOfWork.startAndGet(null).execute(() -> assertThat(loans.load(id.toString()).<Integer>invoke(loan -> loan.returned)).isEqualTo(1));
        store.shutDown();
    }

    /** The smallest aggregate. */
    @AggregateRoot(type = "loan")
    static class Loan {

        @AggregateIdentifier
        private @Nullable String id;
        private int returned;

        Loan() {}

        @CommandHandler
        Loan(UUID id) {
            AggregateLifecycle.apply(new LoanEvent.BookLent(new PersonId(id), Personal.of("Ada"), Personal.of(List.of()), List.of("Ulysses"),
                    LocalDate.of(2026, 3, 30), Instant.EPOCH));
        }

        void giveBack(String book) {
            AggregateLifecycle.apply(new LoanEvent.BookReturned(book, 0, null, Map.of()));
        }

        @EventSourcingHandler
        void on(LoanEvent.BookLent lent) {
            id = lent.reader().toString();
        }

        @EventSourcingHandler
        void on(LoanEvent.BookReturned event) {
            returned++;
        }
    }

    private static boolean appended(PostgresEventStorageEngine instance, String stream, long sequence) {
        try {
            instance.appendEvents(returned(stream, sequence, "book"));
            return true;
        } catch (ConcurrencyException somebodyElse) {
            return false;
        }
    }

    private static <T> List<T> inParallel(List<Callable<T>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
