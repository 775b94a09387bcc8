package eu.volens.ledger.system;

import eu.volens.eventstore.PostgresEventStorageEngine;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down for good once this instance has stopped writing, with the reason: only a restart helps, and until then others should be asked. */
@Component("writer")
class WriterHealth implements HealthIndicator {

    private final PostgresEventStorageEngine engine;

    WriterHealth(PostgresEventStorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        var health = engine.stopped().map(why -> Health.down().withDetail("reason", why.getMessage())).orElseGet(Health::up);
        return health.withDetail("waitingEvents", engine.waitingEvents()).build();
    }
}
