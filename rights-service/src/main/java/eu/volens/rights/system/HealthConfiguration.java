package eu.volens.rights.system;

import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.rights.letter.Outbox;
import eu.volens.transport.WireTransport;
import java.util.function.BooleanSupplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What somebody should know of although the service goes on: pages work, nothing is lost, and each of these is tried again by itself.
 * None is a reason to restart us or to send people elsewhere, so none says down, but the one that says that we no longer write.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    static final Status DEGRADED = new Status("DEGRADED");

    /** Down for good once this instance has stopped writing: only a restart helps. */
    @Bean
    HealthIndicator writerHealthIndicator(PostgresEventStorageEngine engine) {
        return () -> engine.stopped().map(why -> Health.down().withDetail("reason", why.getMessage())).orElseGet(Health::up)
                .withDetail("waitingEvents", engine.waitingEvents()).build();
    }

    /** Whether the privacy mailbox can be read; well where none is set. */
    @Bean
    HealthIndicator mailboxHealthIndicator(Rounds rounds) {
        return wellUnless(() -> rounds.mailboxFailure() != null);
    }

    /** Whether the mail server takes letters. */
    @Bean
    HealthIndicator lettersHealthIndicator(Outbox outbox) {
        return wellUnless(() -> outbox.failure() != null);
    }

    /** Whether the other services hear of our steps. */
    @Bean
    HealthIndicator transportHealthIndicator(WireTransport transport) {
        return wellUnless(() -> transport.failure() != null);
    }

    /** Whether what is due on cases is being done. */
    @Bean
    HealthIndicator workHealthIndicator(Rounds rounds, EventProcessingConfiguration processing) {
        return wellUnless(() -> rounds.someFail() || processing.eventProcessors().values().stream().anyMatch(HealthConfiguration::fails));
    }

    private static boolean fails(EventProcessor processor) {
        return processor.isError() || processor instanceof StreamingEventProcessor streaming
                && streaming.processingStatus().values().stream().anyMatch(segment -> segment.isErrorState());
    }

    private static HealthIndicator wellUnless(BooleanSupplier failing) {
        return () -> failing.getAsBoolean() ? Health.status(DEGRADED).build() : Health.up().build();
    }
}
