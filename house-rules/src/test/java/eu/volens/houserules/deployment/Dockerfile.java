package eu.volens.houserules.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** As much of a Dockerfile as this house uses: stages, copies, and what is started. */
record Dockerfile(List<Stage> stages) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(?<name>\\w+)}?");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param from another stage; empty for the folder that is built from */
    record Copy(String from, List<String> sources, String target) {}

    static final class Stage {
        final String base;
        final String name;
        final List<Copy> copies = new ArrayList<>();
        final List<String> entryPoint = new ArrayList<>();
        final List<String> command = new ArrayList<>();
        final Map<String, String> environment = new TreeMap<>();
        String folder = "/";
        String user = "root";

        private Stage(String base, String name) {
            this.base = base;
            this.name = name;
        }
    }

    /** @param arguments given by {@code --build-arg}; they win over defaults in the file */
    static Dockerfile parse(String text, Map<String, String> arguments) {
        Map<String, String> variables = new HashMap<>(arguments);
        List<Stage> stages = new ArrayList<>();
        String joined = text.replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", " ");
        for (String line : joined.lines().map(String::strip).filter(line -> line.contains(" ")).toList()) {
            String instruction = line.substring(0, line.indexOf(' ')).toUpperCase(Locale.ROOT);
            String rest = fill(line.substring(line.indexOf(' ')).strip(), variables);
            if (instruction.equals("FROM")) {
                String[] words = rest.split("\\s+");
                stages.add(new Stage(words[0], words.length == 3 ? words[2] : ""));
            } else if (instruction.equals("ARG")) {
                String[] pair = rest.split("=", 2);
                variables.putIfAbsent(pair[0], pair.length == 2 ? pair[1] : "");
            } else {
                add(stages.getLast(), instruction, rest);
            }
        }
        return new Dockerfile(stages);
    }

    private static void add(Stage stage, String instruction, String rest) {
        switch (instruction) {
            case "COPY" -> stage.copies.add(copy(rest));
            case "WORKDIR" -> stage.folder = rest;
            case "USER" -> stage.user = rest;
            case "ENTRYPOINT" -> replace(stage.entryPoint, rest);
            case "CMD" -> replace(stage.command, rest);
            case "ENV" -> {
                for (String assignment : rest.split("\\s+")) {
                    stage.environment.put(assignment.substring(0, assignment.indexOf('=')), assignment.substring(assignment.indexOf('=') + 1));
                }
            }
            case "RUN", "EXPOSE", "HEALTHCHECK", "LABEL", "VOLUME", "STOPSIGNAL" -> { }
            default -> throw new IllegalArgumentException("teach the test to read " + instruction);
        }
    }

    private static Copy copy(String rest) {
        String from = "";
        List<String> places = new ArrayList<>();
        for (String word : rest.split("\\s+")) {
            if (word.startsWith("--from=")) {
                from = word.substring("--from=".length());
            } else if (!word.startsWith("--")) {
                places.add(word);
            }
        }
        return new Copy(from, places.subList(0, places.size() - 1), places.getLast());
    }

    private static void replace(List<String> words, String json) {
        words.clear();
        JSON.readTree(json).forEach(word -> words.add(word.asString()));
    }

    private static String fill(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(match ->
                Matcher.quoteReplacement(variables.getOrDefault(match.group("name"), match.group())));
    }

    /** The stage that becomes the image: the named one, or the last. */
    Stage image(Optional<String> target) {
        return target.map(name -> stage(name).orElseThrow(() -> new IllegalArgumentException("no stage " + name))).orElseGet(stages::getLast);
    }

    private Optional<Stage> stage(String name) {
        return stages.stream().filter(stage -> stage.name.equals(name)).findFirst();
    }

    /** What an image holds of ours: its paths, and the files and folders of the built repository that are copied there. */
    Map<String, Path> contents(Stage image, Path root) {
        Map<String, Path> contents = new TreeMap<>();
        for (Copy copy : image.copies) {
            String target = absolute(copy.target(), image);
            for (String source : copy.sources()) {
                List<Path> matches = matches(inBuildFolder(copy, source), root);
                if (matches.isEmpty()) {
                    throw new IllegalStateException("the image wants " + source + ", and a build does not make it");
                }
                matches.forEach(match -> contents.put(
                        target.endsWith("/") && Files.isRegularFile(match) ? target + match.getFileName() : target.replaceAll("/$", ""), match));
            }
        }
        return contents;
    }

    private static String absolute(String path, Stage image) {
        return path.startsWith("/") ? path : image.folder.replaceAll("/$", "") + "/" + path;
    }

    /** Paths in another stage begin with its working folder, into which the whole repository was copied. */
    private String inBuildFolder(Copy copy, String source) {
        return stage(copy.from()).map(stage -> source.replaceFirst("^" + Pattern.quote(stage.folder.replaceAll("/$", "") + "/"), "")).orElse(source);
    }

    private static List<Path> matches(String glob, Path root) {
        Path pattern = Path.of(glob);
        if (!glob.contains("*")) {
            return Files.exists(root.resolve(glob)) ? List.of(root.resolve(glob)) : List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve(pattern).getParent(), pattern.getFileName().toString())) {
            List<Path> matches = new ArrayList<>();
            found.forEach(matches::add);
            return matches;
        } catch (NotDirectoryException | NoSuchFileException nothing) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
