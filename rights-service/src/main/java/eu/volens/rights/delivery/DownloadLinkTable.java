package eu.volens.rights.delivery;

import eu.volens.rights.Ids;
import eu.volens.rights.letter.Links;
import eu.volens.rights.lookup.Token;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code download_link}: which token, as a hash, gives which package, and who is being given it right now. */
public final class DownloadLinkTable implements Links {

    /** A link, without its token. */
    record Row(UUID caseId, UUID letterId, Instant expiresAt, boolean revoked) {}

    private final JdbcClient database;
    private final Ids ids;
    private final String rightsUrl;
    private final Duration lifetime;

    /** @param rightsUrl where people reach this service, without a slash at its end */
    public DownloadLinkTable(JdbcClient database, Ids ids, String rightsUrl, Duration lifetime) {
        this.database = database;
        this.ids = ids;
        this.rightsUrl = rightsUrl;
        this.lifetime = lifetime;
    }

    /** A further link to the same package ends with the first: what was told to the person and to the case stays true. */
    @Override
    public Optional<Link> issue(UUID caseId, UUID letterId, Instant now) {
        if (database.sql("SELECT count(*) FROM package WHERE case_id = ? AND sealed IS NOT NULL").param(caseId).query(Integer.class).single() == 0) {
            return Optional.empty();
        }
        Instant until = database.sql("SELECT max(expires_at) FROM download_link WHERE case_id = ? AND NOT revoked").param(caseId)
                .query((row, i) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant)).single()
                .orElse(now.plus(lifetime));
        if (!now.isBefore(until)) {
            return Optional.empty();
        }
        String token = Token.of(ids.secret(Token.BYTES));
        database.sql("INSERT INTO download_link (token_sha256, case_id, letter_id, expires_at) VALUES (?, ?, ?, ?)")
                .params(Token.hash(token), caseId, letterId, until.atOffset(ZoneOffset.UTC)).update();
        return Optional.of(new Link(rightsUrl + "/download/" + token, until));
    }

    /** The links that the answer went out with open nothing any more. */
    void revoke(UUID caseId) {
        database.sql("UPDATE download_link SET revoked = true WHERE case_id = ?").param(caseId).update();
    }

    Optional<Row> find(String token) {
        return database.sql("SELECT case_id, letter_id, expires_at, revoked FROM download_link WHERE token_sha256 = ?").param(Token.hash(token))
                .query((row, i) -> new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                        row.getObject(3, OffsetDateTime.class).toInstant(), row.getBoolean(4))).optional();
    }

    /** Takes the link for one hand-over. @return false when somebody else has it */
    boolean claim(String token, Instant now, Instant until) {
        return database.sql("UPDATE download_link SET claimed_until = ? WHERE token_sha256 = ? AND (claimed_until IS NULL OR claimed_until <= ?)")
                .params(until.atOffset(ZoneOffset.UTC), Token.hash(token), now.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    void release(String token) {
        database.sql("UPDATE download_link SET claimed_until = NULL WHERE token_sha256 = ?").param(Token.hash(token)).update();
    }

    /** Removes what is still kept of packages whose every link has run out. @return how many */
    int purgeExpired(Instant now) {
        return database.sql("""
                UPDATE package SET state = 'expired', sealed = NULL WHERE state = 'recorded'
                AND EXISTS (SELECT 1 FROM download_link l WHERE l.case_id = package.case_id AND NOT l.revoked)
                AND NOT EXISTS (SELECT 1 FROM download_link l WHERE l.case_id = package.case_id AND NOT l.revoked
                                AND (l.expires_at > ? OR l.claimed_until > ?))""")
                .params(now.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)).update();
    }
}
