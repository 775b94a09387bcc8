package eu.volens.projections.system;

import eu.volens.projections.feed.FeedReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while the read models fall behind. Part of readiness: an instance that hears of no withdrawals should not be asked "may we?".
 */
@Component("feed")
class FeedHealth implements HealthIndicator {

    private final FeedReader reader;

    FeedHealth(FeedReader reader) {
        this.reader = reader;
    }

    @Override
    public Health health() {
        Exception failure = reader.failure();
        if (failure != null) {
            return Health.down(failure).build();
        }
        return reader.isRunning() ? Health.up().build() : Health.outOfService().build();
    }
}
