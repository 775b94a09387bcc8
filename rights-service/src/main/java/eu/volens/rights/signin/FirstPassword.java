package eu.volens.rights.signin;

import org.slf4j.LoggerFactory;

/**
 * Who is told the generated password of the first account. Called once in the life of a database, before the account
 * becomes durable: a crash in between leaves an unused password behind, never an account whose password nobody saw.
 * The password is kept nowhere else; an implementation shows it and forgets it.
 */
@FunctionalInterface
public interface FirstPassword {

    /** @param password in groups of letters and digits, such as {@code k7mq-w3xp-9tnd-e4rb} */
    void created(String user, String password);

    /** One line of the log, which a service started by hand writes to standard output. Change it after the first sign-in. */
    static FirstPassword inTheLog() {
        return (user, password) -> LoggerFactory.getLogger(FirstPassword.class)
                .info("First sign-in to the console: user {}, password {} (shown this once)", user, password);
    }
}
