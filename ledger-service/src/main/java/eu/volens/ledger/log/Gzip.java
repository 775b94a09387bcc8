package eu.volens.ledger.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The one content coding that C2SP tlog-tiles names. */
final class Gzip {

    /** As RFC 9110 section 12.5.3 has it; a quality of zero is a refusal. */
    private static final Pattern ACCEPTED = Pattern.compile("(x-)?gzip(\\s*;\\s*q=(1(\\.0{0,3})?|0\\.(?!0{1,3}$)[0-9]{1,3}))?");

    private Gzip() {}

    /** @param acceptEncoding the values of that header; without one, nothing is compressed */
    static boolean isAccepted(List<String> acceptEncoding) {
        return acceptEncoding.stream().flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .anyMatch(coding -> ACCEPTED.matcher(coding.strip().toLowerCase(Locale.ROOT)).matches());
    }

    static byte[] compress(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
