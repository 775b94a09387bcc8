package eu.volens.eventstore.transparency;

import eu.volens.merkle.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The last checkpoint signed on this machine, in a file: a database that is restored from an old backup does not take it back.
 * Do not restore it together with the database. What writing is made of can be overridden, to fail in every way a disk can.
 */
class LastSigned {

    private final Path file;

    LastSigned(Path file) {
        this.file = file.toAbsolutePath();
    }

    final Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    /** Durable when it returns; a crash leaves the old content or the new. */
    void write(SignedNote note) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder);
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(channel, note.encode());
            sync(channel);
        }
        rename(draft, file);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            sync(names);
        }
    }

    void fill(FileChannel draft, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            draft.write(bytes);
        }
    }

    /** Of the draft, and of the folder, which holds the new name. */
    void sync(FileChannel channel) throws IOException {
        channel.force(true);
    }

    void rename(Path draft, Path to) throws IOException {
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
