package eu.volens.transport;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.transport.Effects.Effect;
import eu.volens.transport.WireTransport.Subscription;
import eu.volens.wire.WireRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WireTransport} promises. Each test has topics and readers of its own, so one database and one broker serve all. */
abstract class WireTransportContract {

    private final List<AutoCloseable> open = new ArrayList<>();
    private final String name = UUID.randomUUID().toString().substring(0, 8);
    final GrowingLog log = new GrowingLog("log-" + name);
    final String reader = "reader-" + name;
    Effects effects;

    /** A database with the tables of {@code db/transport} and of {@link Effects}; the writer's and the readers' at once. */
    abstract DataSource database();

    /** The transport of a process that writes. */
    abstract WireTransport writer();

    /** The transport of a process that reads; a new process each time where the transport knows processes. */
    abstract WireTransport reader();

    @BeforeEach
    void theReaderHasWrittenNothing() {
        effects = new Effects(database(), reader);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    @Test
    void everythingArrivesOnceAndInOrderWithinAStream() {
        log.tellMany(1_200, 30);
        offer(log);
        subscribe(reader, effects::write);
        log.tellMany(300, 30);

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void anIdleReaderIsWokenByGrowth() {
        offer(log);
        Subscription subscription = subscribe(reader, effects::write);
        for (int i = 0; i < 5; i++) {
            log.tell("stream");
            untilArrived(effects, log);
        }
        assertExactlyOnceInOrder(effects, log);
        assertThat(subscription.failure()).isNull();
    }

    @Test
    void aNewReaderStartsAtTheBeginning() {
        offer(log);
        log.tellMany(50, 5);
        subscribe(reader, effects::write);
        untilArrived(effects, log);

        Effects second = new Effects(database(), "second-" + reader);
        subscribe(second.reader(), second::write);

        untilArrived(second, log);
        assertExactlyOnceInOrder(second, log);
    }

    @Test
    void twoReadersEachGetEverything() {
        Effects second = new Effects(database(), "second-" + reader);
        offer(log);
        subscribe(reader, effects::write);
        subscribe(second.reader(), second::write);
        log.tellMany(200, 7);

        untilArrived(effects, log);
        untilArrived(second, log);
        assertExactlyOnceInOrder(effects, log);
        assertExactlyOnceInOrder(second, log);
    }

    @Test
    void aRestartContinuesWhereItStopped() {
        offer(log);
        log.tellMany(100, 5);
        Subscription first = subscribe(reader, effects::write);
        untilArrived(effects, log);
        first.close();
        List<WireRecord> whileAway = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            whileAway.add(log.tell("stream-" + i % 5));
        }

        List<Long> handedAfterRestart = new CopyOnWriteArrayList<>();
        subscribe(reader, (batch, connection) -> {
            batch.forEach(wire -> handedAfterRestart.add(wire.position()));
            effects.write(batch, connection);
        });

        untilArrived(effects, log);
        assertThat(handedAfterRestart).containsExactlyInAnyOrderElementsOf(whileAway.stream().map(WireRecord::position).toList());
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void aTopicOfferedLateIsWaitedFor() {
        log.tellMany(10, 2);
        Subscription subscription = subscribe(reader, effects::write);
        assertThat(effects.of(log.topic())).isEmpty();

        offer(log);

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
        assertThat(subscription.failure()).isNull();
    }

    @Test
    void whatAHandlerWroteBeforeItFailedIsGone() {
        AtomicInteger failures = new AtomicInteger();
        offer(log);
        log.tellMany(40, 4);
        Subscription subscription = subscribe(reader, (batch, connection) -> {
            effects.write(batch, connection);
            if (failures.getAndIncrement() < 3) {
                throw new IllegalStateException("failed and not persisted");
            }
        });

        untilArrived(effects, log);
        assertThat(failures).hasValueGreaterThan(3);
        assertExactlyOnceInOrder(effects, log);
        Eventually.until("all is well again", () -> subscription.failure() == null);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNotRepeated() {
        AtomicInteger lostAnswers = new AtomicInteger();
        AtomicBoolean handled = new AtomicBoolean();
        ReaderTransaction plain = ReaderTransaction.of(database());
        ReaderTransaction forgetful = work -> {
            plain.inTransaction(work);
            if (handled.getAndSet(false) && lostAnswers.getAndIncrement() < 3) {
                throw new IllegalStateException("failed but persisted");
            }
        };
        offer(log);
        subscribe(reader, forgetful, (batch, connection) -> {
            effects.write(batch, connection);
            handled.set(true);
        });
        for (int i = 0; i < 5; i++) {
            log.tell("stream");
            untilArrived(effects, log);
        }

        assertThat(lostAnswers).hasValueGreaterThanOrEqualTo(3);
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void aPoisonBatchDoesNotMoveThePositionAndIsVisible() {
        AtomicBoolean poisonous = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        offer(log);
        log.tellMany(5, 1);
        Subscription subscription = subscribe(reader, (batch, connection) -> {
            effects.write(batch, connection);
            if (poisonous.get()) {
                tries.incrementAndGet();
                throw new IllegalArgumentException("cannot be applied");
            }
        });

        Eventually.until("the failure is visible", () -> subscription.failure() instanceof IllegalArgumentException);
        Eventually.until("it is tried again", () -> tries.get() >= 3);
        assertThat(subscription.failure()).hasMessage("cannot be applied");
        assertThat(effects.of(log.topic())).isEmpty();

        poisonous.set(false);
        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
        Eventually.until("all is well again", () -> subscription.failure() == null);
    }

    @Test
    void anErrorInTheHandlerIsVisibleToo() {
        offer(log);
        log.tell("stream");
        Subscription subscription = subscribe(reader, (batch, connection) -> {
            throw new NoClassDefFoundError("something of ours");
        });

        Eventually.until("the failure is visible", () -> subscription.failure() != null);
        assertThat(subscription.failure()).hasRootCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void aPoisonTopicDoesNotHoldUpAnother() {
        GrowingLog sound = new GrowingLog("sound-" + log.topic());
        offer(log);
        offer(sound);
        log.tell("stream");
        sound.tellMany(20, 3);
        Subscription subscription = subscribe(reader, Set.of(log.topic(), sound.topic()), ReaderTransaction.of(database()),
                (batch, connection) -> {
                    if (batch.getFirst().topic().equals(log.topic())) {
                        throw new IllegalArgumentException("cannot be applied");
                    }
                    effects.write(batch, connection);
                });

        untilArrived(effects, sound);
        Eventually.until("the failure is visible", () -> subscription.failure() != null);
        assertExactlyOnceInOrder(effects, sound);
    }

    @Test
    void stretchesWithNothingToTellAreSteppedOver() {
        List<Integer> batchSizes = new CopyOnWriteArrayList<>();
        log.growSilently(1_300);
        log.tell("stream");
        log.growSilently(700);
        offer(log);
        subscribe(reader, (batch, connection) -> {
            batchSizes.add(batch.size());
            effects.write(batch, connection);
        });

        untilArrived(effects, log);
        Eventually.until("the silent end is passed", () -> log.lastReadAfter() == log.head(), log::lastReadAfter);
        log.tell("stream");
        untilArrived(effects, log);
        assertThat(batchSizes).doesNotContain(0);
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void twoInstancesOfOneReaderNeverApplyARecordTwice() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        WireHandler stumbling = (batch, connection) -> {
            effects.write(batch, connection);
            if (random.nextInt(8) == 0) {
                throw new IllegalStateException("stumbled");
            }
        };
        offer(log);
        log.tellMany(100, 11);
        subscribe(reader, stumbling);
        Subscription second = subscribe(reader, stumbling);
        for (int i = 0; i < 100; i++) {
            log.tellMany(3, 11);
            pauseBriefly();
        }
        second.close();
        subscribe(reader, stumbling);
        log.tellMany(100, 11);

        untilArrived(effects, log);
        // A repetition would come before these, which are last in every stream.
        log.tellMany(11, 11);
        untilArrived(effects, log);
        assertThat(effects.of(log.topic())).as("seed %d", seed).hasSameSizeAs(log.told());
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void closingLetsTheBatchUnderWayFinish() throws Exception {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean finished = new AtomicBoolean();
        offer(log);
        log.tell("stream");
        Subscription subscription = subscribe(reader, (batch, connection) -> {
            handling.countDown();
            goOn.await();
            effects.write(batch, connection);
            finished.set(true);
        });
        handling.await();

        Thread closing = Thread.ofVirtual().start(subscription::close);
        pauseBriefly();
        assertThat(closing.isAlive()).isTrue();
        goOn.countDown();
        closing.join();

        assertThat(finished).isTrue();
        assertExactlyOnceInOrder(effects, log);
        log.tell("stream");
        pauseBriefly();
        assertThat(effects.of(log.topic())).hasSize(1);
    }

    @Test
    void aHandlerMayCloseItsOwnSubscription() {
        List<Subscription> own = new CopyOnWriteArrayList<>();
        CountDownLatch known = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        offer(log);
        own.add(subscribe(reader, (batch, connection) -> {
            known.await();
            effects.write(batch, connection);
            own.getFirst().close();
            closed.set(true);
        }));
        known.countDown();
        log.tell("stream");

        Eventually.until("closed from within", closed::get);
        untilArrived(effects, log);
    }

    final void offer(GrowingLog offered) {
        WireTransport writer = writer();
        open.add(writer);
        writer.offer(offered.topic(), offered);
    }

    final Subscription subscribe(String readerName, WireHandler handler) {
        return subscribe(readerName, ReaderTransaction.of(database()), handler);
    }

    final Subscription subscribe(String readerName, ReaderTransaction transaction, WireHandler handler) {
        return subscribe(readerName, Set.of(log.topic()), transaction, handler);
    }

    final Subscription subscribe(String readerName, Set<String> topics, ReaderTransaction transaction, WireHandler handler) {
        WireTransport transport = reader();
        open.add(transport);
        Subscription subscription = transport.subscribe(readerName, topics, transaction, handler);
        open.add(subscription);
        return subscription;
    }

    static void untilArrived(Effects effects, GrowingLog log) {
        Eventually.until("everything told has arrived", () -> effects.of(log.topic()).size() >= log.told().size(),
                () -> effects.of(log.topic()).size() + " of " + log.told().size());
    }

    static void assertExactlyOnceInOrder(Effects effects, GrowingLog log) {
        List<Effect> arrived = effects.of(log.topic());
        List<Effect> told = log.told().stream().map(Effect::of).toList();
        assertThat(arrived).containsExactlyInAnyOrderElementsOf(told);
        arrived.stream().collect(Collectors.groupingBy(Effect::stream)).values().forEach(
                ofStream -> assertThat(ofStream).isSortedAccordingTo(Comparator.comparingLong(Effect::position)));
    }

    static void pauseBriefly() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
