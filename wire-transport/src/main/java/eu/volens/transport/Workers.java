package eu.volens.transport;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A subscription made of one worker per topic, so that a topic that fails does not hold up the others. */
record Workers(List<? extends Worker> workers) implements WireTransport.Subscription {

    void start() {
        workers.forEach(Worker::start);
    }

    @Override
    public @Nullable Exception failure() {
        return workers.stream().map(Worker::failure).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public void close() {
        workers.forEach(Worker::stop);
        workers.forEach(Worker::join);
    }
}
