package eu.volens.houserules.tidy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every text that a person reads stands in four languages. Answers are what is missing, in words. */
final class Languages {

    static final List<String> ALL = List.of("fr", "nl", "de", "en");

    private static final Pattern BUNDLE = Pattern.compile("(?<base>.+?)(_(?<language>fr|nl|de|en))?\\.properties");
    private static final Pattern NAMED_BY_LANGUAGE = Pattern.compile("(?<=[/._-])(fr|nl|de|en)(?=[/.])");
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private Languages() {}

    /** Message bundles: a file without a language is the English one. A bundle is what exists in at least one named language, or is called messages. */
    static List<String> missingMessages(Map<Path, String> files) {
        Map<String, Map<String, Properties>> bundles = new TreeMap<>();
        files.forEach((file, text) -> {
            Matcher name = BUNDLE.matcher(file.toString());
            if (name.matches()) {
                String language = name.group("language") == null ? "en" : name.group("language");
                bundles.computeIfAbsent(name.group("base"), _ -> new TreeMap<>()).put(language, properties(text));
            }
        });
        List<String> missing = new ArrayList<>();
        bundles.forEach((base, bundle) -> {
            if (bundle.size() > 1 || base.endsWith("messages")) {
                missing.addAll(missingIn(base, bundle));
            }
        });
        return missing;
    }

    private static List<String> missingIn(String base, Map<String, Properties> bundle) {
        Set<String> keys = new HashSet<>();
        bundle.values().forEach(messages -> keys.addAll(messages.stringPropertyNames()));
        List<String> missing = new ArrayList<>();
        for (String language : ALL) {
            Properties messages = bundle.getOrDefault(language, new Properties());
            keys.stream().sorted().filter(key -> messages.getProperty(key, "").isBlank())
                    .forEach(key -> missing.add(base + ": " + key + " has no text in " + language));
        }
        return missing;
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties;
    }

    /** Objects whose members are languages: all four, none empty. */
    static List<String> missingTexts(Path file, String yaml) {
        List<String> missing = new ArrayList<>();
        for (JsonNode document : YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll()) {
            look(file.toString(), document, missing);
        }
        return missing;
    }

    private static void look(String place, @Nullable JsonNode node, List<String> missing) {
        if (node == null) {
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                look(place + "[" + i + "]", node.get(i), missing);
            }
        } else if (node.isObject()) {
            if (isByLanguage(node.propertyNames())) {
                ALL.stream().filter(language -> isEmpty(node.get(language)))
                        .forEach(language -> missing.add(place + " has no text in " + language));
            }
            node.properties().forEach(member -> look(place + "." + member.getKey(), member.getValue(), missing));
        }
    }

    private static boolean isByLanguage(Collection<String> members) {
        return !members.isEmpty() && ALL.containsAll(members);
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isValueNode() && node.asString().isBlank();
    }

    /** Files named by a language, such as {@code letters/fr/answer.txt} or {@code answer.fr.txt}: the same name exists in all four. */
    static List<String> missingFiles(Collection<Path> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.toString().replace('\\', '/')));
        List<String> missing = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            Matcher language = NAMED_BY_LANGUAGE.matcher(name);
            if (language.find()) {
                ALL.stream().map(other -> name.substring(0, language.start()) + other + name.substring(language.end()))
                        .filter(other -> !names.contains(other)).map(other -> other + " is missing beside " + name).forEach(missing::add);
            }
        }
        return missing;
    }
}
