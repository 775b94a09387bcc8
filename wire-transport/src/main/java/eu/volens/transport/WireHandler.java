package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.sql.Connection;
import java.util.List;

/** What a reader does with a batch. Runs inside the reader's transaction; throwing rolls back, and the batch comes again. */
@FunctionalInterface
public interface WireHandler {

    /**
     * @param batch      one topic, rising positions, nothing the reader has committed before
     * @param connection the transaction that also moves the position; must be used for every write of the batch
     */
    void handle(List<WireRecord> batch, Connection connection) throws Exception;
}
