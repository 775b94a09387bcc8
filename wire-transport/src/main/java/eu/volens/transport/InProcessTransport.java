package eu.volens.transport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wire events within one process: readers read the writer's log directly. One instance is shared by the services of the process.
 *
 * <p>Nothing is copied on the way, so there is nothing to lose: a record is in the writer's log or it does not exist. Readers and
 * writers may start in any order; a topic that is not offered yet is waited for.
 */
public final class InProcessTransport implements WireTransport {

    private final Map<String, WireFeed> offered = new ConcurrentHashMap<>();
    private final List<LogReader> readers = new CopyOnWriteArrayList<>();

    @Override
    public void offer(String topic, WireFeed feed) {
        if (offered.putIfAbsent(topic, feed) != null) {
            throw new IllegalStateException(topic + " is offered already in this process");
        }
        feed.onGrowth(() -> wakeReadersOf(topic));
        wakeReadersOf(topic);
    }

    @Override
    public Subscription subscribe(String reader, Set<String> topics, ReaderTransaction transaction, WireHandler handler) {
        List<LogReader> workers = topics.stream()
                .map(topic -> new LogReader(reader, topic, () -> offered.get(topic), transaction, handler))
                .toList();
        readers.removeIf(Worker::stopping);
        readers.addAll(workers);
        Workers subscription = new Workers(workers);
        subscription.start();
        return subscription;
    }

    @Override
    public void close() {
        new Workers(List.copyOf(readers)).close();
        readers.clear();
        offered.clear();
    }

    private void wakeReadersOf(String topic) {
        readers.stream().filter(reader -> reader.topic().equals(topic)).forEach(Worker::wake);
    }
}
