package eu.volens.ledger.system;

import eu.volens.transport.WireTransport;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while decisions cannot be passed on to the other services. Nothing is lost: the log is read again from where it was left. */
@Component("transport")
class TransportHealth implements HealthIndicator {

    private final WireTransport transport;

    TransportHealth(WireTransport transport) {
        this.transport = transport;
    }

    @Override
    public Health health() {
        var failure = transport.failure();
        return failure == null ? Health.up().build() : Health.down(failure).build();
    }
}
