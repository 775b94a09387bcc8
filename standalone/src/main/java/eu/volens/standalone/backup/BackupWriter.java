package eu.volens.standalone.backup;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes a backup: everything as one transaction saw it, so that what others write meanwhile is in it whole or not at all. Holds one
 * buffer in memory, however large the database. The file has its name only once it is complete, on disk and read back; a crash before that
 * leaves a {@code .part} beside it, which counts for nothing.
 */
final class BackupWriter {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long SAY_EVERY_BYTES = 1L << 28;

    private final InstantSource clock;
    private final Consumer<String> say;

    BackupWriter(InstantSource clock, Consumer<String> say) {
        this.clock = clock;
        this.say = say;
    }

    /** @throws Refusal when the file exists, cannot be written, or the database holds nothing of Volens */
    Contents write(Connection connection, Path file) throws SQLException, IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        refuseExisting(file);
        FileChannel begun = begin(part);
        try {
            try (FileChannel channel = begun) {
                // Not closed with the channel before it is forced.
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
                writeAll(connection, zip);
                zip.finish();
                zip.flush();
                channel.force(true);
            }
            say.accept("  reading it back");
            Contents readBack;
            try (BackupFile written = BackupFile.open(part)) {
                readBack = written.verified();
            }
            Files.move(part, file);
            DataFolder.force(file.toAbsolutePath().getParent());
            return readBack;
        } catch (SQLException | IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private static FileChannel begin(Path part) throws IOException {
        try {
            return FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(part));
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("another backup writes, or wrote and was cut off, at " + part + "; delete that file, then try again", e);
        }
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file)) {
            throw new Refusal("the file " + file + " exists, and a backup replaces none; choose another name with --out FILE");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new Refusal("a backup cannot be written into " + folder + "; choose a folder that exists and is yours with --out FILE");
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private void writeAll(Connection connection, ZipOutputStream zip) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // Several workers would mix the order of the rows.
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL max_parallel_workers_per_gather = 0");
            Catalogue catalogue = new Catalogue(connection);
            List<ServiceSchema> present = new ArrayList<>();
            for (ServiceSchema schema : ServiceSchema.all()) {
                if (catalogue.hasSchema(schema.name())) {
                    present.add(schema);
                    lock(statement, schema.name(), catalogue.tables(schema.name()).keySet());
                }
            }
            if (present.isEmpty()) {
                throw new Refusal("the database holds nothing of Volens; start Volens once, or name the right database");
            }
            Instant takenAt = clock.instant();
            List<Contents.Schema> schemas = new ArrayList<>();
            for (ServiceSchema schema : present) {
                schemas.add(write(connection, catalogue, schema.name(), zip));
            }
            zip.putNextEntry(new ZipEntry(Contents.ENTRY));
            zip.write(new Contents(Contents.FORMAT, takenAt, schemas).json());
            zip.closeEntry();
        } finally {
            connection.rollback();
        }
    }

    /** The weakest lock: it hinders no writer, only a new version that would change the tables while they are read. */
    private static void lock(Statement statement, String schema, Set<String> tables) throws SQLException {
        String names = tables.stream().map(table -> schema + "." + table).collect(Collectors.joining(", "));
        statement.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE");
    }

    private Contents.Schema write(Connection connection, Catalogue catalogue, String schema, ZipOutputStream zip) throws SQLException, IOException {
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        List<Contents.Table> tables = new ArrayList<>();
        for (Map.Entry<String, List<String>> table : catalogue.tables(schema).entrySet()) {
            zip.putNextEntry(new ZipEntry(schema + "/" + table.getKey() + ".copy"));
            MessageDigest digest = Digests.sha256();
            OutputStream rows = new DigestOutputStream(new Told(zip, schema + "." + table.getKey()), digest);
            // A partitioned table can only be copied as what is selected from it.
            long count = copy.copyOut("COPY (SELECT " + String.join(", ", table.getValue()) + " FROM " + schema + "." + table.getKey()
                    + ") TO STDOUT", rows);
            zip.closeEntry();
            tables.add(new Contents.Table(table.getKey(), table.getValue(), count, Digests.hex(digest)));
            say.accept("  " + schema + "." + table.getKey() + ": " + count + (count == 1 ? " row" : " rows"));
        }
        return new Contents.Schema(schema, catalogue.migrations(schema), tables, catalogue.sequences(schema), catalogue.log(schema));
    }

    /** Tells now and then that a large table goes on. */
    private final class Told extends FilterOutputStream {

        private final String table;
        private long bytes;

        Told(OutputStream out, String table) {
            super(out);
            this.table = table;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            if ((bytes + length) / SAY_EVERY_BYTES > bytes / SAY_EVERY_BYTES) {
                say.accept("  " + table + ": " + (bytes + length >> 20) + " MB so far");
            }
            bytes += length;
        }
    }
}
