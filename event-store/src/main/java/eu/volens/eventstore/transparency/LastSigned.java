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
 * Do not restore it together with the database.
 */
final class LastSigned {

    private final Path file;

    LastSigned(Path file) {
        this.file = file.toAbsolutePath();
    }

    Optional<SignedNote> read() throws IOException {
        try {
            return Optional.of(SignedNote.parse(Files.readAllBytes(file)));
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
            ByteBuffer bytes = ByteBuffer.wrap(note.encode());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
