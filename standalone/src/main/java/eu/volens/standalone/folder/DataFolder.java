package eu.volens.standalone.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything one installation keeps. Opened means: it is ours, it is writable, only its owner can look into it,
 * and no other process uses it until {@link #close}. The lock belongs to the process, so a crash frees it.
 */
public final class DataFolder implements AutoCloseable {

    /** Tells a folder that Volens made from one that merely has the name; the content is the layout's version. */
    private static final String MARKER = "volens-data";
    private static final String LAYOUT = "1\n";
    private static final String LOCK = "volens.lock";
    private static final String UNFINISHED_RESTORE = "restore-unfinished";

    private final Path root;
    private final FileChannel lockChannel;
    private final boolean first;

    private DataFolder(Path root, FileChannel lockChannel, boolean first) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.first = first;
    }

    /**
     * Opens a folder, making it when there is none.
     *
     * @throws Refusal when it cannot be made or written, belongs to someone else, holds other things, or is in use
     */
    public static DataFolder open(Path wanted) {
        return openUnlessInUse(wanted).orElseThrow(() -> inUse(wanted.toAbsolutePath().normalize()));
    }

    /**
     * Opens a folder as {@link #open} does; empty when another process uses it.
     *
     * @throws Refusal for every other reason that {@link #open} has
     */
    public static Optional<DataFolder> openUnlessInUse(Path wanted) {
        Path root = wanted.toAbsolutePath().normalize();
        try {
            boolean first = makeOrRecognise(root);
            Optional<FileChannel> lock = lock(root);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            for (String part : new String[] {"keys", "logs"}) {
                ownerOnlyFolder(root.resolve(part));
            }
            return Optional.of(new DataFolder(root.toRealPath(), lock.get(), first));
        } catch (AccessDeniedException e) {
            throw new Refusal("the data folder " + root + " is not writable for user " + user()
                    + "; choose another with --data DIR, or give yourself access to " + e.getFile(), e);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("the data folder cannot be " + root + ": " + e.getFile() + " is a file; choose a folder with --data DIR", e);
        } catch (IOException e) {
            throw new Refusal("the data folder " + root + " cannot be used (" + reason(e) + "); choose another with --data DIR", e);
        }
    }

    private static boolean makeOrRecognise(Path root) throws IOException {
        if (!Files.exists(root)) {
            Files.createDirectories(root);
        } else if (!Files.isDirectory(root)) {
            throw new FileAlreadyExistsException(root.toString());
        }
        Path marker = root.resolve(MARKER);
        boolean first = !Files.exists(marker);
        if (first && !isEmpty(root)) {
            throw new Refusal("the folder " + root + " holds other files and was not made by Volens; "
                    + "choose an empty or new folder with --data DIR");
        }
        refuseSomeoneElses(root);
        ownerOnly(root, "rwx------");
        if (first) {
            writeDurably(marker, LAYOUT);
        } else {
            refuseOtherLayout(marker);
        }
        return first;
    }

    /** Files made by two users in one folder lock the first one out, so the folder has one owner for life. */
    private static void refuseSomeoneElses(Path root) throws IOException {
        Path probe = Files.createTempFile(root, "probe", null);
        try {
            String owner = Files.getOwner(root).getName();
            String you = Files.getOwner(probe).getName();
            if (!owner.equals(you)) {
                throw new Refusal("the data folder " + root + " belongs to " + owner + ", but you are " + you
                        + "; run as " + owner + ", or choose another folder with --data DIR");
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static void refuseOtherLayout(Path marker) throws IOException {
        String found = Files.readString(marker);
        if (!found.equals(LAYOUT)) {
            throw new Refusal("the data folder " + marker.getParent() + " has layout " + found.strip() + ", this Volens knows " + LAYOUT.strip()
                    + "; use the Volens that made it, or choose another folder with --data DIR");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static Optional<FileChannel> lock(Path root) throws IOException {
        Path file = root.resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
        return Optional.of(channel);
    }

    private static Refusal inUse(Path root) {
        String holder;
        try {
            holder = Files.readString(root.resolve(LOCK)).strip();
        } catch (IOException unreadable) {
            holder = "";
        }
        return new Refusal("the data folder " + root + " is in use by another Volens" + (holder.isEmpty() ? "" : " (process " + holder + ")")
                + "; stop that one, or choose another folder with --data DIR");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Whether Volens made this folder; nothing is made or changed. */
    public static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(MARKER));
    }

    /** Says, while a restore is under way or was cut off, from which backup; whoever finds it must not use the database. */
    public Path unfinishedRestore() {
        return root.resolve(UNFINISHED_RESTORE);
    }

    /** What the person should know at the first start after a restore; removed once told. */
    public Path restored() {
        return root.resolve("restored");
    }

    /** The name of the log, when a restore has begun a new one. */
    public Path logOrigin() {
        return root.resolve("log-origin");
    }

    /** How far the clock is set ahead of the machine's, or behind it; absent for one that was never set. */
    public Path clock() {
        return root.resolve("clock");
    }

    /** What one of the small files above says; empty when there is none. */
    public Optional<String> note(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new Refusal("the file " + file + " cannot be read (" + reason(e) + "); give yourself access to it", e);
        }
    }

    /** Removes one of them, durably; does nothing when there is none. */
    public void forget(Path file) {
        try {
            if (Files.deleteIfExists(file)) {
                force(file.getParent());
            }
        } catch (IOException e) {
            throw new Refusal("the file " + file + " cannot be removed (" + reason(e) + "); give yourself access to its folder", e);
        }
    }

    /** @throws Refusal when a restore did not come to its end, so that nobody takes half a database for the whole */
    public static void refuseUnfinishedRestore(Path root) {
        if (Files.exists(root.resolve(UNFINISHED_RESTORE))) {
            throw new Refusal("a restore into " + root + " did not finish; run ./volens restore again with the same backup, and it completes");
        }
    }

    /** The folder itself, absolute, links resolved. */
    public Path root() {
        return root;
    }

    /** Whether this opening made the folder. */
    public boolean isFirst() {
        return first;
    }

    /** PostgreSQL's data. */
    public Path postgresql() {
        return root.resolve("postgresql");
    }

    /** PostgreSQL's programs, unpacked. Can be deleted at any time; comes back. */
    public Path postgresqlPrograms() {
        return root.resolve("postgresql-programs");
    }

    /** The embedded mailbox's messages. */
    public Path mailbox() {
        return root.resolve("mailbox");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** The services' log, rotated. */
    public Path log() {
        return logs().resolve("volens.log");
    }

    /** A file in the folder of keys, which only the owner can read. May not exist yet. */
    public Path key(String name) {
        return root.resolve("keys").resolve(name);
    }

    /** Scratch space of the web server, emptied by nobody but safe to delete while stopped. */
    public Path scratch() {
        return root.resolve("tmp");
    }

    /**
     * A secret of this installation: made from random bits the first time, the same ever after. Readable by the owner only.
     *
     * @param bytesOfChance 32 for what programs present, fewer for what a person may have to type
     * @return URL-safe text
     */
    public String secret(String name, int bytesOfChance, RandomGenerator random) {
        Path file = key(name);
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[bytesOfChance];
                random.nextBytes(bytes);
                writeDurably(file, java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Refusal("the secret " + file + " can be neither read nor made (" + reason(e) + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Makes a folder that only its owner can enter; leaves one that is there. */
    public static Path ownerOnlyFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        ownerOnly(folder, "rwx------");
        return folder;
    }

    /** The file is there whole or not at all, also after a power cut, and is never readable by others, not even while being written. */
    public static void writeDurably(Path file, String content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".half");
        Files.deleteIfExists(half);
        Files.createFile(half);
        ownerOnly(half, "rw-------");
        try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(half, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        force(file.getParent());
    }

    /** Makes the names in a folder durable: a rename survives a power cut only after this. */
    public static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void ownerOnly(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var wanted = PosixFilePermissions.fromString(permissions);
            if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(wanted)) {
                Files.setPosixFilePermissions(path, wanted);
            }
        }
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
