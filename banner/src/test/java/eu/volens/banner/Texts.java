package eu.volens.banner;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The texts that the README offers, and the keys that it and the script name. */
final class Texts {
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2}):");
    private static final Pattern TEXT = Pattern.compile("  (\\w+): (.+)");

    private Texts() {}

    static Map<String, Map<String, String>> ofReadme() {
        var byLanguage = new LinkedHashMap<String, Map<String, String>>();
        var block = readme().split("```yaml\n")[1].split("```")[0];
        var current = Map.<String, String>of();
        for (var line : block.lines().toList()) {
            var language = LANGUAGE.matcher(line);
            var text = TEXT.matcher(line);
            if (language.matches()) {
                current = byLanguage.computeIfAbsent(language.group(1), unused -> new LinkedHashMap<>());
            } else if (text.matches()) {
                current.put(text.group(1), text.group(2));
            }
        }
        return byLanguage;
    }

    static TreeSet<String> keysOfReadmeTable() {
        return readme().split("\\| key \\|")[1].split("\n\n")[0].lines()
                .filter(row -> row.startsWith("| `"))
                .flatMap(row -> Pattern.compile("`(\\w+)`").matcher(row.split("\\|")[1]).results())
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static String readme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
