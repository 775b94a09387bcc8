package eu.volens.rights.mailbox;

/**
 * The privacy mailbox on its server.
 *
 * @param tls whether the connection is encrypted from its first byte (imaps)
 */
public record ImapSettings(String host, int port, String username, String password, String folder, boolean tls) {

    /** Stable name of this mailbox and folder in our tables. */
    public String name() {
        return username + "@" + host + "/" + folder;
    }

    /** For logs: whose mailbox it is they need not know, and the password they must not. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + folder;
    }
}
