package eu.volens.standalone.audit;

import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.folder.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Where an export goes. It grows beside its place under a name that says it is half, and gets its own name when every byte is on disk. A crash
 * leaves at most such a half one, which can be deleted; {@link #close} and Ctrl-C delete it.
 */
final class Destination implements AutoCloseable {

    private static final String PREFIX = ".volens-export-";
    private static final String SUFFIX = ".half";
    /** More than a full bundle of the longest entries has; what unpacks to more is no export. */
    private static final long FILE_BYTES_MAX = 32L << 20;

    private final Path place;
    private final Path half;
    private final Path halfFolder;
    private final Thread interrupted = new Thread(this::clear, "audit-export-end");

    private Destination(Path place, Path half) {
        this.place = place;
        this.half = half;
        this.halfFolder = half.resolveSibling(half.getFileName() + "-folder");
    }

    /** @throws Refusal when something is there already, or nothing can be made there */
    static Destination of(Path wanted) {
        Path place = wanted.toAbsolutePath().normalize();
        refuseToOverwrite(place);
        Path parent = place.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new Refusal("there is no folder " + parent + " to put the export in; make it, or choose another place with --out");
        }
        try {
            Destination destination = new Destination(place, Files.createTempFile(parent, PREFIX, SUFFIX));
            Runtime.getRuntime().addShutdownHook(destination.interrupted);
            return destination;
        } catch (IOException e) {
            throw unwritable(parent, e);
        }
    }

    private static void refuseToOverwrite(Path place) {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(place + " is there already and is not overwritten; choose another name with --out");
        }
    }

    /** The file to write to; empty, and readable by its owner only. */
    Path half() {
        return half;
    }

    /**
     * Gives a ZIP its place, as it is or unpacked.
     *
     * @param zip {@link #half()}, written and durable
     * @throws Refusal when it is not whole, holds a name that leads elsewhere, or there is no room for it
     */
    void keep(Path zip) {
        boolean packed = place.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        try (ZipFile whole = new ZipFile(zip.toFile())) {
            if (whole.getEntry("checkpoint") == null) {
                throw new Refusal("what came is a ZIP and not a log; check the address given with --url");
            }
            if (!packed) {
                unpack(whole);
            }
        } catch (ZipException torn) {
            throw new Refusal("the export came without its end and was not kept; ask again, and look into the log of Volens if it stays so", torn);
        } catch (IOException e) {
            throw unwritable(place, e);
        }
        try {
            refuseToOverwrite(place);
            Files.move(packed ? zip : halfFolder, place, StandardCopyOption.ATOMIC_MOVE);
            DataFolder.force(place.getParent());
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    private void unpack(ZipFile zip) throws IOException {
        DataFolder.ownerOnlyFolder(halfFolder);
        for (ZipEntry entry : Collections.list(zip.entries())) {
            Path file = inside(entry.getName());
            Files.createDirectories(file.getParent());
            try (InputStream in = zip.getInputStream(entry);
                    FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                if (copy(in, out) > FILE_BYTES_MAX) {
                    throw strange(entry.getName());
                }
                out.force(true);
            }
        }
        for (Path folder : folders()) {
            DataFolder.force(folder);
        }
    }

    private static long copy(InputStream in, FileChannel out) throws IOException {
        return out.transferFrom(Channels.newChannel(in), 0, FILE_BYTES_MAX + 1);
    }

    /** Where a file of the ZIP goes; never anywhere but into the folder, whatever its name says. */
    private Path inside(String name) {
        try {
            Path file = halfFolder.resolve(name).normalize();
            boolean plain = name.indexOf('\\') < 0 && name.indexOf(':') < 0 && !name.endsWith("/") && !List.of(name.split("/", -1)).contains("..");
            if (plain && file.startsWith(halfFolder) && !file.equals(halfFolder)) {
                return file;
            }
        } catch (InvalidPathException noName) {
            // Told below, with the others.
        }
        throw strange(name);
    }

    private static Refusal strange(String name) {
        return new Refusal("what came holds a file that no export has (" + name.replaceAll("[^A-Za-z0-9./_-]", "?")
                + ") and was not kept; check the address given with --url");
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.walk(halfFolder)) {
            return all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
        }
    }

    static Refusal unwritable(Path place, IOException e) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : String.valueOf(e.getMessage());
        return new Refusal("the export cannot be written to " + place + " (" + reason + "); make room or give yourself access, or choose another place"
                + " with --out", e);
    }

    /** Deletes what is half. */
    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException ending) {
            // The process ends, and the hook does the same as this.
        }
    }

    private void clear() {
        try {
            Files.deleteIfExists(half);
            if (Files.exists(halfFolder)) {
                try (Stream<Path> all = Files.walk(halfFolder)) {
                    for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(one);
                    }
                }
            }
        } catch (IOException | UncheckedIOException stays) {
            // Its name says that it is half, and nothing takes it for an export.
        }
    }
}
