package eu.volens.transport;

import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;

class KafkaTransportIT extends WireTransportContract {

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
        return new KafkaSettings(RealBroker.shared().bootstrapServers(), 3, (short) 1, Map.of());
    }
}
