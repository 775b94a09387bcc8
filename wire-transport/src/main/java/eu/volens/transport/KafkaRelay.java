package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Carries a writer's log to its topic, page after page, in order.
 *
 * <p>Readers drop what is not above the position they have seen in a partition. So a record must never come after a later one of its
 * partition for the first time: it would be taken for a repetition and lost. Two things keep that order: a relay starts at a position
 * up to which everything was acknowledged, and on the first record that is not taken its producer is closed before it sends another.
 * A crash at any point only repeats records.
 */
final class KafkaRelay extends Worker {

    /** Most stored events looked at in one go, and so the most that are repeated after a crash. */
    static final int PAGE_ENTRIES_MAX = 500;

    private static final long UNKNOWN = -1;

    private final String topic;
    private final WireFeed feed;
    private final KafkaSettings settings;
    private final KafkaTopics topics;
    private final ReaderTransaction writerTransaction;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private long position = UNKNOWN;
    private String topicId = "";

    KafkaRelay(String topic, WireFeed feed, KafkaSettings settings, KafkaTopics topics, ReaderTransaction writerTransaction) {
        super("wire " + topic + " -> kafka");
        this.topic = topic;
        this.feed = feed;
        this.settings = settings;
        this.topics = topics;
        this.writerTransaction = writerTransaction;
    }

    String topic() {
        return topic;
    }

    @Override
    boolean round() throws Exception {
        if (position == UNKNOWN) {
            open();
        }
        WireFeed.Page page = feed.read(position, PAGE_ENTRIES_MAX);
        if (page.upTo() <= position) {
            return false;
        }
        if (!page.records().isEmpty() && !topics.findOrCreate(topic).id().equals(topicId)) {
            open();
            return true;
        }
        return relay(page);
    }

    @Override
    void forget() {
        position = UNKNOWN;
        release();
    }

    @Override
    void release() {
        KafkaProducer<String, byte[]> closing = producer;
        producer = null;
        if (closing != null) {
            closing.close(Duration.ZERO);
        }
    }

    /** Where the brokers already do not answer, waiting for them would only hold up the stop. */
    @Override
    void nudge() {
        KafkaProducer<String, byte[]> stuck = producer;
        if (failure() != null && stuck != null) {
            stuck.close(Duration.ZERO);
        }
    }

    private void open() throws Exception {
        topicId = topics.findOrCreate(topic).id();
        writerTransaction.inTransaction(connection -> position = RelayPositions.open(connection, topic, topicId));
    }

    /** @return whether to go on at once; not when another instance is relaying, or has just moved on */
    private boolean relay(WireFeed.Page page) throws Exception {
        AtomicReference<Exception> refused = new AtomicReference<>();
        long before = position;
        position = UNKNOWN;
        writerTransaction.inTransaction(connection -> {
            OptionalLong locked = RelayPositions.lock(connection, topic);
            if (locked.isPresent() && locked.getAsLong() == before) {
                long acknowledgedUpTo = send(page, before, refused);
                RelayPositions.move(connection, topic, acknowledgedUpTo);
                position = acknowledgedUpTo;
            }
        });
        if (refused.get() != null) {
            throw refused.get();
        }
        return position != UNKNOWN;
    }

    /**
     * Sends a page and waits.
     *
     * @return the position up to which everything was acknowledged; when that is not all, {@code refused} says why
     */
    private long send(WireFeed.Page page, long before, AtomicReference<Exception> refused) {
        KafkaProducer<String, byte[]> sending = producer();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (WireRecord wire : page.records()) {
                sent.add(sending.send(KafkaEnvelope.write(wire), (acknowledged, failure) -> {
                    if (failure != null && refused.compareAndSet(null, failure)) {
                        // On the producer's own thread, before it sends anything else.
                        sending.close(Duration.ZERO);
                    }
                }));
            }
            sending.flush();
        } catch (RuntimeException e) {
            refused.compareAndSet(null, e);
        }
        return acknowledgedUpTo(page, sent, before, refused);
    }

    private static long acknowledgedUpTo(WireFeed.Page page, List<Future<RecordMetadata>> sent, long before,
            AtomicReference<Exception> refused) {
        long upTo = before;
        for (int i = 0; i < sent.size(); i++) {
            if (!acknowledged(sent.get(i), refused)) {
                return upTo;
            }
            upTo = page.records().get(i).position();
        }
        return sent.size() == page.records().size() ? page.upTo() : upTo;
    }

    private static boolean acknowledged(Future<RecordMetadata> record, AtomicReference<Exception> refused) {
        try {
            record.get();
            return true;
        } catch (ExecutionException e) {
            refused.compareAndSet(null, asException(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refused.compareAndSet(null, e);
        }
        return false;
    }

    private KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> existing = producer;
        if (existing != null) {
            return existing;
        }
        KafkaProducer<String, byte[]> created = KafkaClients.producer(settings);
        producer = created;
        return created;
    }
}
