package eu.volens.verifier;

import eu.volens.merkle.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A log in a ZIP. Nothing is unpacked to disk, so no name can lead anywhere; names that try are refused all the same. The table of contents is
 * the one thing that takes memory by its size, so it is measured before it is read.
 */
final class ZipFiles implements LogFiles {

    /** What the table may take of the memory there is; the lookups built from it take about as much again. */
    private static final int MEMORY_SHARE = 4;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_TABLE_BYTES = 12;
    private static final int COMMENT_BYTES_MAX = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_END64 = 8;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int END64_TABLE_BYTES = 40;
    private static final long IN_ZIP64 = 0xffff_ffffL;

    private final ZipFile zip;

    private ZipFiles(ZipFile zip) {
        this.zip = zip;
    }

    static ZipFiles open(Path file) {
        try {
            long table = tableBytes(file);
            long allowed = Runtime.getRuntime().maxMemory() / MEMORY_SHARE;
            if (table < 0 || table > allowed) {
                throw UnprovenException.notJudged("the table of contents of " + Excerpt.of(file.toString())
                        + " is larger than memory allows; unpack it and give the folder, or give java more memory with -Xmx");
            }
            return new ZipFiles(new ZipFile(file.toFile()));
        } catch (IOException | IllegalArgumentException notAZip) {
            throw UnprovenException.notJudged("cannot read " + Excerpt.of(file.toString()) + " as a ZIP");
        }
    }

    /** APPNOTE sections 4.3.14 to 4.3.16: the size of the central directory, as the end of the file says it. */
    private static long tableBytes(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            int tailBytes = (int) Math.min(bytes.length(), LOCATOR_BYTES + END_BYTES + COMMENT_BYTES_MAX);
            ByteBuffer tail = read(bytes, bytes.length() - tailBytes, tailBytes);
            for (int end = tailBytes - END_BYTES; end >= 0; end--) {
                if (tail.getInt(end) == END_SIGNATURE && end + END_BYTES + (tail.getShort(end + END_BYTES - 2) & 0xffff) == tailBytes) {
                    long size = tail.getInt(end + END_TABLE_BYTES) & 0xffff_ffffL;
                    int locator = end - LOCATOR_BYTES;
                    boolean zip64 = locator >= 0 && tail.getInt(locator) == LOCATOR_SIGNATURE;
                    return zip64 ? zip64TableBytes(bytes, tail.getLong(locator + LOCATOR_END64), size) : size;
                }
            }
            throw new IOException("no end of a ZIP");
        }
    }

    private static long zip64TableBytes(RandomAccessFile bytes, long end64, long size) throws IOException {
        if (end64 < 0 || end64 > bytes.length() - END64_BYTES) {
            throw new IOException("an end outside the file");
        }
        ByteBuffer end = read(bytes, end64, END64_BYTES);
        if (end.getInt(0) != END64_SIGNATURE) {
            return size == IN_ZIP64 ? -1 : size;
        }
        return end.getLong(END64_TABLE_BYTES);
    }

    private static ByteBuffer read(RandomAccessFile bytes, long from, int count) throws IOException {
        byte[] read = new byte[count];
        bytes.seek(from);
        bytes.readFully(read);
        return ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void names(Consumer<String> seen) {
        try (Stream<? extends ZipEntry> entries = zip.stream()) {
            entries.forEach(entry -> {
                String name = entry.getName();
                if (isHostile(name)) {
                    throw UnprovenException.notJudged("the ZIP has a file that would lie outside of it: " + Excerpt.of(name));
                }
                if (!entry.isDirectory()) {
                    seen.accept(name);
                }
            });
        }
    }

    private static boolean isHostile(String name) {
        return name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0 || name.length() > 1 && name.charAt(1) == ':'
                || Arrays.asList(name.split("/", -1)).contains("..");
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        return entry == null || entry.isDirectory() ? Optional.empty() : Optional.of(zip.getInputStream(entry));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
