package eu.volens.transport;

import eu.volens.transport.ReaderPositions.Place;
import eu.volens.transport.ReaderPositions.Standing;
import eu.volens.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one topic to one reader. Kafka's consumer group says which instance reads which partition; what was read is kept by the
 * reader itself. An instance that lost a partition without noticing is stopped by the row of that partition: it is locked and compared
 * before the handler runs, and moved in the handler's transaction.
 *
 * <p>A partition that fails waits, without holding up the others or leaving the group.
 */
final class KafkaReader extends Worker {

    /** After hearing nothing for so long, the brokers are asked whether they are there: a poll does not tell silence from absence. */
    static final long SILENCE_MILLIS = 5_000;
    /** Then they count as away. A change of leader may take longer and look like it; the next answer clears that. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);

    private final String reader;
    private final String topic;
    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final ReaderTransaction transaction;
    private final WireHandler handler;
    private final Map<TopicPartition, Partition> mine = new ConcurrentHashMap<>();
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable Exception unreachable;
    private long lastHeardNanos;

    KafkaReader(String reader, String topic, KafkaSettings settings, KafkaTopics topics, ReaderTransaction transaction,
            WireHandler handler) {
        super("wire " + reader + " <- " + topic);
        this.reader = reader;
        this.topic = topic;
        this.settings = settings;
        this.topics = topics;
        this.transaction = transaction;
        this.handler = handler;
    }

    @Override
    boolean round() throws Exception {
        KafkaConsumer<String, byte[]> polling = consumer;
        if (polling == null) {
            return enterGroup();
        }
        placeAll(polling);
        ConsumerRecords<String, byte[]> records = polling.poll(Duration.ofMillis(POLL_MILLIS));
        for (TopicPartition from : records.partitions()) {
            Partition partition = mine.get(from);
            if (partition != null && !stopping()) {
                partition.take(polling, records.records(from));
            }
        }
        if (records.isEmpty()) {
            listen(polling);
        } else {
            heard();
        }
        return true;
    }

    @Override
    @Nullable Exception failure() {
        return Stream.concat(
                Stream.of(Optional.ofNullable(super.failure()), Optional.ofNullable(unreachable)),
                mine.values().stream().map(partition -> Optional.ofNullable(partition.failure)))
                .flatMap(Optional::stream).findFirst().orElse(null);
    }

    @Override
    void forget() {
        release();
    }

    @Override
    void release() {
        KafkaConsumer<String, byte[]> leaving = consumer;
        consumer = null;
        mine.clear();
        if (leaving != null) {
            leaving.close(CloseOptions.timeout(LEAVE_TIMEOUT));
        }
    }

    @Override
    void nudge() {
        KafkaConsumer<String, byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
    }

    /** Enters the group once the topic is there. @return whether it is */
    private boolean enterGroup() throws Exception {
        if (topics.find(topic).isEmpty()) {
            return false;
        }
        KafkaConsumer<String, byte[]> joining = KafkaClients.consumer(settings, reader + "." + topic);
        consumer = joining;
        joining.subscribe(Set.of(topic), new Assignment(joining));
        heard();
        return true;
    }

    /** Puts partitions that are new, or whose wait is over, where the reader's database says. */
    private void placeAll(KafkaConsumer<String, byte[]> polling) {
        List<Partition> due = mine.values().stream().filter(Partition::isDue).toList();
        if (due.isEmpty()) {
            return;
        }
        try {
            KafkaTopics.Topic described = topics.find(topic)
                    .orElseThrow(() -> new IllegalStateException("topic " + topic + " is gone"));
            due.forEach(partition -> partition.place(polling, described));
        } catch (Exception e) {
            due.forEach(partition -> partition.failed(polling, e));
        }
    }

    private void heard() {
        unreachable = null;
        lastHeardNanos = System.nanoTime();
    }

    private void listen(KafkaConsumer<String, byte[]> polling) {
        if (System.nanoTime() - lastHeardNanos < TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS)) {
            return;
        }
        try {
            ask(polling);
            heard();
        } catch (WakeupException stopping) {
            throw stopping;
        } catch (Exception e) {
            if (unreachable == null) {
                LOG.warn("no word from Kafka for {} <- {}, going on trying: {}", reader, topic, e.toString());
            }
            unreachable = e;
        }
    }

    private void ask(KafkaConsumer<String, byte[]> polling) throws Exception {
        if (polling.groupMetadata().generationId() < 0) {
            throw new IllegalStateException("not let into group " + reader + "." + topic + " so far");
        }
        if (mine.isEmpty()) {
            topics.find(topic);
        } else {
            polling.endOffsets(mine.keySet(), ASK_TIMEOUT);
        }
    }

    /** Follows the group's decisions. Runs within a poll, so it touches no database: a failure could not be tried again. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> assigned;

        Assignment(KafkaConsumer<String, byte[]> assigned) {
            this.assigned = assigned;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                // Any place will do until the stored one is known; paused, nothing is fetched from it.
                assigned.seek(partition, 0);
                mine.put(partition, new Partition(partition));
            }
            assigned.pause(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(mine::remove);
        }
    }

    /** One partition while it is ours. */
    private final class Partition {

        private final TopicPartition kafka;
        private final Place place;
        private @Nullable Standing standing;
        private volatile @Nullable Exception failure;
        private long retryDelayMillis = RETRY_DELAY_FIRST_MILLIS;
        private long dueNanos = System.nanoTime();

        Partition(TopicPartition kafka) {
            this.kafka = kafka;
            this.place = new Place(reader, topic, kafka.partition());
        }

        boolean isDue() {
            return standing == null && System.nanoTime() - dueNanos >= 0;
        }

        void place(KafkaConsumer<String, byte[]> polling, KafkaTopics.Topic described) {
            try {
                transaction.inTransaction(connection ->
                        standing = ReaderPositions.open(connection, place, described.id(), described.partitions()));
                long nextOffset = Objects.requireNonNull(standing).nextOffset();
                polling.seek(kafka, nextOffset);
                polling.resume(Set.of(kafka));
                if (failure != null && nothingWaits(polling, nextOffset)) {
                    recovered();
                }
            } catch (Exception e) {
                failed(polling, e);
            }
        }

        void take(KafkaConsumer<String, byte[]> polling, List<ConsumerRecord<String, byte[]>> records) {
            Standing before = standing;
            if (before == null) {
                return;
            }
            try {
                apply(before, records);
                if (standing == null) {
                    polling.pause(Set.of(kafka));
                } else {
                    recovered();
                }
            } catch (Throwable thrown) {
                failed(polling, asException(thrown));
            }
        }

        void failed(KafkaConsumer<String, byte[]> polling, Exception thrown) {
            if (failure == null) {
                LOG.warn("{} <- {}: failed, will try again", reader, kafka, thrown);
            } else {
                LOG.warn("{} <- {}: failed again, next try in {} ms: {}", reader, kafka, retryDelayMillis, thrown.toString());
            }
            failure = thrown;
            standing = null;
            polling.pause(Set.of(kafka));
            dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(retryDelayMillis);
            retryDelayMillis = Math.min(2 * retryDelayMillis, RETRY_DELAY_MAX_MILLIS);
        }

        /** Leaves {@code standing} null when another instance moved the row meanwhile: then the partition is placed anew. */
        private void apply(Standing before, List<ConsumerRecord<String, byte[]>> records) throws Exception {
            List<WireRecord> batch = new ArrayList<>();
            long lastPosition = before.lastPosition();
            for (ConsumerRecord<String, byte[]> kafkaRecord : records) {
                WireRecord wire = KafkaEnvelope.read(kafkaRecord);
                if (wire.position() > lastPosition) {
                    batch.add(wire);
                    lastPosition = wire.position();
                }
            }
            Standing after = new Standing(records.getLast().offset() + 1, lastPosition);
            standing = null;
            transaction.inTransaction(connection -> {
                Standing locked = ReaderPositions.lock(connection, place)
                        .orElseThrow(() -> new IllegalStateException("another instance still applies records of " + kafka));
                if (locked.equals(before)) {
                    if (!batch.isEmpty()) {
                        handler.handle(batch, connection);
                    }
                    ReaderPositions.move(connection, place, after);
                    standing = after;
                }
            });
        }

        private boolean nothingWaits(KafkaConsumer<String, byte[]> polling, long nextOffset) {
            return polling.endOffsets(Set.of(kafka), ASK_TIMEOUT).get(kafka) <= nextOffset;
        }

        private void recovered() {
            if (failure != null) {
                LOG.info("{} <- {}: well again", reader, kafka);
                failure = null;
            }
            retryDelayMillis = RETRY_DELAY_FIRST_MILLIS;
        }
    }
}
