package eu.volens.transport;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes Kafka clients. Tuning may be overridden by {@link KafkaSettings#clientProperties}; promises may not. */
final class KafkaClients {

    /** How long a record may stay unacknowledged before the relay says so and starts again from its stored position. */
    static final int DELIVERY_TIMEOUT_MILLIS = 20_000;
    /** How long an instance may be silent before its partitions go to another. */
    static final int SESSION_TIMEOUT_MILLIS = 15_000;

    /** Kafka's own 50 ms fill the log when brokers are away. */
    static final long RECONNECT_DELAY_FIRST_MILLIS = 250;
    static final long RECONNECT_DELAY_MAX_MILLIS = 2_000;

    private KafkaClients() {}

    static KafkaProducer<String, byte[]> producer(KafkaSettings settings) {
        Map<String, Object> tuning = Map.of(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 2,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG, 0,
                ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        // One request at a time: with the close on first failure, nothing overtakes a record that was not taken.
        Map<String, Object> promises = Map.of(
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
                ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        return new KafkaProducer<>(properties(settings, tuning, promises), new StringSerializer(), new ByteArraySerializer());
    }

    static KafkaConsumer<String, byte[]> consumer(KafkaSettings settings, String group) {
        Map<String, Object> tuning = Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, LogReader.BATCH_ENTRIES_MAX,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) Worker.POLL_MILLIS,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        // Offsets are the reader's to keep; a position that no longer exists must be seen, not guessed.
        Map<String, Object> promises = Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(properties(settings, tuning, promises), new StringDeserializer(), new ByteArrayDeserializer());
    }

    static Map<String, Object> properties(KafkaSettings settings, Map<String, Object> tuning, Map<String, Object> promises) {
        Map<String, Object> properties = new HashMap<>(tuning);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_DELAY_FIRST_MILLIS);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_DELAY_MAX_MILLIS);
        properties.putAll(settings.clientProperties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.putAll(promises);
        return properties;
    }
}
