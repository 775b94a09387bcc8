package eu.volens.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.eventstore.personal.Personal;
import eu.volens.eventstore.personal.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked example of {@code docs/formats/stored-event.md}, read from the document itself. */
class StoredEventFormatTest {

    private static final PersonId ADA = new PersonId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private Map<String, String> example = Map.of();

    @BeforeEach
    void readTheDocument() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "formats", "stored-event.md"));
        example = Pattern.compile("(?m)^\\| ([a-z ]+) \\| `(.+)` \\|$").matcher(document.substring(document.indexOf("## Worked example")))
                .results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    @Test
    void theSealedBytesOpenAndTheCommitmentHolds() {
        SecretKey key = new SecretKeySpec(hex("key"), "AES");
        String context = "event/1\n" + example.get("stream") + "\n" + example.get("sequence") + "\n" + example.get("type");

        byte[] plain = Aead.open(key, hex("sealed"), context);

        assertThat(Arrays.copyOf(plain, 32)).isEqualTo(hex("salt"));
        assertThat(new String(plain, 32, plain.length - 32, StandardCharsets.UTF_8)).isEqualTo(example.get("personal part"));
        assertThat(EventCodec.commitment(hex("salt"), Arrays.copyOfRange(plain, 32, plain.length))).isEqualTo(hex("commitment"));
    }

    @Test
    void aRowOfTheExampleReadsAsAnEvent() {
        String open = "{\"at\":\"2026-03-02T09:59:00Z\",\"books\":[],\"dueOn\":\"2026-03-30\",\"reader\":\"" + ADA + "\"}";
        StoredEvent row = new StoredEvent(1, Instant.EPOCH, UUID.fromString(example.get("stream")), 0, example.get("type"), open, ADA.value(),
                hex("commitment"), hex("sealed"));
        EventCodec codec = new EventCodec(LoanEvent.TYPES, new OneKey(), new SecureRandom());

        LoanEvent.BookLent lent = (LoanEvent.BookLent) codec.read(List.of(row)).getFirst().payload();

        assertThat(lent.name()).isEqualTo(Personal.of("Ada"));
        assertThat(lent.notes()).isEqualTo(Personal.of(List.of("likes é")));
    }

    @Test
    void whatNoBundleOfTheTransparencyLogCouldHoldIsNotWritten() {
        EventCodec codec = new EventCodec(LoanEvent.TYPES, new OneKey(), new SecureRandom());
        String around = codec.write(UUID.randomUUID(), 0, new LoanEvent.BookReturned("", 0, null, Map.of())).open();
        String longest = "é".repeat((65_000 - around.length()) / 2);

        assertThat(codec.write(UUID.randomUUID(), 0, new LoanEvent.BookReturned(longest, 0, null, Map.of())).open()).contains(longest);
        assertThatThrownBy(() -> codec.write(UUID.randomUUID(), 0, new LoanEvent.BookReturned(longest + "é", 0, null, Map.of())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("loan.returned/1").hasMessageContaining("at most 65000");
    }

    private byte[] hex(String name) {
        return HexFormat.of().parseHex(example.get(name));
    }

    /** The example's key, for the example's person. */
    private final class OneKey implements PersonKeys {

        @Override
        public SecretKey keyFor(PersonId person) {
            return new SecretKeySpec(hex("key"), "AES");
        }

        @Override
        public Map<PersonId, SecretKey> find(Collection<PersonId> persons) {
            return persons.stream().collect(Collectors.toMap(person -> person, this::keyFor));
        }

        @Override
        public void destroy(PersonId person) {
            throw new AssertionError("Nobody is erased in this test");
        }
    }
}
