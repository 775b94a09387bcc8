package eu.volens.standalone.mailbox;

import eu.volens.standalone.folder.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The messages on disk, one Maildir per address, so that any mail program can read them when Volens is gone.
 *
 * <p>Durable: {@link #keep} returns only after the message and its name are on disk. A crash before that leaves a file in {@code tmp}
 * that counts for nothing. Safe for many threads, except that one message's marks are changed by one thread at a time.
 */
final class MailFiles {

    /** So that writing to ever new addresses does not fill the disk with folders. */
    static final int MAILBOXES_MAX = 10_000;

    private final Path root;
    private final Clock clock;
    private final AtomicInteger number = new AtomicInteger();

    MailFiles(Path root, Clock clock) throws IOException {
        this.root = DataFolder.ownerOnlyFolder(root);
        this.clock = clock;
        Path incoming = DataFolder.ownerOnlyFolder(root.resolve("incoming"));
        forgetHalfWritten(incoming);
        for (Address address : addresses()) {
            forgetHalfWritten(folder(address).resolve("tmp"));
        }
    }

    private static void forgetHalfWritten(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Every address that has a mailbox. */
    Set<Address> addresses() throws IOException {
        Set<Address> found = new TreeSet<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.forEach(folder -> Address.ofFolder(folder.getFileName().toString()).ifPresent(found::add));
        }
        return found;
    }

    /** Makes a mailbox; one that exists stays as it is. */
    void open(Address address) throws IOException {
        Path folder = folder(address);
        if (!Files.exists(folder.resolve("cur"))) {
            if (addresses().size() >= MAILBOXES_MAX) {
                throw new IOException("there are " + MAILBOXES_MAX + " mailboxes already");
            }
            DataFolder.ownerOnlyFolder(folder);
            for (String room : List.of("tmp", "new", "cur")) {
                Files.createDirectories(folder.resolve(room));
            }
            DataFolder.force(folder);
            DataFolder.force(root);
        }
    }

    /** A place to write a message that is still arriving; the caller deletes it. */
    Path incoming() throws IOException {
        return Files.createTempFile(root.resolve("incoming"), "mail", null);
    }

    /** Keeps a message that was written to a file, behind the head lines that delivery adds. On disk when this returns. */
    MailFile keep(Address address, String headLines, Path message) throws IOException {
        try (InputStream content = Files.newInputStream(message)) {
            return keep(address, headLines, content, "");
        }
    }

    MailFile keep(Address address, String headLines, InputStream message, String marks) throws IOException {
        open(address);
        String id = clock.millis() + "." + number.incrementAndGet();
        Path half = folder(address).resolve("tmp").resolve(id);
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(headLines.getBytes(StandardCharsets.UTF_8));
            message.transferTo(out);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw e;
        }
        MailFile kept = new MailFile(id, half, marks);
        Path place = kept.pathWith(marks);
        Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
        DataFolder.force(place.getParent());
        return new MailFile(id, place, marks);
    }

    /** The messages of a mailbox, oldest first; none when there is no such mailbox. */
    List<MailFile> messages(Address address) throws IOException {
        List<MailFile> found = new ArrayList<>();
        for (String room : List.of("new", "cur")) {
            Path folder = folder(address).resolve(room);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.forEach(file -> MailFile.of(file).ifPresent(found::add));
                }
            }
        }
        found.sort(Comparator.comparing(MailFile::receivedAt).thenComparing(MailFile::id, MailFiles::byNumber));
        return found;
    }

    private static int byNumber(String a, String b) {
        return Long.compare(Long.parseLong(a.substring(a.indexOf('.') + 1)), Long.parseLong(b.substring(b.indexOf('.') + 1)));
    }

    /** Changes what is marked on a message. Not forced to disk: after a power cut a message may be unread again, never lost. */
    MailFile mark(MailFile file, String marks) throws IOException {
        Path place = file.pathWith(marks);
        Files.move(file.path(), place, StandardCopyOption.ATOMIC_MOVE);
        return new MailFile(file.id(), place, marks);
    }

    void remove(MailFile file) throws IOException {
        Files.deleteIfExists(file.path());
    }

    /** A message's bytes; empty when it is gone. */
    Optional<byte[]> read(Address address, String id) throws IOException {
        // A mark set meanwhile moves the file; then it is found at its new place.
        for (int attempt = 0; attempt < 3; attempt++) {
            Optional<MailFile> file = messages(address).stream().filter(message -> message.id().equals(id)).findFirst();
            if (file.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.readAllBytes(file.get().path()));
            } catch (NoSuchFileException moved) {
                continue;
            }
        }
        return Optional.empty();
    }

    private Path folder(Address address) {
        return root.resolve(address.folderName());
    }
}
