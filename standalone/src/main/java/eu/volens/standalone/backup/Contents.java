package eu.volens.standalone.backup;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code backup.json}: what a backup holds, docs/formats/backup.md.
 *
 * @param format  of the ZIP's layout
 * @param takenAt when its moment was
 */
record Contents(int format, Instant takenAt, List<Schema> schemas) {

    static final int FORMAT = 1;
    static final String ENTRY = "backup.json";
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();

    /** @param log null when the schema has none */
    record Schema(String name, List<Migration> migrations, List<Table> tables, List<Sequence> sequences, @Nullable Log log) {}

    /** @param checksum Flyway's */
    record Migration(String version, int checksum) {}

    /** @param sha256 of the rows as PostgreSQL's COPY writes them, hexadecimal */
    record Table(String name, List<String> columns, long rows, String sha256) {

        String entry(Schema schema) {
            return schema.name() + "/" + name + ".copy";
        }
    }

    /** @param last null while none was given out */
    record Sequence(String name, @Nullable Long last) {}

    /**
     * @param position events recorded
     * @param erased   persons whose erasure the log certifies
     * @param signed   events under the stored checkpoint, 0 before the first
     * @param origin   null before the first checkpoint
     */
    record Log(long position, long erased, long signed, @Nullable String origin) {}

    byte[] json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws DamagedBackup for anything that is not what {@link #json} writes, or of another format */
    static Contents parse(byte[] json) {
        try {
            Contents contents = JSON.readValue(json, Contents.class);
            if (contents.format() != FORMAT) {
                throw new DamagedBackup("it has format " + contents.format() + ", this Volens knows " + FORMAT
                        + "; restore it with the Volens that made it");
            }
            contents.checkNames();
            return contents;
        } catch (JacksonException | NullPointerException e) {
            throw new DamagedBackup("its " + ENTRY + " cannot be understood");
        }
    }

    /** Names become part of statements, so they are nothing but names. */
    private void checkNames() {
        for (Schema schema : schemas) {
            checkName(schema.name());
            schema.sequences().forEach(sequence -> checkName(sequence.name()));
            for (Table table : schema.tables()) {
                checkName(table.name());
                table.columns().forEach(Contents::checkName);
            }
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new DamagedBackup("it names a table, column or sequence that Volens cannot have");
        }
    }

    /** Persons whom the logs certify to be erased. */
    long erased() {
        return schemas.stream().map(Schema::log).filter(Objects::nonNull).mapToLong(Log::erased).sum();
    }

    long rows() {
        return schemas.stream().flatMap(schema -> schema.tables().stream()).mapToLong(Table::rows).sum();
    }
}
