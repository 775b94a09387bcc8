package eu.volens.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.transport.WireTransport.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KafkaTransportIT extends WireTransportContract {

    private static DataSource database;
    private int partitions = 3;
    private Map<String, String> clientProperties = Map.of();

    @BeforeAll
    static void createDatabase() {
        database = EmbeddedDatabase.create();
        Effects.createTable(database);
    }

    @Override
    DataSource database() {
        return database;
    }

    @Override
    WireTransport writer() {
        return new KafkaTransport(settings(), database);
    }

    @Override
    WireTransport reader() {
        return new KafkaTransport(settings());
    }

    @Test
    void aTopicIsMadeAsConfiguredAndKeptForEver() throws Exception {
        offer(log);
        log.tell("stream");
        subscribe(reader, effects::write);
        untilArrived(effects, log);

        try (Admin admin = admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, log.topic());
            var config = admin.describeConfigs(Set.of(topic)).all().get().get(topic);
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(partitionsOf(log.topic(), admin)).isEqualTo(3);
        }
    }

    @Test
    void streamsSpreadOverPartitionsAndPositionsAreKeptForEach() throws Exception {
        offer(log);
        log.tellMany(100, 20);
        subscribe(reader, effects::write);
        untilArrived(effects, log);

        assertThat(EmbeddedDatabase.numbers(database, "select next_offset from wire_position where reader = '" + reader + "'"))
                .hasSize(3).allSatisfy(nextOffset -> assertThat(nextOffset).isPositive())
                .satisfies(offsets -> assertThat(offsets.stream().mapToLong(Long::longValue).sum()).isEqualTo(100));
    }

    @Test
    void whatIsRelayedAgainAfterACrashIsDropped() {
        log.tellMany(60, 6);
        WireTransport crashing = writer();
        crashing.offer(log.topic(), log);
        subscribe(reader, effects::write);
        untilArrived(effects, log);
        crashing.close();
        // As after a crash between the brokers' acknowledgement and our commit.
        EmbeddedDatabase.execute(database, "update wire_relay set position = 20 where topic = '" + log.topic() + "'");

        offer(log);
        log.tellMany(6, 6);

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
        Eventually.until("the repetitions were passed over", () -> offsetsPassed() == 60 + 40 + 6, this::offsetsPassed);
    }

    @Test
    void twoInstancesOfAWriterMayRelayTheSameLog() {
        log.tellMany(200, 9);
        offer(log);
        offer(log);
        subscribe(reader, effects::write);
        for (int i = 0; i < 50; i++) {
            log.tellMany(5, 9);
            pauseBriefly();
        }

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void nothingOvertakesARecordTheBrokerRefuses() throws Exception {
        partitions = 1;
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, log.topic());
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(log.topic(), 1, (short) 1).configs(Map.of("max.message.bytes", "2000")))).all().get();
            log.tellMany(10, 2);
            log.tell("stream-0", "x".repeat(3_000));
            for (int i = 0; i < 200; i++) {
                log.tell("stream-" + i % 2, "y".repeat(700));
            }
            WireTransport writer = writer();
            try (writer) {
                writer.offer(log.topic(), log);
                subscribe(reader, effects::write);

                Eventually.until("the refusal is visible", () -> writer.failure() instanceof RecordTooLargeException, writer::failure);
                Eventually.until("what came before has arrived", () -> effects.of(log.topic()).size() == 10);
                admin.incrementalAlterConfigs(Map.of(topic, List.of(
                        new AlterConfigOp(new ConfigEntry("max.message.bytes", "100000"), AlterConfigOp.OpType.SET)))).all().get();

                untilArrived(effects, log);
                assertExactlyOnceInOrder(effects, log);
                Eventually.until("all is well again", () -> writer.failure() == null);
            }
        }
    }

    @Test
    void anInstanceThatLostItsPartitionBeforeItsTransactionAppliesNothing() throws Exception {
        partitions = 1;
        clientProperties = Map.of("max.poll.interval.ms", "1500");
        offer(log);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handledByZombie = new AtomicInteger();
        AtomicInteger transactions = new AtomicInteger();
        ReaderTransaction plain = ReaderTransaction.of(database);
        ReaderTransaction stalling = work -> {
            // The first asks for the position, the second would apply records.
            if (transactions.incrementAndGet() == 2) {
                stuck.countDown();
                goOn.await();
            }
            plain.inTransaction(work);
        };
        log.tellMany(20, 3);
        Subscription zombie = subscribe(reader, stalling, (batch, connection) -> {
            handledByZombie.incrementAndGet();
            effects.write(batch, connection);
        });
        stuck.await();

        Subscription heir = subscribe(reader, effects::write);
        untilArrived(effects, log);
        goOn.countDown();
        Eventually.until("the zombie has looked again", () -> transactions.get() >= 2 && zombie.failure() == null);
        log.tellMany(20, 3);

        untilArrived(effects, log);
        zombie.close();
        assertThat(effects.of(log.topic())).hasSameSizeAs(log.told());
        assertExactlyOnceInOrder(effects, log);
        assertThat(heir.failure()).isNull();
        assertThat(handledByZombie).as("records the zombie had polled before it lost the partition").hasValue(0);
    }

    @Test
    void anHeirWaitsVisiblyForABatchItsPredecessorStillApplies() throws Exception {
        partitions = 1;
        clientProperties = Map.of("max.poll.interval.ms", "1500");
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        offer(log);
        log.tellMany(20, 3);
        subscribe(reader, (batch, connection) -> {
            effects.write(batch, connection);
            stuck.countDown();
            goOn.await();
        });
        stuck.await();

        Subscription heir = subscribe(reader, effects::write);
        Eventually.until("the heir says why it waits", () -> heir.failure() != null
                && heir.failure().getMessage().startsWith("another instance still applies"));
        goOn.countDown();
        log.tellMany(3, 3);

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
        Eventually.until("all is well again", () -> heir.failure() == null);
    }

    @Test
    void aTopicThatWasLostIsFilledAgainFromTheLog() throws Exception {
        log.tellMany(30, 3);
        WireTransport before = writer();
        before.offer(log.topic(), log);
        Subscription reading = subscribe(reader, effects::write);
        untilArrived(effects, log);
        before.close();
        reading.close();
        try (Admin admin = admin()) {
            admin.deleteTopics(Set.of(log.topic())).all().get();
        }
        log.tellMany(6, 3);

        offer(log);
        subscribe(reader, effects::write);
        Effects newcomer = new Effects(database, "new-" + reader);
        subscribe(newcomer.reader(), newcomer::write);

        untilArrived(effects, log);
        untilArrived(newcomer, log);
        assertExactlyOnceInOrder(effects, log);
        assertExactlyOnceInOrder(newcomer, log);
    }

    @Test
    void aTopicWhosePartitionsWereChangedIsRefusedVisibly() throws Exception {
        offer(log);
        log.tellMany(30, 3);
        Subscription before = subscribe(reader, effects::write);
        untilArrived(effects, log);
        before.close();
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(log.topic(), NewPartitions.increaseTo(4))).all().get();
        }

        Subscription after = subscribe(reader, effects::write);

        Eventually.until("the refusal is visible", () -> after.failure() != null);
        assertThat(after.failure()).hasMessageContaining("has 4 partitions").hasMessageContaining("read it with 3");
    }

    @Test
    void whatIsNoWireRecordStopsThePartitionVisibly() throws Exception {
        partitions = 1;
        offer(log);
        log.tell("stream");
        Subscription subscription = subscribe(reader, effects::write);
        untilArrived(effects, log);
        try (KafkaProducer<String, byte[]> stranger = KafkaClients.producer(settings())) {
            stranger.send(new ProducerRecord<>(log.topic(), "stream", new byte[] {1})).get();
        }

        Eventually.until("the stranger's record is visible", () -> subscription.failure() != null);
        assertThat(subscription.failure()).hasMessageContaining("not a wire record").hasMessageContaining("offset 1");
        assertThat(offsetsPassed()).isEqualTo(1);
    }

    @Test
    void whatWasReadInProcessIsNotAppliedAgain() {
        log.tellMany(25, 4);
        try (InProcessTransport inProcess = new InProcessTransport()) {
            inProcess.offer(log.topic(), log);
            inProcess.subscribe(reader, Set.of(log.topic()), ReaderTransaction.of(database), effects::write);
            untilArrived(effects, log);
        }
        log.tellMany(8, 4);

        offer(log);
        subscribe(reader, effects::write);

        untilArrived(effects, log);
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void aReaderThatWentOnThroughKafkaDoesNotGoBackInProcess() {
        offer(log);
        log.tellMany(10, 2);
        subscribe(reader, effects::write);
        untilArrived(effects, log);

        try (InProcessTransport inProcess = new InProcessTransport()) {
            inProcess.offer(log.topic(), log);
            Subscription back = inProcess.subscribe(reader, Set.of(log.topic()), ReaderTransaction.of(database), effects::write);
            Eventually.until("the refusal is visible", () -> back.failure() != null);
            assertThat(back.failure()).hasMessageContaining("through Kafka");
        }
        assertExactlyOnceInOrder(effects, log);
    }

    @Test
    void aServiceThatOnlyReadsCannotOffer() {
        try (KafkaTransport readOnly = new KafkaTransport(settings())) {
            assertThatThrownBy(() -> readOnly.offer(log.topic(), log)).isInstanceOf(IllegalStateException.class);
        }
    }

    private long offsetsPassed() {
        return EmbeddedDatabase.numbers(database, "select next_offset from wire_position where reader = '" + reader + "'").stream()
                .collect(Collectors.summingLong(Long::longValue));
    }

    private static int partitionsOf(String topic, Admin admin) throws Exception {
        return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().size();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", RealBroker.shared().bootstrapServers()));
    }

    private KafkaSettings settings() {
        return new KafkaSettings(RealBroker.shared().bootstrapServers(), partitions, (short) 1, clientProperties);
    }
}
