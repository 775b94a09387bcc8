package eu.volens.benchmarks.crash;

import eu.volens.benchmarks.crash.CrashEvent.Part;
import eu.volens.eventstore.LogOverloadedException;
import eu.volens.eventstore.LogUnavailableException;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * One client: sends units of events one after the other, tells what it sends before it does and what it was answered after. What a dead
 * or an unsure writer left open it sends again, after looking whether it is there.
 */
final class Client implements Runnable {

    private static final int OWN_STREAMS_MAX = 20;
    private static final int UNIT_EVENTS_MAX = 6;
    static final int LARGE_UNIT_EVENTS = 60;
    private static final int PAUSE_MILLIS_MAX = 3;
    private static final long AWAY_MILLIS = 50;
    /** Two writers may send the same command again at once; each numbers its attempts in its own way. */
    private static final int PLACES = 2;

    private final String name;
    private final WriterOrder order;
    private final PostgresEventStorageEngine engine;
    private final Report report;
    private final Queue<Line.Sent> again;
    private final AtomicBoolean ending;
    private final SplittableRandom random;
    private final List<UUID> own = new ArrayList<>();
    private int commands;

    Client(int number, WriterOrder order, PostgresEventStorageEngine engine, Report report, Queue<Line.Sent> again, AtomicBoolean ending) {
        this.name = "r" + order.run() + "w" + order.place() + "c" + number;
        this.order = order;
        this.engine = engine;
        this.report = report;
        this.again = again;
        this.ending = ending;
        this.random = new SplittableRandom((order.seed() * PLACES + order.place()) * 1_000 + number);
    }

    @Override
    public void run() {
        try {
            while (!ending.get()) {
                Line.Sent open = again.poll();
                if (open != null) {
                    sendAgain(open);
                } else {
                    send(next(), Map.of(), random.nextInt(10) == 0);
                }
                Thread.sleep(random.nextInt(PAUSE_MILLIS_MAX + 1));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unforeseen) {
            report.tell(new Line.Failed("a client met " + unforeseen));
        }
    }

    /** Mostly single events; some units over several streams, some large ones. */
    private Line.Sent next() {
        int kind = random.nextInt(20);
        int events = kind < 12 ? 1 : kind < 19 ? 2 + random.nextInt(UNIT_EVENTS_MAX - 1) : LARGE_UNIT_EVENTS;
        List<UUID> streams = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            streams.add(i > 0 && random.nextBoolean() ? streams.getLast() : stream());
        }
        return new Line.Sent(name + "n" + commands++, order.place(), streams);
    }

    private UUID stream() {
        int kind = random.nextInt(10);
        if (kind < 4) {
            List<UUID> shared = order.sharedStreams();
            return shared.get(random.nextInt(shared.size()));
        }
        if (kind < 7 && !own.isEmpty()) {
            return own.get(random.nextInt(own.size()));
        }
        UUID fresh = WriterOrder.uuid(random);
        own.add(fresh);
        if (own.size() > OWN_STREAMS_MAX) {
            own.removeFirst();
        }
        return fresh;
    }

    /**
     * Looks first, and sends at the very place that was looked at: whoever was faster meanwhile, also the earlier attempt itself, makes
     * this one fail.
     */
    private void sendAgain(Line.Sent open) throws InterruptedException {
        Map<UUID, Long> next = new HashMap<>();
        OptionalInt found = OptionalInt.empty();
        try {
            for (UUID stream : open.streams()) {
                if (!next.containsKey(stream)) {
                    List<RecordedEvent> events = engine.stream(stream.toString());
                    next.put(stream, (long) events.size());
                    found = found.isPresent() ? found : attempt(events, open.command());
                }
            }
        } catch (LogUnavailableException away) {
            again.add(open);
            Thread.sleep(AWAY_MILLIS);
            return;
        }
        if (found.isPresent()) {
            report.tell(new Line.Found(open.command(), found.getAsInt()));
        } else {
            int attempt = open.attempt() + PLACES - (open.attempt() + PLACES - order.place()) % PLACES;
            send(new Line.Sent(open.command(), attempt, open.streams()), next, false);
        }
    }

    private static OptionalInt attempt(List<RecordedEvent> events, String command) {
        return events.stream().map(event -> ((CrashEvent) event.payload()).part()).filter(part -> part.command().equals(command))
                .mapToInt(Part::attempt).findFirst();
    }

    /**
     * @param known where the next event of a stream goes, when it was looked whether the command is there; empty for a new command
     * @param tooLate to a place that is taken already: it has to be refused
     */
    private void send(Line.Sent sent, Map<UUID, Long> known, boolean tooLate) throws InterruptedException {
        List<Long> sequences;
        try {
            sequences = sequences(sent, known, tooLate);
        } catch (LogUnavailableException away) {
            Thread.sleep(AWAY_MILLIS);
            return;
        }
        List<GenericDomainEventMessage<CrashEvent>> events = events(sent, sequences);
        report.tell(sent);
        try {
            engine.appendEvents(events);
            report.tell(new Line.Acked(sent.command(), sent.attempt(), sequences));
        } catch (ConcurrencyException conflict) {
            report.tell(new Line.Refused(sent.command(), sent.attempt(), "conflict"));
            if (!known.isEmpty()) {
                again.add(sent);
            }
        } catch (LogOverloadedException full) {
            report.tell(new Line.Refused(sent.command(), sent.attempt(), "overloaded"));
        } catch (LogUnavailableException failed) {
            String why = String.valueOf(failed.getMessage());
            report.tell(why.contains("nothing was recorded") ? new Line.Refused(sent.command(), sent.attempt(), why)
                    : new Line.Unsure(sent.command(), sent.attempt(), why));
            again.add(sent);
            Thread.sleep(AWAY_MILLIS);
        }
    }

    private List<Long> sequences(Line.Sent sent, Map<UUID, Long> known, boolean tooLate) {
        Map<UUID, Long> next = new HashMap<>(known);
        List<Long> sequences = new ArrayList<>();
        for (UUID stream : sent.streams()) {
            long sequence = next.computeIfAbsent(stream, it -> engine.lastSequenceNumberFor(it.toString()).orElse(-1L) + 1);
            sequences.add(sequence);
            next.put(stream, sequence + 1);
        }
        if (tooLate && sequences.getLast() > 0) {
            sequences.set(sequences.size() - 1, sequences.getLast() - 1);
        }
        return sequences;
    }

    private static List<GenericDomainEventMessage<CrashEvent>> events(Line.Sent sent, List<Long> sequences) {
        List<GenericDomainEventMessage<CrashEvent>> events = new ArrayList<>();
        int count = sequences.size();
        for (int i = 0; i < count; i++) {
            CrashEvent event = CrashEvent.of(new Part(sent.command(), sent.attempt(), i, count));
            events.add(new GenericDomainEventMessage<>("crash", sent.streams().get(i).toString(), sequences.get(i), event));
        }
        return events;
    }
}
