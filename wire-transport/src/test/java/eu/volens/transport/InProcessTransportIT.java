package eu.volens.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InProcessTransportIT extends WireTransportContract {

    private static DataSource database;
    private final InProcessTransport shared = new InProcessTransport();

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
        return shared;
    }

    @Override
    WireTransport reader() {
        return shared;
    }

    @Test
    void aTopicIsOfferedOnce() {
        shared.offer(log.topic(), log);
        assertThatThrownBy(() -> shared.offer(log.topic(), new GrowingLog(log.topic()))).isInstanceOf(IllegalStateException.class);
    }
}
