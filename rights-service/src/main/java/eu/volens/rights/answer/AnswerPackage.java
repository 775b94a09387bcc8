package eu.volens.rights.answer;

import eu.volens.rights.Ids;
import eu.volens.rights.lookup.Token;
import eu.volens.rights.organisation.Organisation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the ZIP: {@code index.html}, {@code data.json} with {@code schema.json}, {@code consents.csv}, the own answer of each holder of which
 * nothing is left out, and {@code manifest.json} with the SHA-256 of every other file and how much was left out of which holder. A random number
 * in the manifest makes the hash of the whole say nothing once the package is gone.
 */
public final class AnswerPackage {

    private static final int NONCE_BYTES = 32;

    private final Organisation organisation;
    private final ReadablePage page;
    private final Ids ids;
    private final byte[] schema;

    public AnswerPackage(Organisation organisation, Ids ids) {
        this.organisation = organisation;
        this.page = new ReadablePage(organisation);
        this.ids = ids;
        this.schema = resource("/rights/answer/schema.json");
    }

    /**
     * @param found with everything in it; what was decided to be left out is in no file of the package, but for the person's own message
     * @throws IncompletePackage when something that must be told beside the copy has no words, or what is to be left out was not found
     */
    public byte[] make(AnswerContent found) {
        AnswerContent content = found.asGiven();
        List<String> missing = page.untold(content.facts().language());
        if (!missing.isEmpty()) {
            throw IncompletePackage.untold(missing);
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("index.html", page.write(content).getBytes(StandardCharsets.UTF_8));
        files.put("data.json", DataFile.of(content, organisation));
        files.put("schema.json", schema);
        files.put("consents.csv", ConsentsTable.of(content));
        content.found().forEach(one -> {
            if (one.bytes() != null) {
                files.put("holders/" + one.answer().holder() + ".json", one.bytes());
            }
        });
        files.put("manifest.json", manifest(content, files));
        return zip(files, content);
    }

    private byte[] manifest(AnswerContent content, Map<String, byte[]> files) {
        List<Map<String, Object>> entries = new ArrayList<>();
        files.forEach((name, bytes) -> entries.add(DataFile.entry(name, Token.sha256Hex(bytes), bytes.length)));
        return DataFile.manifest(content, HexFormat.of().formatHex(ids.secret(NONCE_BYTES)), entries);
    }

    private static byte[] zip(Map<String, byte[]> files, AnswerContent content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(content.madeAt().atOffset(ZoneOffset.UTC).toLocalDateTime());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = AnswerPackage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
