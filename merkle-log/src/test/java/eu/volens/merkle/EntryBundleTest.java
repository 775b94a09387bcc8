package eu.volens.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.merkle.append.EntryBundles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryBundleTest {

    @Test
    void anEntryIsPrecededByItsLength() {
        assertThat(HexFormat.of().formatHex(EntryBundles.encode(List.of(new byte[0], new byte[] {1, 2, 3})))).isEqualTo("0000" + "0003010203");
        assertThat(EntryBundles.encode(List.of(new byte[0xffff]))).hasSize(2 + 0xffff).startsWith(0xff, 0xff);
    }

    @Test
    void whatIsWrittenIsReadHoweverItArrives() throws IOException {
        Random random = new Random(7);
        List<byte[]> entries = IntStream.range(0, 256).mapToObj(i -> {
            byte[] entry = new byte[i % 50 == 0 ? 0xffff : random.nextInt(700)];
            random.nextBytes(entry);
            return entry;
        }).toList();
        byte[] bundle = EntryBundles.encode(entries);
        assertThat(EntryBundle.decode(bundle, 256)).usingElementComparator(Arrays::compare).isEqualTo(entries);

        InputStream trickle = new ByteArrayInputStream(bundle) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(900)));
            }
        };
        EntryBundle.read(trickle, 256, (number, buffer, start, length) -> {
            assertThat(Arrays.copyOfRange(buffer, start, start + length)).isEqualTo(entries.get(number));
            Arrays.fill(buffer, start - 2, start + length, (byte) 0x55);
        });
    }

    @Test
    void aBundleOfAnotherWidthIsRefused() {
        byte[] two = EntryBundles.encode(List.of(new byte[3], new byte[4]));
        assertThatThrownBy(() -> EntryBundle.decode(two, 1)).isInstanceOf(MalformedException.class).hasMessageContaining("goes on");
        assertThatThrownBy(() -> EntryBundle.decode(two, 3)).isInstanceOf(MalformedException.class).hasMessageContaining("only 2 entries");
        for (int cut : new int[] {1, 6, 7}) {
            assertThatThrownBy(() -> EntryBundle.decode(Arrays.copyOf(two, cut), 2)).isInstanceOf(MalformedException.class)
                    .hasMessageContaining("breaks off");
        }
    }

    @Test
    void whatNoBundleCanHoldIsRefused() {
        assertThatThrownBy(() -> EntryBundles.encode(List.of(new byte[0x10000]))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EntryBundles.encode(Collections.nCopies(257, new byte[1]))).isInstanceOf(IllegalArgumentException.class);
    }
}
