package eu.volens.projections.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tables that are a function of the wire events, and of nothing else: no clock, no chance, no other table. */
public interface ReadModel {

    /**
     * Applies events in the given transaction.
     *
     * @param batch one topic, each record exactly once, records of a stream in the order of their positions; unknown types included
     */
    void apply(List<Arrival> batch, Connection connection) throws SQLException;

    /** Empties the tables, for a rebuild. */
    void forget(Connection connection) throws SQLException;
}
