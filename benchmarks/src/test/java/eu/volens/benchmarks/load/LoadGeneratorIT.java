package eu.volens.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.volens.benchmarks.measure.WrongAnswerException;
import eu.volens.benchmarks.system.Machine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorIT {

    private static final Duration A_WHILE = Duration.ofMillis(300);

    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private interface Answering {
        void to(HttpExchange asked, String body) throws IOException;
    }

    /** An echo of sorts: whoever asks is told their own words. */
    private LoadGenerator against(int connections, Answering answering) {
        server.createContext("/", asked -> {
            String body = new String(asked.getRequestBody().readAllBytes(), UTF_8);
            requests.incrementAndGet();
            received.add(body);
            answering.to(asked, body);
        });
        server.start();
        Machine.Ids ids = Machine.ids();
        return new LoadGenerator(server.getAddress(), connections, () -> new Echo(ids.next()));
    }

    private record Echo(UUID id) implements Request {

        @Override
        public byte[] bytes() {
            return ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 36\r\n\r\n" + id).getBytes(UTF_8);
        }

        @Override
        public List<UUID> records() {
            return List.of(id);
        }

        @Override
        public boolean isRecorded(Answer answer) {
            if (answer.status() == 503) {
                return false;
            }
            if (!answer.text().equals(id.toString())) {
                throw new WrongAnswerException(id + " was answered " + answer.text());
            }
            return true;
        }
    }

    private static void answer(HttpExchange asked, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        asked.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        asked.getResponseBody().write(bytes);
        asked.close();
    }

    @Test
    void everyRequestIsAnsweredOnceAndCounted() throws IOException {
        Load load = against(8, (asked, body) -> answer(asked, 200, body)).closed(A_WHILE);
        assertThat(load.acknowledged()).isNotEmpty().hasSize(requests.get());
        assertThat(load.acknowledged().stream().flatMap(each -> each.records().stream()).map(UUID::toString))
                .containsExactlyInAnyOrderElementsOf(received);
        assertThat(load.inTime()).isBetween(1L, load.decisions());
        assertThat(load.latencyNanos()).hasSize(requests.get());
        assertThat(Arrays.stream(load.latencyNanos())).allMatch(nanos -> nanos > 0);
    }

    @Test
    void oneWrongAnswerAmongManyIsNoticed() {
        LoadGenerator generator = against(8, (asked, body) -> answer(asked, 200, requests.get() == 20 ? body.replace('-', '+') : body));
        assertThatThrownBy(() -> generator.closed(Duration.ofSeconds(30))).isInstanceOf(WrongAnswerException.class).hasMessageContaining("was answered");
    }

    @Test
    void aConnectionThatBreaksIsNoticed() {
        LoadGenerator generator = against(2, (asked, body) -> {
            asked.sendResponseHeaders(200, 36);
            asked.close();
        });
        assertThatThrownBy(() -> generator.closed(Duration.ofSeconds(30))).isInstanceOf(WrongAnswerException.class).hasMessageContaining("broke");
    }

    @Test
    void atAPaceAsManyAreSentAsAreDue() throws IOException {
        Load load = against(4, (asked, body) -> answer(asked, 200, body)).paced(Duration.ofSeconds(1), 50);
        assertThat(load.acknowledged().size() + load.unsent()).isBetween(50L, 51L);
        assertThat(load.refused()).isZero();
    }

    @Test
    void whatIsRefusedIsNotAcknowledged() throws IOException {
        Load load = against(4, (asked, body) -> answer(asked, body.charAt(0) < '8' ? 503 : 200, body)).closed(A_WHILE);
        assertThat(load.refused() + load.acknowledged().size()).isEqualTo(requests.get());
        assertThat(load.acknowledged()).allMatch(each -> each.records().getFirst().toString().charAt(0) >= '8');
        assertThat(load.refused()).isPositive();
    }

    @Test
    void whoIsSentAwayComesAgainOnANewConnection() throws IOException {
        Load load = against(4, (asked, body) -> {
            boolean refused = body.charAt(0) < '8';
            if (refused) {
                asked.getResponseHeaders().set("Connection", "close");
            }
            answer(asked, refused ? 503 : 200, body);
        }).closed(A_WHILE);
        assertThat(load.refused() + load.acknowledged().size()).isEqualTo(requests.get());
        assertThat(load.refused()).as("each of them hung up on").isPositive();
    }
}
