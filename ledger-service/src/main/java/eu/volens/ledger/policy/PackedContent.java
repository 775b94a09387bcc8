package eu.volens.ledger.policy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A policy's content as it rests in its event: gzip (RFC 1952), then base64 (RFC 4648). An entry of the log has at most 65,535 bytes, and
 * a register in four languages as plain JSON would have more.
 */
final class PackedContent {

    /** Leaves room for the rest of the event in an entry of the log. */
    static final int PACKED_CHARACTERS_MAX = 60_000;
    /** What unpacks to more was not packed here. */
    static final int CONTENT_BYTES_MAX = 1 << 20;

    private PackedContent() {}

    static String pack(String content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException for what {@link #pack} has not made */
    static String unpack(String packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
            var bytes = gzip.readNBytes(CONTENT_BYTES_MAX + 1);
            if (bytes.length <= CONTENT_BYTES_MAX) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException torn) {
            throw new IllegalArgumentException("Not a packed policy", torn);
        }
        throw new IllegalArgumentException("A policy of more than " + CONTENT_BYTES_MAX + " bytes");
    }
}
