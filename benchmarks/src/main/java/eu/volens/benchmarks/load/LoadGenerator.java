package eu.volens.benchmarks.load;

import eu.volens.benchmarks.measure.WrongAnswerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over kept connections, one thread for all of them. It shares the processors with what it measures, and a general client costs as
 * much per request as the server: this one writes bytes that are nearly ready and reads only as much of an answer as is needed to judge it.
 */
public final class LoadGenerator {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CONNECT_AT_ONCE = 64;
    private static final long AT_ONCE = Long.MIN_VALUE;

    private final InetSocketAddress server;
    private final int connections;
    private final Supplier<? extends Request> requests;

    /** @param requests makes each request anew */
    public LoadGenerator(InetSocketAddress server, int connections, Supplier<? extends Request> requests) {
        this.server = server;
        this.connections = connections;
        this.requests = requests;
    }

    /** As fast as answers come: each connection sends its next request when it has the answer to its last. */
    public Load closed(Duration time) throws IOException {
        return run(time, 0);
    }

    /** At this pace, whatever the answers do. What finds no free connection waits for one, and its waiting counts. */
    public Load paced(Duration time, double perSecond) throws IOException {
        return run(time, perSecond);
    }

    private Load run(Duration time, double perSecond) throws IOException {
        try (Selector selector = Selector.open()) {
            Run run = new Run(selector, perSecond);
            try {
                run.connect();
                return run.go(time);
            } finally {
                run.close();
            }
        }
    }

    private final class Run {

        private final ByteBuffer arrived = ByteBuffer.allocateDirect(1 << 16);
        private final Selector selector;
        private final double perSecond;
        private final List<Connection> all = new ArrayList<>();
        private final Deque<Connection> free = new ArrayDeque<>();
        private final List<Load.Acknowledged> acknowledged = new ArrayList<>();
        private long deadline;
        private int unanswered;
        private long inTime;
        private long refused;

        Run(Selector selector, double perSecond) {
            this.selector = selector;
            this.perSecond = perSecond;
        }

        void connect() throws IOException {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(server);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                Connection connection = new Connection(channel);
                connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
                all.add(connection);
                free.add(connection);
                if (i % CONNECT_AT_ONCE == CONNECT_AT_ONCE - 1) {
                    pause(); // the server's queue of new connections is short
                }
            }
        }

        Load go(Duration time) throws IOException {
            long began = System.nanoTime();
            deadline = began + time.toNanos();
            long sent = 0;
            for (long now = began; now < deadline; now = System.nanoTime()) {
                long due = perSecond == 0 ? Long.MAX_VALUE : (long) ((now - began) / 1e9 * perSecond) + 1;
                while (!free.isEmpty() && sent < due) {
                    free.remove().send(perSecond == 0 ? AT_ONCE : began + (long) (sent / perSecond * 1e9));
                    sent++;
                }
                selector.select(this::ready, 1);
            }
            long unsent = perSecond == 0 ? 0 : Math.max(0, (long) (time.toNanos() / 1e9 * perSecond) - sent);
            drain();
            return new Load(acknowledged, inTime, refused, unsent, time.toNanos() / 1e9, (System.nanoTime() - began) / 1e9);
        }

        /** What was sent is waited for, so that what is acknowledged can be compared with what is stored. */
        private void drain() throws IOException {
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (unanswered > 0) {
                if (System.nanoTime() > patience) {
                    throw new WrongAnswerException(unanswered + " requests were not answered within " + PATIENCE);
                }
                selector.select(this::ready, 100);
            }
        }

        private void ready(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isConnectable()) {
                    connection.connected();
                    return;
                }
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable()) {
                    connection.read();
                }
            } catch (IOException e) {
                throw new WrongAnswerException("a connection broke: " + e.getMessage());
            }
        }

        void close() throws IOException {
            for (Connection each : all) {
                each.channel.close();
            }
        }

        private static void pause() {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private final class Connection {

            private SocketChannel channel;
            private final AnswerReader reader = new AnswerReader();
            private @Nullable SelectionKey key;
            private @Nullable ByteBuffer outgoing;
            private @Nullable Request request;
            private long dueNanos;

            Connection(SocketChannel channel) {
                this.channel = channel;
            }

            void send(long due) throws IOException {
                Request next = requests.get();
                request = next;
                unanswered++;
                outgoing = ByteBuffer.wrap(next.bytes());
                dueNanos = due == AT_ONCE ? System.nanoTime() : due;
                write();
            }

            void write() throws IOException {
                ByteBuffer rest = outgoing;
                if (rest == null || key == null) {
                    return;
                }
                channel.write(rest);
                boolean done = !rest.hasRemaining();
                if (done) {
                    outgoing = null;
                }
                int interest = done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
                if (key.interestOps() != interest) {
                    key.interestOps(interest);
                }
            }

            void read() throws IOException {
                arrived.clear();
                if (channel.read(arrived) < 0) {
                    throw new IOException("the server closed it");
                }
                Answer answer = reader.take(arrived.flip());
                if (answer != null) {
                    finish(answer);
                }
            }

            private void finish(Answer answer) throws IOException {
                Request asked = request;
                if (asked == null) {
                    throw new WrongAnswerException("an answer to nothing: " + answer.status());
                }
                request = null;
                unanswered--;
                long now = System.nanoTime();
                if (asked.isRecorded(answer)) {
                    acknowledged.add(new Load.Acknowledged(asked.records(), dueNanos, now));
                    if (now <= deadline) {
                        inTime += asked.records().size();
                    }
                } else {
                    refused++;
                }
                if (!answer.isLast()) {
                    goOn(now);
                } else if (now < deadline) {
                    reconnect();
                } else {
                    channel.close();
                }
            }

            private void goOn(long now) throws IOException {
                if (perSecond == 0 && now < deadline) {
                    send(AT_ONCE);
                } else {
                    free.add(this);
                }
            }

            /** A server may hang up on whom it sends away. Not waited for: its queue of new connections is short. */
            private void reconnect() throws IOException {
                channel.close();
                channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                boolean connected = channel.connect(server);
                key = channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
                if (connected) {
                    goOn(System.nanoTime());
                }
            }

            void connected() throws IOException {
                channel.finishConnect();
                if (key != null) {
                    key.interestOps(SelectionKey.OP_READ);
                }
                goOn(System.nanoTime());
            }
        }
    }
}
