package eu.volens.transport;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What the brokers say of topics, and the making of those that are missing. Safe for many threads. */
final class KafkaTopics implements AutoCloseable {

    /** How long brokers may be silent before they count as unreachable. */
    static final int ANSWER_TIMEOUT_MILLIS = 5_000;
    /** From this many copies on, a write needs two of them, so that losing one broker loses no acknowledged record. */
    private static final int COPIES_FOR_TWO_IN_SYNC = 3;

    /** @param id the brokers' own id: a topic made anew under an old name has another */
    record Topic(String id, int partitions) {}

    private final KafkaSettings settings;
    private @Nullable Admin admin;

    KafkaTopics(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Empty when there is no such topic. */
    Optional<Topic> find(String name) throws Exception {
        try {
            TopicDescription found = admin().describeTopics(List.of(name)).allTopicNames().get().get(name);
            return Optional.of(new Topic(found.topicId().toString(), found.partitions().size()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw Worker.asException(e.getCause());
        }
    }

    /** The topic, made if it is missing. Kept for ever by the brokers: a new reader starts at the beginning. */
    Topic findOrCreate(String name) throws Exception {
        Optional<Topic> found = find(name);
        return found.isPresent() ? found.get() : create(name);
    }

    private Topic create(String name) throws Exception {
        String inSync = settings.replicationFactor() >= COPIES_FOR_TWO_IN_SYNC ? "2" : "1";
        NewTopic wanted = new NewTopic(name, Optional.of(settings.partitions()),
                Optional.of(settings.replicationFactor()).filter(factor -> factor != KafkaSettings.BROKER_DEFAULT))
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync));
        try {
            var created = admin().createTopics(List.of(wanted));
            created.all().get();
            return new Topic(created.topicId(name).get().toString(), created.numPartitions(name).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return find(name).orElseThrow(() -> new IllegalStateException("topic " + name + " is being made by another process"));
            }
            throw Worker.asException(e.getCause());
        }
    }

    /** Made when first needed: it throws where the servers' names do not resolve yet, and then it is tried again. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(KafkaClients.properties(settings,
                    Map.of(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, KafkaClients.RECONNECT_DELAY_FIRST_MILLIS,
                            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS,
                            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS),
                    Map.of()));
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
