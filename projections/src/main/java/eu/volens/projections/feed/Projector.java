package eu.volens.projections.feed;

import eu.volens.transport.WireHandler;
import eu.volens.wire.WireRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Applies batches to every read model, in the transaction that also moves the reader's position: after a crash, position and read
 * models tell the same story.
 */
@Component
class Projector {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);

    private final FeedProgress progress;
    private final Trail trail;
    private final List<ReadModel> readModels;
    private final Set<String> unknownTypesLogged = ConcurrentHashMap.newKeySet();

    Projector(FeedProgress progress, Trail trail, List<ReadModel> readModels) {
        this.progress = progress;
        this.trail = trail;
        this.readModels = List.copyOf(readModels);
    }

    /** The handler of one generation; once a rebuild has begun the next, it refuses every batch. */
    WireHandler of(int generation) {
        return (batch, connection) -> {
            requireGeneration(generation, connection);
            apply(batch, connection);
        };
    }

    private void requireGeneration(int generation, Connection connection) throws SQLException {
        int current = progress.lockGeneration(connection);
        if (current != generation) {
            throw new IllegalStateException("The read models were rebuilt as generation " + current
                    + " by another process; this one still reads for generation " + generation + ". Restart it.");
        }
    }

    private void apply(List<WireRecord> batch, Connection connection) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        List<Arrival> fresh = trail.keep(batch.stream().map(Arrival::of).toList(), connection);
        for (ReadModel readModel : readModels) {
            readModel.apply(fresh, connection);
        }
        List<Arrival> unknown = fresh.stream().filter(arrival -> arrival.event().isEmpty()).toList();
        unknown.forEach(this::logOnce);
        WireRecord last = batch.getLast();
        progress.advance(last.topic(), last.position(), fresh.size(), unknown.size(), connection);
    }

    private void logOnce(Arrival arrival) {
        if (unknownTypesLogged.add(arrival.record().type())) {
            LOG.warn("Skipped wire type {} (topic {}, position {}): this version does not know it. It is counted and stays in the trail;"
                    + " rebuild after the upgrade that knows it.",
                    arrival.record().type(), arrival.record().topic(), arrival.record().position());
        }
    }
}
