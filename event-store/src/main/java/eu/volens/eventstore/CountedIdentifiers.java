package eu.volens.eventstore;

import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.DefaultIdentifierFactory;
import org.axonframework.common.IdentifierFactory;

/**
 * Names Axon's messages, of which each command makes several, and what its stores keep, such as sagas and dead letters: a random name of this
 * process, and a number. They must be different from all others, of other processes and from before a restart too, and nobody relies on their
 * being hard to guess; Axon's own takes secure randomness for each, behind one lock.
 */
public final class CountedIdentifiers extends IdentifierFactory {

    private final String process = new DefaultIdentifierFactory().generateIdentifier();
    private final AtomicLong made = new AtomicLong();

    @Override
    public String generateIdentifier() {
        return process + "-" + made.incrementAndGet();
    }
}
