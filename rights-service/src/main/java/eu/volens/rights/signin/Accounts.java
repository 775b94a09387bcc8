package eu.volens.rights.signin;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The console's accounts, in the service's own schema. Trusted: whoever can write this table can sign in. */
@Repository
class Accounts {
    private static final int NAME_CHARACTERS_MAX = 60;

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Account> find(String name) {
        if (name.length() > NAME_CHARACTERS_MAX || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        SELECT id, name, password_hash, role, generation, first_password, language
                        FROM console_account WHERE name = ?""")
                .param(canonical(name))
                .query((row, n) -> new Account(row.getString("id"), row.getString("name"), row.getString("password_hash"),
                        row.getString("role"), row.getLong("generation"), row.getBoolean("first_password"),
                        row.getString("language")))
                .optional();
    }

    boolean none() {
        return jdbc.sql("SELECT count(*) FROM console_account").query(Long.class).single() == 0;
    }

    /** Whether this call created the account; false when another instance was faster. */
    boolean create(String id, String name, String role, String passwordHash) {
        var now = OffsetDateTime.now(clock);
        return jdbc.sql("""
                        INSERT INTO console_account (id, name, password_hash, role, first_password,
                            created_at, password_changed_at)
                        VALUES (?, ?, ?, ?, true, ?, ?) ON CONFLICT DO NOTHING""")
                .params(id, canonical(name), passwordHash, role, now, now)
                .update() == 1;
    }

    /** Ends every session of the account but those opened afterwards. */
    void changePassword(String name, String passwordHash) {
        jdbc.sql("""
                        UPDATE console_account
                        SET password_hash = ?, generation = generation + 1, first_password = false, password_changed_at = ?
                        WHERE name = ?""")
                .params(passwordHash, OffsetDateTime.now(clock), canonical(name))
                .update();
    }

    void rememberLanguage(String name, String language) {
        jdbc.sql("UPDATE console_account SET language = ? WHERE name = ?").params(language, canonical(name)).update();
    }

    static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
