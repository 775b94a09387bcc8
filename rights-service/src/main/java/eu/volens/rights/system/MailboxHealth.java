package eu.volens.rights.system;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the privacy mailbox can be read. A mailbox that is away stops nothing else, but somebody should know. */
@Component("mailboxHealthIndicator")
class MailboxHealth implements HealthIndicator {

    private final Rounds rounds;

    MailboxHealth(Rounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public Health health() {
        return rounds.mailboxFailure() == null ? Health.up().build() : Health.down().build();
    }
}
