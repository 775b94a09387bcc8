package eu.volens.rights.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Messages as mail programs write them, one file each, in {@code mails/}. */
final class MailSamples {

    private MailSamples() {}

    static byte[] bytes(String name) {
        try (InputStream file = MailSamples.class.getResourceAsStream("/mails/" + name + ".eml")) {
            return java.util.Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReadMail read(String name) {
        return MailReader.read(bytes(name));
    }

    /** All of them by name, in its order. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of(MailSamples.class.getResource("/mails").toURI()))) {
            files.map(file -> file.getFileName().toString().replace(".eml", "")).forEach(name -> all.put(name, bytes(name)));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }
}
