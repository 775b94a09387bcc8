package eu.volens.projections.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Keeps every record once. What is idempotent about the projections rests here: a record kept before goes no further. */
public interface Trail {

    /**
     * Keeps the batch in the given transaction.
     *
     * @param batch one topic, in the order of positions
     * @return those not kept before, in the same order
     */
    List<Arrival> keep(List<Arrival> batch, Connection connection) throws SQLException;

    /** Empties the trail, for a rebuild. */
    void forget(Connection connection) throws SQLException;
}
