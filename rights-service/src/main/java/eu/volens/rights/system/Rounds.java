package eu.volens.rights.system;

import eu.volens.eventstore.EventLog;
import eu.volens.rights.mailbox.ImapMailbox;
import eu.volens.rights.round.Round;
import eu.volens.rights.wire.RightsFeed;
import eu.volens.transport.WireTransport;
import eu.volens.wire.Topics;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Everything that works by itself: started last, when all it needs runs, and stopped first. */
final class Rounds implements SmartLifecycle {

    private final List<Round> rounds;
    private final List<ImapMailbox> mailboxes;
    private final WireTransport transport;
    private final EventLog log;
    private volatile boolean running;

    Rounds(List<Round> rounds, List<ImapMailbox> mailboxes, WireTransport transport, EventLog log) {
        this.rounds = rounds;
        this.mailboxes = mailboxes;
        this.transport = transport;
        this.log = log;
    }

    @Override
    public void start() {
        running = true;
        transport.offer(Topics.RIGHTS, new RightsFeed(log));
        rounds.forEach(Round::start);
        mailboxes.forEach(ImapMailbox::start);
    }

    void wake() {
        rounds.forEach(Round::wake);
    }

    /** Why one of the mailboxes cannot be read; null when all can, or when none is set. */
    @Nullable Throwable mailboxFailure() {
        return mailboxes.stream().map(ImapMailbox::failure).filter(Objects::nonNull).findFirst().orElse(null);
    }

    boolean someFail() {
        return rounds.stream().anyMatch(round -> round.failure() != null);
    }

    @Override
    public void stop() {
        mailboxes.forEach(ImapMailbox::close);
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
