package eu.volens.projections.current;

import eu.volens.projections.feed.Arrival;
import eu.volens.projections.feed.ReadModel;
import eu.volens.wire.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of current consent: one row per record, site and purpose. Random ids only; nothing in it says who a visitor is. */
@Component
class CurrentConsents implements ReadModel {

    /**
     * What the table knows, read in one statement so that choice and position belong together.
     *
     * @param last         the last choice about the purpose, null when there is none
     * @param recordKnown  whether the record made any choice on the site
     * @param asOfPosition highest position of the ledger's log that the answer takes into account
     * @param rebuilding   true while that log is read anew, when the rest is worth nothing
     */
    record Found(@Nullable LastChoice last, boolean recordKnown, long asOfPosition, boolean rebuilding) {}

    private final JdbcClient jdbc;

    CurrentConsents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param record null when the visitor has none yet */
    Found find(@Nullable UUID record, String site, String purpose) {
        return jdbc.sql("""
                select c.record, c.site, c.area, c.purpose, c.choice, c.since, c.policy_version, c.expires_at, c.position,
                    %s as policy_changed,
                    exists (select from current_consent k where k.record = :record and k.site = :site) as record_known,
                    coalesce(p.head, 0) as head, p.seen < coalesce(p.rebuild_until, 0) as rebuilding
                from (select) as one
                left join feed_progress p on p.topic = :topic
                left join current_consent c on c.record = :record and c.site = :site and c.purpose = :purpose""".formatted(PolicyVersions.CHANGED_SINCE))
                .param("record", record, Types.OTHER).param("site", site).param("purpose", purpose).param("topic", Topics.LEDGER)
                .query((row, _) -> new Found(row.getString("choice") == null ? null : last(row), row.getBoolean("record_known"),
                        row.getLong("head"), row.getBoolean("rebuilding")))
                .single();
    }

    /**
     * What the table knows of many, read in one statement.
     *
     * @param byRecord by record and purpose; a record that made no choice on the site is not in it
     */
    record FoundMany(Map<UUID, Map<String, LastChoice>> byRecord, long asOfPosition, boolean rebuilding) {}

    FoundMany findMany(Collection<UUID> records, String site) {
        Map<UUID, Map<String, LastChoice>> byRecord = new HashMap<>();
        FoundMany[] progress = {new FoundMany(byRecord, 0, false)};
        jdbc.sql("""
                select c.record, c.site, c.area, c.purpose, c.choice, c.since, c.policy_version, c.expires_at, c.position,
                    %s as policy_changed,
                    coalesce(p.head, 0) as head, p.seen < coalesce(p.rebuild_until, 0) as rebuilding
                from (select) as one
                left join feed_progress p on p.topic = :topic
                left join current_consent c on c.site = :site and c.record = any (:records)""".formatted(PolicyVersions.CHANGED_SINCE))
                .param("records", records.toArray(UUID[]::new)).param("site", site).param("topic", Topics.LEDGER)
                .query(row -> {
                    progress[0] = new FoundMany(byRecord, row.getLong("head"), row.getBoolean("rebuilding"));
                    if (row.getString("choice") != null) {
                        LastChoice found = last(row);
                        byRecord.computeIfAbsent(found.choice().record(), _ -> new HashMap<>()).put(found.choice().purpose(), found);
                    }
                });
        return progress[0];
    }

    private static LastChoice last(ResultSet row) throws SQLException {
        return new LastChoice(consent(row), row.getBoolean("policy_changed"));
    }

    private static CurrentConsent consent(ResultSet row) throws SQLException {
        return new CurrentConsent(row.getObject("record", UUID.class), row.getString("site"), row.getString("area"),
                row.getString("purpose"), Choice.of(row.getString("choice")), row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getString("policy_version"), instant(row.getObject("expires_at", OffsetDateTime.class)),
                row.getLong("position"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public void apply(List<Arrival> batch, Connection connection) throws SQLException {
        Collection<CurrentConsent> changes = ConsentChanges.of(batch);
        if (changes.isEmpty()) {
            return;
        }
        try (var upsert = connection.prepareStatement("""
                insert into current_consent (record, site, purpose, area, choice, since, policy_version, expires_at, position)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (record, site, purpose) do update set area = excluded.area, choice = excluded.choice,
                    since = excluded.since, policy_version = excluded.policy_version, expires_at = excluded.expires_at,
                    position = excluded.position""")) {
            for (CurrentConsent row : changes) {
                upsert.setObject(1, row.record());
                upsert.setString(2, row.site());
                upsert.setString(3, row.purpose());
                upsert.setString(4, row.area());
                upsert.setString(5, row.choice().id());
                upsert.setObject(6, row.since().atOffset(ZoneOffset.UTC));
                upsert.setString(7, row.policyVersion());
                upsert.setObject(8, row.expiresAt() == null ? null : row.expiresAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE);
                upsert.setLong(9, row.position());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate current_consent");
        }
    }
}
