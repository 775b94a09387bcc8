package eu.volens.merkle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The entries of up to 256 leaves, C2SP tlog-tiles: each preceded by its length as two bytes, big-endian. */
public final class EntryBundle {

    public static final int ENTRY_BYTES_MAX = 0xffff;

    private static final int LENGTH_BYTES = 2;
    /** Room for the longest entry with its length, and reads that are worth a system call. */
    public static final int BUFFER_BYTES = 2 * 65_536;

    private EntryBundle() {}

    /** Sees the entries one by one, where they lie in the buffer; may overwrite the entry and the two bytes before it. */
    @FunctionalInterface
    public interface Visitor {

        void entry(int number, byte[] buffer, int start, int length);
    }

    /**
     * Reads a bundle to its end, holding no more of it than one buffer.
     *
     * @param width how many entries it must have
     * @throws MalformedException when it has less or more, or breaks off
     */
    public static void read(InputStream bundle, int width, Visitor visitor) throws IOException {
        read(bundle, width, new byte[BUFFER_BYTES], visitor);
    }

    /**
     * The same for whoever reads many bundles and does not want a buffer for each.
     *
     * @param buffer of {@link #BUFFER_BYTES}; what is in it does not matter
     */
    public static void read(InputStream bundle, int width, byte[] buffer, Visitor visitor) throws IOException {
        if (buffer.length < BUFFER_BYTES) {
            throw new IllegalArgumentException("a bundle needs a buffer of " + BUFFER_BYTES + " bytes, not " + buffer.length);
        }
        new Reader(bundle, buffer).read(width, visitor);
    }

    /** @throws MalformedException when it has less or more than {@code width} entries, or breaks off */
    public static List<byte[]> decode(byte[] bundle, int width) {
        List<byte[]> entries = new ArrayList<>();
        try {
            read(new ByteArrayInputStream(bundle), width,
                    (number, buffer, start, length) -> entries.add(Arrays.copyOfRange(buffer, start, start + length)));
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return entries;
    }

    private static final class Reader {

        private final InputStream bundle;
        private final byte[] buffer;
        private int start;
        private int end;

        Reader(InputStream bundle, byte[] buffer) {
            this.bundle = bundle;
            this.buffer = buffer;
        }

        void read(int width, Visitor visitor) throws IOException {
            for (int number = 0; number < width; number++) {
                if (!hasBytes(LENGTH_BYTES)) {
                    throw new MalformedException(start == end ? "has only " + number + " entries instead of " + width
                            : "breaks off in the length of its entry " + number);
                }
                int length = (buffer[start] & 0xff) << 8 | buffer[start + 1] & 0xff;
                if (!hasBytes(LENGTH_BYTES + length)) {
                    throw new MalformedException("breaks off in its entry " + number);
                }
                visitor.entry(number, buffer, start + LENGTH_BYTES, length);
                start += LENGTH_BYTES + length;
            }
            if (hasBytes(1)) {
                throw new MalformedException("goes on after its " + width + " entries");
            }
        }

        private boolean hasBytes(int wanted) throws IOException {
            if (end - start >= wanted) {
                return true;
            }
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            while (end < wanted) {
                int read = bundle.read(buffer, end, buffer.length - end);
                if (read < 0) {
                    return false;
                }
                end += read;
            }
            return true;
        }
    }
}
