package eu.volens.rights.system;

import eu.volens.eventstore.EventLog;
import eu.volens.rights.mailbox.ImapMailbox;
import eu.volens.rights.round.Round;
import eu.volens.rights.wire.RightsFeed;
import eu.volens.transport.WireTransport;
import eu.volens.wire.Topics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Everything that works by itself: started last, when all it needs runs, and stopped first. */
final class Rounds implements SmartLifecycle {

    private final List<Round> rounds;
    private final Optional<ImapMailbox> mailbox;
    private final WireTransport transport;
    private final EventLog log;
    private volatile boolean running;

    Rounds(List<Round> rounds, Optional<ImapMailbox> mailbox, WireTransport transport, EventLog log) {
        this.rounds = rounds;
        this.mailbox = mailbox;
        this.transport = transport;
        this.log = log;
    }

    @Override
    public void start() {
        running = true;
        transport.offer(Topics.RIGHTS, new RightsFeed(log));
        rounds.forEach(Round::start);
        mailbox.ifPresent(ImapMailbox::start);
    }

    void wake() {
        rounds.forEach(Round::wake);
    }

    /** Why the mailbox cannot be read; null when it can, or when none is set. */
    @Nullable Exception mailboxFailure() {
        return mailbox.map(ImapMailbox::failure).orElse(null);
    }

    boolean someFail() {
        return rounds.stream().anyMatch(round -> round.failure() != null);
    }

    @Override
    public void stop() {
        mailbox.ifPresent(ImapMailbox::close);
        rounds.forEach(Round::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
