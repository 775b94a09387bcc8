package eu.volens.standalone.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How to come into a database. */
public record DatabaseAccess(String jdbcUrl, String user, String password) {

    /** A new connection, for the caller to close. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** Without the password, for whoever prints it. */
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
