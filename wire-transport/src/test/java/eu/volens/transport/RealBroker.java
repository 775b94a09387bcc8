package eu.volens.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker and controller in this JVM, from Maven artifacts; no container engine. Topics are not made by mere mention.
 * A module that uses it needs {@code org.apache.kafka:kafka_2.13} on its test class path.
 */
public final class RealBroker implements AutoCloseable {

    private final Path directory;
    private final int brokerPort;
    private final int controllerPort;
    private @Nullable KafkaRaftServer running;

    private RealBroker(Path directory, int brokerPort, int controllerPort) {
        this.directory = directory;
        this.brokerPort = brokerPort;
        this.controllerPort = controllerPort;
    }

    /** The one broker that the tests of a JVM share; ends with the JVM. */
    public static RealBroker shared() {
        return Shared.BROKER;
    }

    /** A broker of one's own, to stop and start. */
    public static RealBroker start() {
        RealBroker broker = stopped();
        broker.startAgain();
        return broker;
    }

    /** A broker of one's own that has an address but does not run yet. */
    public static RealBroker stopped() {
        try {
            RealBroker broker = new RealBroker(Files.createTempDirectory("volens-kafka"), freePort(), freePort());
            broker.format();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}; stays the same over {@link #stop} and {@link #startAgain}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    /** Stops the broker and keeps what it holds. */
    public synchronized void stop() {
        if (running != null) {
            running.shutdown();
            running.awaitShutdown();
            running = null;
        }
    }

    public synchronized void startAgain() {
        if (running == null) {
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties()), Time.SYSTEM);
            server.startup();
            running = server;
        }
    }

    /** Stops the broker and deletes what it held. */
    @Override
    public void close() {
        stop();
        try (Stream<Path> held = Files.walk(directory)) {
            held.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() throws IOException {
        Path configuration = directory.resolve("server.properties");
        try (var out = Files.newOutputStream(configuration)) {
            properties().store(out, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exit = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString(), "--standalone"},
                new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exit != 0) {
            throw new IllegalStateException(said.toString(StandardCharsets.UTF_8));
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(brokerPort));
        properties.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controllerPort);
        properties.setProperty("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(brokerPort, controllerPort));
        properties.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("log.dirs", directory.resolve("logs").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        // One broker: every inner topic has one copy, and few partitions are made faster.
        for (String inner : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            properties.setProperty(inner + ".replication.factor", "1");
            properties.setProperty(inner + ".num.partitions", "2");
        }
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        return properties;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Shared {
        static final RealBroker BROKER = startForThisJvm();

        private static RealBroker startForThisJvm() {
            RealBroker broker = start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop shared broker"));
            return broker;
        }
    }
}
