package eu.volens.eventstore.transparency;

import eu.volens.eventstore.LogUnavailableException;
import eu.volens.merkle.AddCheckpoint;
import eu.volens.merkle.MalformedException;
import eu.volens.merkle.NoteRejectedException;
import eu.volens.merkle.NoteSignature;
import eu.volens.merkle.SignedNote;
import eu.volens.merkle.VerifiedSignature;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows each witness the newest checkpoint, at most once a second, and keeps what it signs, C2SP tlog-witness. Each has a thread of its own and
 * no queue: a witness that is slow, dead or hostile delays neither sealing nor the other witnesses.
 */
public final class Witnesses implements AutoCloseable {

    /** How far a witness's clock may be from ours. */
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

    private final TransparencyLog log;
    private final Cosignatures cosignatures;
    private final Clock clock;
    private final WitnessLimits limits;
    private final WitnessClient client;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> threads;
    private Optional<Cosignatures.Taken> shown = Optional.empty();
    private long shownAtNanos;

    private Witnesses(TransparencyLog log, DataSource dataSource, List<Witness> witnesses, Clock clock, WitnessLimits limits) {
        this.log = log;
        this.cosignatures = new Cosignatures(dataSource);
        this.clock = clock;
        this.limits = limits;
        this.client = new WitnessClient(Duration.ofMillis(limits.exchangeMaxMillis()));
        this.threads = witnesses.stream()
                .map(witness -> Thread.ofPlatform().name("witness-" + witness.name()).daemon().unstarted(() -> run(witness))).toList();
    }

    /** Starts showing the log's checkpoints to these witnesses; with none, does nothing. */
    public static Witnesses start(TransparencyLog log, DataSource dataSource, List<Witness> witnesses, Clock clock) {
        return start(log, dataSource, witnesses, clock, WitnessLimits.USUAL);
    }

    static Witnesses start(TransparencyLog log, DataSource dataSource, List<Witness> witnesses, Clock clock, WitnessLimits limits) {
        Witnesses started = new Witnesses(log, dataSource, witnesses, clock, limits);
        started.threads.forEach(Thread::start);
        return started;
    }

    /** Which witnesses do not sign at the moment, by name, and why. */
    public Map<String, String> failures() {
        return new TreeMap<>(failures);
    }

    private void run(Witness witness) {
        long pauseMillis = limits.betweenPushesMillis();
        try {
            long known = -1;
            while (!stopping.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                try {
                    known = show(witness, known < 0 ? cosignatures.lastSize(witness) : known);
                    failures.remove(witness.name());
                    pauseMillis = limits.betweenPushesMillis();
                } catch (IOException | WitnessFailedException | LogUnavailableException e) {
                    known = -1;
                    pauseMillis = Math.min(2 * pauseMillis, limits.retryMaxMillis());
                    failed(witness, e);
                } catch (RuntimeException e) {
                    LOG.error("Asking witness {} failed in a way nobody thought of", witness.name(), e);
                    known = -1;
                    pauseMillis = limits.retryMaxMillis();
                    failed(witness, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Witness witness, Exception why) {
        if (stopping.getCount() == 0) {
            return;
        }
        String said = String.valueOf(why.getMessage());
        if (!said.equals(failures.put(witness.name(), said))) {
            LOG.warn("Witness {} does not cosign, will try again: {}", witness.name(), said);
        }
    }

    /** @param known the size it signed last @return the size it has signed now */
    private long show(Witness witness, long known) throws IOException, InterruptedException {
        Optional<Cosignatures.Taken> newest = toShow();
        // An empty tree says nothing; and what it signed already need not be signed again.
        if (newest.isEmpty() || newest.get().size() <= known || newest.get().size() == 0) {
            return known;
        }
        return switch (push(witness, newest.get(), known)) {
            case WitnessClient.Answer.Cosigned(String lines) -> keep(witness, newest.get(), lines);
            case WitnessClient.Answer.Knows(long size) -> again(witness, newest.get(), size);
            case WitnessClient.Answer.Refused(String why) -> throw new WitnessFailedException(why);
        };
    }

    /** The same for all who ask within a second: a checkpoint with one cosignature each is worth more than one each with one. */
    private synchronized Optional<Cosignatures.Taken> toShow() {
        long now = System.nanoTime();
        if (shown.isEmpty() || now - shownAtNanos >= TimeUnit.MILLISECONDS.toNanos(limits.betweenPushesMillis())) {
            shown = cosignatures.take(log);
            shownAtNanos = now;
        }
        return shown;
    }

    private long again(Witness witness, Cosignatures.Taken first, long itsSize) throws IOException, InterruptedException {
        // Another instance may have shown it a newer one.
        Cosignatures.Taken taken = itsSize <= first.size() ? first : cosignatures.take(log).orElse(first);
        if (itsSize > taken.size()) {
            LOG.error("Witness {} has signed {} events of this log, which has only {}: was the database restored from an old backup, or is the key "
                    + "used elsewhere?", witness.name(), itsSize, taken.size());
            throw new WitnessFailedException("it has signed " + itsSize + " events, more than the log's " + taken.size());
        }
        return switch (push(witness, taken, itsSize)) {
            case WitnessClient.Answer.Cosigned(String lines) -> keep(witness, taken, lines);
            case WitnessClient.Answer.Knows(long size) -> throw new WitnessFailedException("it said " + itsSize + ", then " + size);
            case WitnessClient.Answer.Refused(String why) -> throw new WitnessFailedException(why);
        };
    }

    private WitnessClient.Answer push(Witness witness, Cosignatures.Taken taken, long oldSize) throws IOException, InterruptedException {
        return client.push(witness, new AddCheckpoint(oldSize, log.consistency(oldSize, taken.size()), taken.note()));
    }

    private long keep(Witness witness, Cosignatures.Taken taken, String lines) {
        cosignatures.keep(witness, taken, checked(witness, taken.note(), lines));
        return taken.size();
    }

    /** Signatures of others are ignored, as tlog-witness has it. */
    private NoteSignature checked(Witness witness, SignedNote note, String lines) {
        try {
            List<NoteSignature> its = lines.lines().map(NoteSignature::parse)
                    .filter(one -> one.keyId() == witness.key().id() && one.name().equals(witness.name())).limit(1).toList();
            if (its.isEmpty()) {
                throw new WitnessFailedException("it answered without a signature of the key that was set");
            }
            VerifiedSignature verified = new SignedNote(note.text(), its).verify(List.of(witness.key())).getFirst();
            Instant at = verified.at().orElseThrow();
            if (Duration.between(at, clock.instant()).abs().compareTo(CLOCKS_APART_MAX) > 0) {
                throw new WitnessFailedException("it signed as of " + at + "; its clock or ours is wrong");
            }
            return its.getFirst();
        } catch (MalformedException | NoteRejectedException e) {
            throw new WitnessFailedException("its answer is not good: " + e.getMessage());
        }
    }

    /** Its answer, or the lack of one, in words for the operator. */
    private static final class WitnessFailedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WitnessFailedException(String message) {
            super(message);
        }
    }

    /** Does not wait for answers under way: what a witness signs meanwhile is asked for again at the next start. */
    @Override
    public void close() {
        stopping.countDown();
        client.close();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(limits.exchangeMaxMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
