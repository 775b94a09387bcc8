package eu.volens.transport;

import eu.volens.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A wire record as a Kafka record: the key is the stream, the value is the body, three headers in readable UTF-8 carry the rest.
 * Kafka's own timestamp is left to the producer: brokers refuse times they find strange, and {@code recordedAt} is not theirs to judge.
 */
final class KafkaEnvelope {

    /** Wire type with its version. */
    static final String TYPE = "type";
    /** Decimal. */
    static final String POSITION = "position";
    /** ISO 8601, UTC, up to microseconds. */
    static final String RECORDED_AT = "recordedAt";

    private KafkaEnvelope() {}

    static ProducerRecord<String, byte[]> write(WireRecord wire) {
        ProducerRecord<String, byte[]> kafka = new ProducerRecord<>(wire.topic(), wire.stream(), wire.body());
        kafka.headers()
                .add(TYPE, bytes(wire.type()))
                .add(POSITION, bytes(Long.toString(wire.position())))
                .add(RECORDED_AT, bytes(wire.recordedAt().toString()));
        return kafka;
    }

    /** @throws IllegalArgumentException when the record is not one of ours; it names the offset */
    static WireRecord read(ConsumerRecord<String, byte[]> kafka) {
        try {
            if (kafka.key() == null || kafka.value() == null) {
                throw new IllegalArgumentException("no key or no value");
            }
            return new WireRecord(kafka.topic(), kafka.key(), Long.parseLong(header(kafka.headers(), POSITION)),
                    header(kafka.headers(), TYPE), Instant.parse(header(kafka.headers(), RECORDED_AT)), kafka.value());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("not a wire record: %s, partition %d, offset %d: %s".formatted(
                    kafka.topic(), kafka.partition(), kafka.offset(), e.getMessage()), e);
        }
    }

    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
