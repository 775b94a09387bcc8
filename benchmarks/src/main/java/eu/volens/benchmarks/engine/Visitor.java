package eu.volens.benchmarks.engine;

import eu.volens.ledger.consent.ConsentEvent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An aggregate with as little in it as can be, and the ledger's own event: what is measured is the way to the disk and back. */
@AggregateRoot(type = "consent")
class Visitor {

    private static final String POLICY = "5f6f2f3be51c3e4b5dd7c1f7c0f4a3d2b8e9f0a1b2c3d4e5f60718293a4b5c6d";
    private static final Instant EXPIRES_AT = Instant.parse("2027-11-01T12:00:00.123456Z");

    @AggregateIdentifier
    private @Nullable UUID id;
    private int decisions;

    /** For Axon. */
    Visitor() {}

    /** A first decision. */
    record Decide(@TargetAggregateIdentifier UUID record, UUID key, Instant at) {}

    /** Another one. */
    record DecideAgain(@TargetAggregateIdentifier UUID record, UUID key, Instant at) {}

    @CommandHandler
    Visitor(Decide command) {
        AggregateLifecycle.apply(given(command.record(), command.key(), command.at()));
    }

    /** @return how many decisions there are now: 2 proves that the first was read */
    @CommandHandler
    int handle(DecideAgain command) {
        AggregateLifecycle.apply(given(command.record(), command.key(), command.at()));
        return decisions;
    }

    private static ConsentGiven given(UUID record, UUID key, Instant at) {
        return new ConsentGiven(record, "itsme-id", "business", List.of("functional", "analytics"), List.of("preferences", "marketing"), POLICY, "fr",
                "second", "choose", null, false, null, at, EXPIRES_AT, key);
    }

    @EventSourcingHandler
    void on(ConsentEvent event) {
        id = event.record();
        decisions++;
    }
}
