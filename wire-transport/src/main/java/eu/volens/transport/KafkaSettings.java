package eu.volens.transport;

import java.util.Map;

/**
 * Which Kafka, and what topics look like when they are made here. A topic that exists is taken as it is.
 *
 * @param bootstrapServers  {@code host:port}, separated by commas
 * @param partitions        how many instances of one reader can share the work; never change it for a topic that has records, because
 *                          streams would change partition
 * @param replicationFactor copies of each record, at most the number of brokers; {@link #BROKER_DEFAULT} leaves it to the brokers
 * @param clientProperties  handed to every Kafka client, such as {@code security.protocol}; they win over our tuning, but not over what
 *                          delivery rests on (acknowledgements, order, offsets)
 */
public record KafkaSettings(String bootstrapServers, int partitions, short replicationFactor, Map<String, String> clientProperties) {

    public static final int PARTITIONS_DEFAULT = 6;
    public static final short BROKER_DEFAULT = -1;

    public KafkaSettings {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("no bootstrap servers");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic needs at least one partition, not " + partitions);
        }
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Default topics, no further properties. */
    public static KafkaSettings at(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, PARTITIONS_DEFAULT, BROKER_DEFAULT, Map.of());
    }
}
