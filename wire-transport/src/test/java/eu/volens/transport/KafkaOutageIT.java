package eu.volens.transport;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.transport.WireTransport.Subscription;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Brokers are away. Nothing is lost, and who waits says why. */
class KafkaOutageIT {

    /** Short, so that the writer notices within the test's patience. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "delivery.timeout.ms", "2000", "request.timeout.ms", "1000", "max.block.ms", "2000");

    private final DataSource database = EmbeddedDatabase.create();
    private final GrowingLog log = new GrowingLog("outage");
    private final Effects effects = new Effects(database, "reader");

    @Test
    void brokersMayComeLateAndGoAndComeBack() {
        Effects.createTable(database);
        log.tellMany(50, 5);
        try (RealBroker broker = RealBroker.stopped();
                KafkaTransport writer = new KafkaTransport(settings(broker), database);
                KafkaTransport reader = new KafkaTransport(settings(broker))) {
            writer.offer(log.topic(), log);
            Subscription subscription =
                    reader.subscribe("reader", Set.of(log.topic()), ReaderTransaction.of(database), effects::write);
            untilBothFail(writer, subscription);

            broker.startAgain();
            untilAllIsWell(writer, subscription);

            broker.stop();
            log.tellMany(700, 5);
            untilBothFail(writer, subscription);

            broker.startAgain();
            log.tellMany(50, 5);
            untilAllIsWell(writer, subscription);
        }
    }

    @Test
    void serversWhoseNameIsUnknownAreReportedAndNotFatal() {
        try (KafkaTransport lost = new KafkaTransport(KafkaSettings.at("no-such-host.invalid:9092"), database)) {
            lost.offer(log.topic(), log);
            Subscription subscription =
                    lost.subscribe("reader", Set.of(log.topic()), ReaderTransaction.of(database), effects::write);
            untilBothFail(lost, subscription);
            assertThat(subscription.failure()).hasRootCauseMessage("No resolvable bootstrap urls given in bootstrap.servers");
        }
    }

    private static void untilBothFail(KafkaTransport writer, Subscription subscription) {
        Eventually.until("the writer says so", () -> writer.failure() != null);
        Eventually.until("the reader says so", () -> subscription.failure() != null);
    }

    private void untilAllIsWell(KafkaTransport writer, Subscription subscription) {
        WireTransportContract.untilArrived(effects, log);
        WireTransportContract.assertExactlyOnceInOrder(effects, log);
        Eventually.until("the writer is well", () -> writer.failure() == null, writer::failure);
        Eventually.until("the reader is well", () -> subscription.failure() == null, subscription::failure);
    }

    private static KafkaSettings settings(RealBroker broker) {
        return new KafkaSettings(broker.bootstrapServers(), 3, (short) 1, IMPATIENT);
    }
}
