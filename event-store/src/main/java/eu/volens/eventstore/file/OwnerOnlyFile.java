package eu.volens.eventstore.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file that only its owner may read, where the file system knows owners. Every change is whole and durable when the method returns; one
 * that fails leaves the file as it was, and a crash at most a draft beside it, which may be deleted.
 */
public final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    /** Creates the file and its folder. Several processes may do so at once: one content wins, and this is no error for the others. */
    public static void create(Path file, String content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = newDraft(folder);
        try {
            fill(draft, content);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another process was faster: its content is the content.
        } finally {
            Files.delete(draft);
        }
        force(folder);
    }

    /** Replaces the whole content; a link goes on pointing to the file. */
    public static void replace(Path file, String content) throws IOException {
        Path real = file.toRealPath();
        Path draft = newDraft(real.getParent());
        try {
            fill(draft, content);
            Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        force(real.getParent());
    }

    /** @throws IOException when others than its owner may read the file; its message says what to do, without naming the file */
    public static void check(Path file) throws IOException {
        if (knowsOwners(file) && Files.getPosixFilePermissions(file).stream().anyMatch(permission -> !permission.name().startsWith("OWNER"))) {
            throw new IOException("others than its owner may read it; run chmod 600 on it");
        }
    }

    /** With which a file in this folder is created. */
    public static FileAttribute<?>[] attributes(Path folder) {
        return knowsOwners(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    /** A name in a folder survives a power cut only after this. Where a folder cannot be opened, names are durable without it. */
    public static void force(Path folder) throws IOException {
        if (knowsOwners(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path newDraft(Path folder) throws IOException {
        return Files.createTempFile(folder, ".draft", "", attributes(folder));
    }

    private static void fill(Path draft, String content) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static boolean knowsOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
