package eu.volens.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.wire.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaEnvelopeTest {

    private static final WireRecord WIRE = new WireRecord("volens.ledger", "0e5b2f6c-1d7c-4a53-8f0e-3c1f2f9d7a10", 1_234_567_890_123L,
            "consent.decided/1", Instant.parse("2026-03-01T08:00:00.000001Z"), "{\"site\":\"é\"}".getBytes(StandardCharsets.UTF_8));

    @Test
    void headersAreReadableText() {
        ProducerRecord<String, byte[]> kafka = KafkaEnvelope.write(WIRE);

        assertThat(kafka.topic()).isEqualTo("volens.ledger");
        assertThat(kafka.key()).isEqualTo(WIRE.stream());
        assertThat(kafka.value()).isEqualTo(WIRE.body());
        assertThat(kafka.timestamp()).isNull();
        assertThat(kafka.partition()).isNull();
        assertThat(text(kafka.headers())).isEqualTo(Map.of(
                "type", "consent.decided/1", "position", "1234567890123", "recordedAt", "2026-03-01T08:00:00.000001Z"));
    }

    @Test
    void whatWasWrittenIsRead() {
        WireRecord read = KafkaEnvelope.read(received(KafkaEnvelope.write(WIRE).headers(), WIRE.stream(), WIRE.body()));

        assertThat(read).usingRecursiveComparison().isEqualTo(WIRE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "position", "recordedAt"})
    void aMissingHeaderIsRefused(String name) {
        Headers headers = KafkaEnvelope.write(WIRE).headers();
        headers.remove(name);
        assertRefused(received(headers, WIRE.stream(), WIRE.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"position", "recordedAt"})
    void aMalformedHeaderIsRefused(String name) {
        Headers headers = KafkaEnvelope.write(WIRE).headers();
        headers.add(name, "soon".getBytes(StandardCharsets.UTF_8));
        assertRefused(received(headers, WIRE.stream(), WIRE.body()));
    }

    @Test
    void aRecordWithoutKeyOrBodyIsRefused() {
        Headers headers = KafkaEnvelope.write(WIRE).headers();
        assertRefused(received(headers, null, WIRE.body()));
        assertRefused(received(headers, WIRE.stream(), null));
    }

    private static void assertRefused(ConsumerRecord<String, byte[]> kafka) {
        assertThatThrownBy(() -> KafkaEnvelope.read(kafka)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partition 2").hasMessageContaining("offset 41");
    }

    private static ConsumerRecord<String, byte[]> received(Headers headers, String key, byte[] value) {
        return new ConsumerRecord<>("volens.ledger", 2, 41, 0, TimestampType.CREATE_TIME, 0, 0, key, value,
                new RecordHeaders(headers.toArray()), Optional.empty());
    }

    private static Map<String, String> text(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), StandardCharsets.UTF_8)));
    }
}
