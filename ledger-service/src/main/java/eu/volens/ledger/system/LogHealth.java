package eu.volens.ledger.system;

import eu.volens.eventstore.transparency.TransparencyLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while no checkpoints are signed. What is recorded meanwhile is safe; it is only not vouched for. */
@Component("log")
class LogHealth implements HealthIndicator {

    private final TransparencyLog log;

    LogHealth(TransparencyLog log) {
        this.log = log;
    }

    @Override
    public Health health() {
        var failure = log.failure();
        return failure == null ? Health.up().build() : Health.down(failure).build();
    }
}
