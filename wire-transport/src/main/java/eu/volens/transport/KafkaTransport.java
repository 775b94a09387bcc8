package eu.volens.transport;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wire events between processes, by Kafka. The writer's log stays the source: Kafka gets a copy and may lose it, be it a topic that is
 * deleted; it is filled again from the log, and readers drop what they know.
 *
 * <p>Every instance of a service has one of these. The threads that carry and read start with {@link #offer} and {@link #subscribe} and
 * keep trying while brokers or databases are away; making this object contacts nobody.
 */
public final class KafkaTransport implements WireTransport {

    private final KafkaSettings settings;
    private final @Nullable ReaderTransaction writerTransaction;
    private final KafkaTopics topics;
    private final List<KafkaRelay> relays = new CopyOnWriteArrayList<>();
    private final List<KafkaReader> readers = new CopyOnWriteArrayList<>();

    /** For a service that only reads. */
    public KafkaTransport(KafkaSettings settings) {
        this(settings, (ReaderTransaction) null);
    }

    /** For a service that writes: its database, with {@code db/transport} on the search path, keeps how far its log was carried. */
    public KafkaTransport(KafkaSettings settings, DataSource writerDatabase) {
        this(settings, ReaderTransaction.of(writerDatabase));
    }

    private KafkaTransport(KafkaSettings settings, @Nullable ReaderTransaction writerTransaction) {
        this.settings = settings;
        this.writerTransaction = writerTransaction;
        this.topics = new KafkaTopics(settings);
    }

    /** @throws IllegalStateException when the topic is offered already, or this transport was made for a service that only reads */
    @Override
    public synchronized void offer(String topic, WireFeed feed) {
        if (writerTransaction == null) {
            throw new IllegalStateException("made without a writer's database, so " + topic + " cannot be offered");
        }
        if (relays.stream().anyMatch(relay -> relay.topic().equals(topic))) {
            throw new IllegalStateException(topic + " is offered already in this process");
        }
        KafkaRelay relay = new KafkaRelay(topic, feed, settings, topics, writerTransaction);
        relays.add(relay);
        feed.onGrowth(relay::wake);
        relay.start();
    }

    @Override
    public Subscription subscribe(String reader, Set<String> topicNames, ReaderTransaction transaction, WireHandler handler) {
        List<KafkaReader> workers = topicNames.stream()
                .map(topic -> new KafkaReader(reader, topic, settings, topics, transaction, handler))
                .toList();
        readers.removeIf(Worker::stopping);
        readers.addAll(workers);
        Workers subscription = new Workers(workers);
        subscription.start();
        return subscription;
    }

    @Override
    public @Nullable Exception failure() {
        return relays.stream().map(Worker::failure).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public void close() {
        new Workers(Stream.concat(relays.stream(), readers.stream()).toList()).close();
        topics.close();
    }
}
