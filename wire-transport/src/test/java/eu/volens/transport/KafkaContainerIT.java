package eu.volens.transport;

import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The contract against the published broker image of the clients' version. Skipped, saying why, where no container engine exists. */
@Testcontainers(disabledWithoutDocker = true)
class KafkaContainerIT extends WireTransportContract {

    @Container
    private static final KafkaContainer BROKER = new KafkaContainer("apache/kafka:" + System.getProperty("volens.kafka.version"));

    private static DataSource database;

    @BeforeAll
    static void createDatabase() {
        database = EmbeddedDatabase.create();
        Effects.createTable(database);
    }

    @Override
    DataSource database() {
        return database;
    }

    @Override
    WireTransport writer() {
        return new KafkaTransport(settings(), database);
    }

    @Override
    WireTransport reader() {
        return new KafkaTransport(settings());
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(BROKER.getBootstrapServers(), 3, (short) 1, Map.of());
    }
}
