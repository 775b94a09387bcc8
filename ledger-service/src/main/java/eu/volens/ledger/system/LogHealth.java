package eu.volens.ledger.system;

import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.eventstore.transparency.Witnesses;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Down while no checkpoints are signed: what is recorded meanwhile is safe, it is only not vouched for. Degraded while a witness does not
 * cosign; the service answers as before.
 */
@Component("log")
class LogHealth implements HealthIndicator {

    private static final Status DEGRADED = new Status("DEGRADED");

    private final TransparencyLog log;
    private final Witnesses witnesses;

    LogHealth(TransparencyLog log, Witnesses witnesses) {
        this.log = log;
        this.witnesses = witnesses;
    }

    @Override
    public Health health() {
        var failure = log.failure();
        if (failure != null) {
            return Health.down(failure).build();
        }
        var silent = witnesses.failures();
        return silent.isEmpty() ? Health.up().build() : Health.status(DEGRADED).withDetail("witnesses", silent).build();
    }
}
