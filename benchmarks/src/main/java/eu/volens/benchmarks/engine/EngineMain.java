package eu.volens.benchmarks.engine;

import eu.volens.benchmarks.database.BenchDatabase;
import eu.volens.benchmarks.engine.Visitor.Decide;
import eu.volens.benchmarks.engine.Visitor.DecideAgain;
import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.process.Orders;
import eu.volens.benchmarks.system.Machine;
import eu.volens.ledger.consent.ConsentEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;

/** Commands and replays on one engine, ordered line by line. */
public final class EngineMain {

    private static final int CLIENTS = 256;

    private final Engines engine;
    private final CommandGateway gateway;
    /** Aggregates with one event. Each is used once, so that what is loaded is the same size throughout. */
    private final ConcurrentLinkedQueue<UUID> visitors = new ConcurrentLinkedQueue<>();
    private long acknowledged;

    private EngineMain(Engines engine) throws SQLException {
        this.engine = engine;
        this.gateway = gateway(engine);
        this.acknowledged = stored();
    }

    /** @param arguments port for orders, {@code ours} or {@code axon}, JDBC address, folder for keys */
    public static void main(String[] arguments) throws Exception {
        try (Engines engine = Engines.open(arguments[1], arguments[2], Path.of(arguments[3]))) {
            Orders.take(Integer.parseInt(arguments[0]), new EngineMain(engine)::carryOut);
        }
    }

    private static CommandGateway gateway(Engines engine) {
        EventSourcingRepository<Visitor> repository = EventSourcingRepository.builder(Visitor.class).eventStore(engine.store()).build();
        CommandBus bus = SimpleCommandBus.builder().transactionManager(NoTransactionManager.instance()).build();
        AggregateAnnotationCommandHandler.<Visitor>builder().aggregateType(Visitor.class).repository(repository).build().subscribe(bus);
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    private String carryOut(String order) throws Exception {
        String[] words = order.split(" ");
        return switch (words[0]) {
            case "first" -> Double.toString(rate(Long.parseLong(words[1]), this::first));
            case "second" -> Double.toString(rate(Long.parseLong(words[1]), this::second));
            case "replay" -> Double.toString(replay(Long.parseLong(words[1])));
            default -> throw new IllegalArgumentException("no such order: " + order);
        };
    }

    private interface Client {
        /** Sends one command and waits; false when there is nothing left to do. */
        boolean step(Machine.Ids ids);
    }

    private boolean first(Machine.Ids ids) {
        UUID visitor = ids.next();
        Object answer = gateway.sendAndWait(new Decide(visitor, ids.next(), now()));
        if (!visitor.equals(answer)) {
            throw new WrongAnswerException("a new aggregate's id is " + visitor + ", the answer was " + answer);
        }
        visitors.add(visitor);
        return true;
    }

    private boolean second(Machine.Ids ids) {
        UUID visitor = visitors.poll();
        if (visitor == null) {
            return false;
        }
        Object answer = gateway.sendAndWait(new DecideAgain(visitor, ids.next(), now()));
        if (!Integer.valueOf(2).equals(answer)) {
            throw new WrongAnswerException("a second decision was answered as number " + answer);
        }
        return true;
    }

    private static Instant now() {
        return Machine.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Commands/s of many clients; afterwards as many events are stored as commands were acknowledged. */
    private double rate(long millis, Client client) throws InterruptedException, ExecutionException, SQLException {
        AtomicLong commands = new AtomicLong();
        long began = System.nanoTime();
        long deadline = began + millis * 1_000_000;
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    Machine.Ids ids = Machine.ids();
                    while (System.nanoTime() < deadline && client.step(ids)) {
                        commands.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : clients) {
                each.get();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        acknowledged += commands.get();
        WrongAnswerException.demandEqual("events stored", acknowledged, stored());
        return commands.get() / seconds;
    }

    private long stored() throws SQLException {
        try (Connection connection = engine.pool().getConnection()) {
            return BenchDatabase.number(connection, "SELECT count(*) FROM " + engine.table());
        }
    }

    /** Events/s through the engine, payloads read, into nothing. */
    private double replay(long expected) {
        long began = System.nanoTime();
        long events = 0;
        long given = 0;
        var stream = engine.engine().readEvents(null, false);
        for (var event = stream.iterator(); event.hasNext(); events++) {
            given += ((ConsentEvent) event.next().getPayload()).record().version() == 4 ? 1 : 0;
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        WrongAnswerException.demandEqual("events replayed", expected, events);
        WrongAnswerException.demandEqual("events understood", expected, given);
        return events / seconds;
    }
}
