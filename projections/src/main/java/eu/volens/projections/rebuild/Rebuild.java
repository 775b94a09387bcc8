package eu.volens.projections.rebuild;

import eu.volens.projections.feed.FeedProgress;
import eu.volens.projections.feed.FeedReader;
import eu.volens.projections.feed.ReadModel;
import eu.volens.projections.feed.Trail;
import eu.volens.transport.ReaderTransaction;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Drops what was read and reads it all again. Until as much is read as before, questions are answered 503: half a history could
 * say yes where a later withdrawal says no. A crash in between loses nothing, the next start goes on reading.
 *
 * <p>Only one process should run while a rebuild begins; others still reading stop writing at once and say so in their health.
 */
@Component
public class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final FeedReader reader;
    private final FeedProgress progress;
    private final ReaderTransaction transaction;
    private final Trail trail;
    private final List<ReadModel> readModels;

    Rebuild(FeedReader reader, FeedProgress progress, ReaderTransaction transaction, Trail trail, List<ReadModel> readModels) {
        this.reader = reader;
        this.progress = progress;
        this.transaction = transaction;
        this.trail = trail;
        this.readModels = List.copyOf(readModels);
    }

    /** Empties every read model in one transaction and starts to read from the beginning; returns before the reading ends. */
    public synchronized void begin() throws Exception {
        reader.stop();
        try {
            transaction.inTransaction(connection -> {
                progress.beginGeneration(connection);
                trail.forget(connection);
                for (ReadModel readModel : readModels) {
                    readModel.forget(connection);
                }
            });
            LOG.info("Rebuilding the read models as generation {}.", progress.generation());
        } finally {
            reader.start();
        }
    }
}
