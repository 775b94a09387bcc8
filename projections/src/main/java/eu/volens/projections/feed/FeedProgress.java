package eu.volens.projections.feed;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the read models have come, topic by topic, and in which generation: each rebuild begins a new one. */
@Component
public class FeedProgress {

    /**
     * One topic.
     *
     * @param head       highest position applied
     * @param seen       records applied since the generation began
     * @param unknown    how many of those had a type this version does not know
     * @param rebuilding true until as many records were seen again as before the rebuild
     */
    public record TopicProgress(String topic, long head, long seen, long unknown, boolean rebuilding) {}

    private final JdbcClient jdbc;

    FeedProgress(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<TopicProgress> topics() {
        return jdbc.sql("""
                select topic, head, seen, unknown, seen < coalesce(rebuild_until, 0) as rebuilding
                from feed_progress order by topic""").query(TopicProgress.class).list();
    }

    /** @throws RebuildingException while the topic is being read again: half a history would give wrong answers */
    public void requireComplete(String topic) {
        boolean rebuilding = jdbc.sql("select seen < rebuild_until from feed_progress where topic = ? and rebuild_until is not null")
                .param(topic).query(Boolean.class).optional().orElse(false);
        if (rebuilding) {
            throw new RebuildingException();
        }
    }

    public int generation() {
        return jdbc.sql("select generation from feed_generation").query(Integer.class).single();
    }

    /**
     * The generation as the transaction sees it; no rebuild can begin before the transaction ends.
     */
    int lockGeneration(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select generation from feed_generation for share");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    void advance(String topic, long head, long seen, long unknown, Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement("""
                insert into feed_progress as p (topic, head, seen, unknown) values (?, ?, ?, ?)
                on conflict (topic) do update set head = greatest(p.head, excluded.head),
                    seen = p.seen + excluded.seen, unknown = p.unknown + excluded.unknown""")) {
            upsert.setString(1, topic);
            upsert.setLong(2, head);
            upsert.setLong(3, seen);
            upsert.setLong(4, unknown);
            upsert.executeUpdate();
        }
    }

    /** Begins the next generation: everything is to be read again, up to as many records as were seen so far. */
    public void beginGeneration(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("update feed_generation set generation = generation + 1, begun_at = now()");
            statement.executeUpdate("""
                    update feed_progress set rebuild_until = greatest(seen, coalesce(rebuild_until, 0)),
                        head = 0, seen = 0, unknown = 0""");
        }
    }
}
