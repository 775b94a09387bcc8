package eu.volens.houserules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that all modules are in, and the files git keeps or would keep. */
public final class Repository {

    public static final Path ROOT = root();
    private static final List<Path> FILES = listFiles();

    private Repository() {}

    /** Tracked files and new ones that are not ignored, relative to {@link #ROOT}. Without git: everything outside build and data folders. */
    public static List<Path> files() {
        return FILES;
    }

    public static List<String> modules() {
        return files().stream().filter(file -> file.getNameCount() == 2 && file.endsWith("pom.xml"))
                .map(file -> file.getName(0).toString()).sorted().toList();
    }

    public static String text(Path relative) {
        try {
            return new String(Files.readAllBytes(ROOT.resolve(relative)), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Path> listFiles() {
        return Files.exists(ROOT.resolve(".git")) ? filesOfGit() : filesOfFolder();
    }

    private static List<Path> filesOfGit() {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                    .directory(ROOT.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Stream.of(names.split("\0")).map(Path::of)
                    .filter(file -> Files.isRegularFile(ROOT.resolve(file))).sorted().toList() : filesOfFolder();
        } catch (IOException noGit) {
            return filesOfFolder();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Path> filesOfFolder() {
        try (Stream<Path> walk = Files.walk(ROOT)) {
            return walk.filter(Files::isRegularFile).map(ROOT::relativize)
                    .filter(file -> Stream.of(".git", "target", "data", ".idea").noneMatch(out -> hasPart(file, out))).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean hasPart(Path file, String name) {
        return Stream.iterate(0, i -> i < file.getNameCount(), i -> i + 1).anyMatch(i -> file.getName(i).toString().equals(name));
    }

    /** Tests run in their module's folder; the root is the nearest folder above with a Maven module list. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("house-rules/pom.xml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("not inside the repository");
            }
        }
        return folder;
    }
}
