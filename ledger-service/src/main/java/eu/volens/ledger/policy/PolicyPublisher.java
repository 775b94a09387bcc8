package eu.volens.ledger.policy;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.register.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes versions, and keeps {@link PoliciesInForce} as the log has them: at once for what this instance publishes, within seconds for
 * what another one does. Until then the other's visitors are shown the version before, and their choices are accepted on it.
 */
public final class PolicyPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyPublisher.class);
    /** Two instances that publish at once: one of them decides anew on what the other recorded. */
    private static final int ATTEMPTS_MAX = 4;
    /** The log grows with every visitor, policies once a month: it is looked at this often at most. */
    private static final int LOOK_MILLIS = 1_000;

    private final String controller;
    private final PoliciesInForce inForce;
    private final CommandGateway commands;
    private final EventStore events;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean closed;
    /** Told once, not every second that the database is away. */
    private volatile boolean unread;

    public PolicyPublisher(String controller, PoliciesInForce inForce, CommandGateway commands, EventStore events, Clock clock) {
        this.controller = controller;
        this.inForce = inForce;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /** Shows the folder's policy where a site has shown none yet, and follows the log from here on. Before anything is served. */
    public void start(List<Policy> folder, EventLog log) {
        for (var policy : folder) {
            read(policy.site());
            if (inForce.of(policy.site()).isEmpty()) {
                send(new PolicyCommand.PublishFirst(PolicyStream.of(controller, policy.site()), policy, now()));
                read(policy.site());
            }
            tell(policy, inForce.of(policy.site()).orElseThrow());
        }
        var sites = folder.stream().map(Policy::site).toList();
        log.onGrowth(() -> lookSoon(sites));
        lookSoon(sites);
    }

    private static void tell(Policy folder, PolicyInForce policy) {
        LOG.info("Site {} shows policy {}, asked since {}", folder.site(), policy.version(), policy.askedSince());
        if (!folder.version().equals(policy.version())) {
            LOG.warn("The folder of site {} has changed and is not in force; see the difference with ./volens policy publish --dry-run, "
                    + "and publish it with ./volens policy publish", folder.site());
        }
    }

    /**
     * Returns when what was published is durable and shown by this instance.
     *
     * @param instead the version it is to follow; empty for whichever is in force
     * @param weight  what the operator says the change is; empty for what is proposed
     * @throws PolicyRejected when it is not published; nothing was recorded
     */
    Publication publish(Policy policy, Optional<String> instead, Optional<Weight> weight, Optional<String> reason, Optional<String> by) {
        var publication = send(new PolicyCommand.Publish(PolicyStream.of(controller, policy.site()), policy, instead, weight, reason, by, now()));
        read(policy.site());
        return publication;
    }

    private Publication send(PolicyCommand command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return commands.sendAndWait(command);
            } catch (ConcurrencyException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    /** Takes on what was published since; one event is one version, so the next one's sequence number is known. */
    private synchronized void read(String site) {
        var known = inForce.of(site).map(PolicyInForce::history).orElse(List.of());
        var history = new ArrayList<>(known);
        events.readEvents(PolicyStream.of(controller, site).toString(), known.size()).asStream().map(event -> event.getPayload())
                .forEach(event -> history.add(published((PolicyEvent) event)));
        if (history.size() > known.size()) {
            inForce.put(site, PolicyInForce.of(history));
        }
    }

    private static PublishedVersion published(PolicyEvent event) {
        return switch (event) {
            case PolicyEvent.PolicyPublished it -> PublishedVersion.of(it);
        };
    }

    /** Growths while one look is due are seen by that look: what it reads is committed before it reads. */
    private void lookSoon(List<String> sites) {
        if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("policies-follow").start(() -> look(sites));
        }
    }

    private void look(List<String> sites) {
        pause();
        looking.set(false);
        try {
            if (!closed) {
                sites.forEach(this::read);
                unread = false;
            }
        } catch (RuntimeException e) {
            tryAgain(e, sites);
        }
    }

    private void tryAgain(RuntimeException e, List<String> sites) {
        if (closed) {
            return;
        }
        if (!unread) {
            LOG.warn("What other instances published cannot be read, tried again until it can: {}", e.getMessage());
        }
        unread = true;
        lookSoon(sites);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException nobodyInterruptsThisThread) {
            throw new IllegalStateException(nobodyInterruptsThisThread);
        }
    }

    /** To the microsecond: the finest the database keeps. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A look that is due finds nothing to do. */
    @Override
    public void close() {
        closed = true;
    }
}
