package eu.volens.ledger.cookiepolicy;

import eu.volens.ledger.register.Policy;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every version of every policy, kept for ever: a consent names a version, and this says what was shown then. Rows are only added.
 * Several instances may keep the same version at once; the first one's time stays.
 */
public final class PolicyArchive {

    private final JdbcClient database;

    public PolicyArchive(JdbcClient database) {
        this.database = database;
    }

    /** Keeps a version unless it is kept already. */
    public void keep(Policy policy, Instant at) {
        database.sql("INSERT INTO policy_version (site, version, first_shown_at, content) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(policy.site(), policy.version(), OffsetDateTime.ofInstant(at, ZoneOffset.UTC), policy.content()).update();
    }

    /** Since when a version has been shown; empty for one that is not kept. */
    Optional<Instant> firstShownAt(Policy policy) {
        return database.sql("SELECT first_shown_at FROM policy_version WHERE site = ? AND version = ?")
                .params(policy.site(), policy.version()).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
    }
}
