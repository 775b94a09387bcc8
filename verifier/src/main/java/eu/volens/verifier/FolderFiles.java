package eu.volens.verifier;

import eu.volens.merkle.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A log in a folder. Symbolic links are not followed, wherever they lead: what is judged shall be what lies here. */
final class FolderFiles implements LogFiles {

    /** A tile's path is at most {@code tile/entries/x.../x.../.../000.p/1}. */
    private static final int DEPTH_MAX = 12;

    /** Folders of a log and of an export; what is in others is not looked at. */
    private static final Set<String> PARTS = Set.of("tile", "proofs");

    private final Path root;

    FolderFiles(Path root) {
        this.root = root;
    }

    @Override
    public void names(Consumer<String> seen) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            for (Path child : children) {
                String name = name(child);
                if (PARTS.contains(name)) {
                    walk(child, name, 0, seen);
                } else {
                    seen.accept(name);
                }
            }
        }
    }

    private void walk(Path path, String name, int depth, Consumer<String> seen) throws IOException {
        BasicFileAttributes attributes = attributes(path, name);
        if (attributes.isRegularFile()) {
            seen.accept(name);
            return;
        }
        if (depth > DEPTH_MAX) {
            throw UnprovenException.notJudged("folders too deep for a log: " + Excerpt.of(name));
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                walk(child, name + '/' + name(child), depth + 1, seen);
            }
        }
    }

    private static BasicFileAttributes attributes(Path path, String name) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw UnprovenException.notJudged(Excerpt.of(name) + " is a symbolic link; copy the log with its files, not with links");
        }
        if (attributes.isOther()) {
            throw UnprovenException.notJudged(Excerpt.of(name) + " is neither a file nor a folder");
        }
        return attributes;
    }

    /** A name that would be a path elsewhere is one here too, so that it is judged as one. */
    private static String name(Path path) {
        return path.getFileName().toString().replace('\\', '/');
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        Path file = root.resolve(path);
        try {
            return attributes(file, path).isRegularFile() ? Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) : Optional.empty();
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        // Nothing is kept open.
    }
}
