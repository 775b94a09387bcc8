package eu.volens.rights.identity;

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

/** Table {@code identity_link}: which token, as a hash, stands for which case. */
public final class IdentityLinkTable implements Links {

    /** A link, without its token. */
    record Row(UUID caseId, UUID letterId, Instant expiresAt) {}

    private final JdbcClient database;
    private final Ids ids;
    private final String rightsUrl;
    private final Duration lifetime;

    /** @param rightsUrl where people reach this service, without a slash at its end */
    public IdentityLinkTable(JdbcClient database, Ids ids, String rightsUrl, Duration lifetime) {
        this.database = database;
        this.ids = ids;
        this.rightsUrl = rightsUrl;
        this.lifetime = lifetime;
    }

    @Override
    public Optional<Link> issue(UUID caseId, UUID letterId, Instant now) {
        String token = Token.of(ids.secret(Token.BYTES));
        Instant until = now.plus(lifetime);
        database.sql("INSERT INTO identity_link (token_sha256, case_id, letter_id, expires_at) VALUES (?, ?, ?, ?)")
                .params(Token.hash(token), caseId, letterId, until.atOffset(ZoneOffset.UTC)).update();
        return Optional.of(new Link(rightsUrl + "/identity/" + token, until));
    }

    Optional<Row> find(String token) {
        return database.sql("SELECT case_id, letter_id, expires_at FROM identity_link WHERE token_sha256 = ?").param(Token.hash(token))
                .query((row, i) -> new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                        row.getObject(3, OffsetDateTime.class).toInstant())).optional();
    }
}
