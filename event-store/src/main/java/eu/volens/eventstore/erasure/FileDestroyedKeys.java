package eu.volens.eventstore.erasure;

import eu.volens.eventstore.file.OwnerOnlyFile;
import eu.volens.eventstore.personal.PersonId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list in a file that only its owner may read, one line per person: {@code volens-destroyed-key/1 <service> <person> <instant>}.
 * Services may share a file; each reads its own lines. A line without its end is one whose writer died: that erasure was not committed,
 * the line is not counted, and the next writer takes it away.
 */
public final class FileDestroyedKeys implements DestroyedKeys {

    private static final Pattern LINE = Pattern.compile(
            "volens-destroyed-key/1 ([a-z]+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([0-9TZ:.-]{20,30})");
    /** File locks are between processes; this one is between the services of one process. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;
    private final String service;

    /** @param service whose keys, such as {@code ledger} */
    public FileDestroyedKeys(Path file, String service) {
        this.file = file;
        this.service = service;
    }

    @Override
    public void add(PersonId person, Instant at) {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = openOrCreate(); FileLock held = channel.lock()) {
            long end = endOfLines(channel);
            channel.truncate(end).position(end);
            ByteBuffer line = StandardCharsets.US_ASCII.encode("volens-destroyed-key/1 " + service + " " + person + " " + at + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new DestroyedKeysException(
                    "The list of destroyed keys " + file + " cannot be written; make room or rights for it, then try again", e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private FileChannel openOrCreate() throws IOException {
        if (!Files.exists(file)) {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            FileChannel created = FileChannel.open(file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), OwnerOnlyFile.attributes(folder));
            // Without this the file itself could be missing after a power cut, with all that was written to it.
            OwnerOnlyFile.force(folder);
            return created;
        }
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static long endOfLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            if (channel.read(one.clear(), end - 1) == 1 && one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** @throws DestroyedKeysException when the file cannot be read, or holds what no Volens wrote */
    @Override
    public Set<PersonId> all() {
        Set<PersonId> persons = new LinkedHashSet<>();
        String[] lines = content().split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            Matcher line = LINE.matcher(lines[i]);
            if (!line.matches()) {
                throw new DestroyedKeysException("Line " + (i + 1) + " of the list of destroyed keys " + file
                        + " is damaged; put an undamaged copy of the list in its place, or erased people may come back");
            }
            if (line.group(1).equals(service)) {
                persons.add(new PersonId(UUID.fromString(line.group(2))));
            }
        }
        return persons;
    }

    private String content() {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new DestroyedKeysException("The list of destroyed keys " + file + " cannot be read; the service may not start without it", e);
        }
    }
}
