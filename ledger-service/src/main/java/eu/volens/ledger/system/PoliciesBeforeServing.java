package eu.volens.ledger.system;

import eu.volens.eventstore.EventLog;
import eu.volens.ledger.policy.PolicyFolder;
import eu.volens.ledger.policy.PolicyPublisher;
import eu.volens.ledger.register.CookieRegister;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads, or publishes for the first time, what visitors are shown: after commands can be handled, and before the first request is. */
@Component
class PoliciesBeforeServing implements SmartLifecycle {

    /** Axon's handlers are subscribed by then, and the web server does not listen yet ({@code START_STOP_LIFECYCLE_PHASE}). */
    private static final int PHASE = SpringAxonConfiguration.LIFECYCLE_PHASE + 1;

    private final PolicyPublisher publisher;
    private final PolicyFolder folder;
    private final CookieRegister register;
    private final EventLog log;
    private volatile boolean running;

    PoliciesBeforeServing(PolicyPublisher publisher, PolicyFolder folder, CookieRegister register, EventLog log) {
        this.publisher = publisher;
        this.folder = folder;
        this.register = register;
        this.log = log;
    }

    @Override
    public void start() {
        publisher.start(folder.policies(register), log);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
