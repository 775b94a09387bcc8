package eu.volens.projections.current;

import eu.volens.projections.feed.Arrival;
import eu.volens.projections.feed.ReadModel;
import eu.volens.wire.WireEvent.PolicyPublished;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

/** The table of what visitors of each site were shown, one row per publication, and whether it asked them again. */
@Component
class PolicyVersions implements ReadModel {

    /**
     * Whether the policy of the choice {@code c} was followed by a material change, in SQL. The ledger's own rule: a choice counts when its
     * version was published since the last material change, that one included. A version nobody told of yet counts as earlier: in doubt, no.
     * Where no material publication is known at all, nothing was undone.
     */
    static final String CHANGED_SINCE = """
            coalesce((select max(m.position) from policy_publication m where m.site = c.site and m.material)
                        > coalesce((select max(v.position) from policy_publication v where v.site = c.site and v.version = c.policy_version), 0), false)""";

    private static final String MATERIAL = "material";

    @Override
    public void apply(List<Arrival> batch, Connection connection) throws SQLException {
        for (Arrival arrival : batch) {
            if (arrival.event().orElse(null) instanceof PolicyPublished published) {
                keep(published, arrival.record().position(), connection);
            }
        }
    }

    /** Once a month at most: a statement each is no burden. */
    private static void keep(PolicyPublished published, long position, Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("insert into policy_publication (site, position, version, material) values (?, ?, ?, ?)")) {
            insert.setString(1, published.site());
            insert.setLong(2, position);
            insert.setString(3, published.version());
            insert.setBoolean(4, published.change().equals(MATERIAL));
            insert.executeUpdate();
        }
    }

    @Override
    public void forget(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("truncate policy_publication");
        }
    }
}
