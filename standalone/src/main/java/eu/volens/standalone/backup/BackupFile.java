package eu.volens.standalone.backup;

import eu.volens.standalone.folder.Refusal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A backup to read. Nothing in it is ever written to a file under a name that it brings.
 * Its sums find damage, not forgery: who can write the file can write the sums. That a log was forged shows against its signed checkpoints.
 */
final class BackupFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int CONTENTS_BYTES_MAX = 1 << 20;

    private final ZipFile zip;

    private BackupFile(ZipFile zip) {
        this.zip = zip;
    }

    /** @throws DamagedBackup when it is no ZIP */
    static BackupFile open(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new Refusal("there is no backup to read at " + file + "; name one that ./volens backup wrote");
        }
        try {
            return new BackupFile(new ZipFile(file.toFile()));
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new DamagedBackup("it is no ZIP file, or a part of it is missing");
        }
    }

    /**
     * Reads all of it, and compares every row with what was written.
     *
     * @throws DamagedBackup when anything is missing, added or changed
     */
    Contents verified() throws IOException {
        try {
            Contents contents = contents();
            checkEntries(contents);
            for (Contents.Schema schema : contents.schemas()) {
                for (Contents.Table table : schema.tables()) {
                    try (Rows rows = rows(schema, table)) {
                        rows.checkAll();
                    }
                }
            }
            return contents;
        } catch (ZipException | EOFException e) {
            throw new DamagedBackup("a part of it was changed or is missing");
        }
    }

    private Contents contents() throws IOException {
        ZipEntry entry = zip.getEntry(Contents.ENTRY);
        if (entry == null || entry.getSize() > CONTENTS_BYTES_MAX) {
            throw new DamagedBackup("it has no " + Contents.ENTRY + ", so no Volens made it");
        }
        CRC32 crc = new CRC32();
        byte[] json;
        try (InputStream in = zip.getInputStream(entry)) {
            json = in.readNBytes(CONTENTS_BYTES_MAX);
        }
        crc.update(json);
        if (crc.getValue() != entry.getCrc()) {
            throw new DamagedBackup(Contents.ENTRY + " was changed");
        }
        return Contents.parse(json);
    }

    private void checkEntries(Contents contents) {
        Set<String> expected = new HashSet<>(Set.of(Contents.ENTRY));
        contents.schemas().forEach(schema -> schema.tables().forEach(table -> {
            if (!expected.add(table.entry(schema))) {
                throw new DamagedBackup("it lists " + table.entry(schema) + " twice");
            }
        }));
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            String name = entries.nextElement().getName();
            if (!expected.remove(name)) {
                throw new DamagedBackup("it holds something that no backup has, or twice");
            }
        }
        if (!expected.isEmpty()) {
            throw new DamagedBackup(expected.iterator().next() + " is missing");
        }
    }

    /** The rows of a table, to read once from the beginning to the end. */
    Rows rows(Contents.Schema schema, Contents.Table table) throws IOException {
        return new Rows(zip.getInputStream(zip.getEntry(table.entry(schema))), table.entry(schema), table);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Bytes as COPY wrote them, summed while they are read. */
    static final class Rows implements AutoCloseable {

        private final InputStream in;
        private final MessageDigest digest = Digests.sha256();
        private final String entry;
        private final Contents.Table table;

        private Rows(InputStream in, String entry, Contents.Table table) {
            this.in = new DigestInputStream(in, digest);
            this.entry = entry;
            this.table = table;
        }

        InputStream stream() {
            return in;
        }

        /** Reads what is left. @throws DamagedBackup when the bytes are not those that were written */
        void check() throws IOException {
            count();
            if (!Digests.hex(digest).equals(table.sha256())) {
                throw new DamagedBackup(entry + " was changed");
            }
        }

        /** As {@link #check}, and counts the rows; before anything else was read. */
        void checkAll() throws IOException {
            long rows = count();
            if (!Digests.hex(digest).equals(table.sha256()) || rows != table.rows()) {
                throw new DamagedBackup(entry + " was changed");
            }
        }

        /** COPY writes a line feed after each row and nowhere else. */
        private long count() throws IOException {
            byte[] buffer = new byte[BUFFER_BYTES];
            long lines = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
