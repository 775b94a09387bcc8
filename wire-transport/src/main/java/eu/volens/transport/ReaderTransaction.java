package eu.volens.transport;

import java.sql.Connection;

/** How a transport opens a transaction in the reader's database. The reader decides: plain JDBC, or Spring's. */
@FunctionalInterface
public interface ReaderTransaction {

    /** Runs the work in one transaction and commits; rolls back and rethrows when the work throws. */
    void inTransaction(Work work) throws Exception;

    /** Work on the transaction's connection. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws Exception;
    }
}
