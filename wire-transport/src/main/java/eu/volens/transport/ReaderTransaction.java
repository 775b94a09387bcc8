package eu.volens.transport;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How a transport opens a transaction in the reader's database. The reader decides: plain JDBC, or Spring's. */
@FunctionalInterface
public interface ReaderTransaction {

    /** Runs the work in one transaction and commits; rolls back and rethrows when the work throws. */
    void inTransaction(Work work) throws Exception;

    /** Plain JDBC transactions: one connection for each, given back afterwards. */
    static ReaderTransaction of(DataSource database) {
        return work -> {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    work.on(connection);
                    connection.commit();
                } catch (Throwable thrown) {
                    rollBack(connection, thrown);
                    throw thrown;
                }
                connection.setAutoCommit(true);
            }
        };
    }

    private static void rollBack(Connection connection, Throwable because) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }

    /** Work on the transaction's connection. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws Exception;
    }
}
