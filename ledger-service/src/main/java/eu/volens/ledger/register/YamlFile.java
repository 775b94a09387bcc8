package eu.volens.ledger.register;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file read with its line numbers. What is missing or wrong is noted and answered with a stand-in, so that one reading finds
 * every problem; whoever reads must look at the notes before using what was read.
 */
final class YamlFile {

    private static final MappingNode NOTHING = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);

    private final String name;
    private final List<String> problems;

    private YamlFile(String name, List<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /** @param problems where problems are noted, as {@code file:line: what is wrong} */
    static Mapping open(Path path, List<String> problems) {
        var file = new YamlFile(path.toString(), problems);
        try {
            var root = new Yaml(limits()).compose(new StringReader(Files.readString(path)));
            if (root instanceof MappingNode mapping) {
                return file.new Mapping(mapping);
            }
            file.note(1, "should hold `name: value` lines, and does not");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            file.note(mark == null ? 1 : mark.getLine() + 1, "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            file.note(1, "is not YAML: " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add(path + ": there is no such file");
        } catch (CharacterCodingException e) {
            problems.add(path + ": is not UTF-8");
        } catch (IOException e) {
            problems.add(path + ": cannot be read: " + e.getMessage());
        }
        return file.new Mapping(NOTHING);
    }

    /** A register is some tens of kilobytes of flat text: no aliases, nothing deep. */
    private static LoaderOptions limits() {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(10);
        options.setCodePointLimit(1024 * 1024);
        return options;
    }

    private void note(int line, String problem) {
        problems.add(name + ":" + line + ": " + problem);
    }

    private static int lineOf(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }

    /** A block of {@code key: value} lines. Keys nobody asked for are noted by {@link #done}: most are typing errors. */
    final class Mapping {

        private final int line;
        private final Map<String, Node> values = new LinkedHashMap<>();
        private final Map<String, Integer> lines = new LinkedHashMap<>();
        private final Set<String> read = new LinkedHashSet<>();

        private Mapping(MappingNode node) {
            line = lineOf(node);
            for (var tuple : node.getValue()) {
                var key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (values.put(key, tuple.getValueNode()) != null) {
                    YamlFile.this.note(lineOf(tuple.getKeyNode()), "`" + key + "` stands twice in one block");
                }
                lines.put(key, lineOf(tuple.getKeyNode()));
            }
        }

        /** A scalar that must be there and not be blank. */
        String string(String key) {
            return optionalString(key).orElseGet(() -> {
                if (values.get(key) == null) {
                    missing(key);
                }
                return "";
            });
        }

        Optional<String> optionalString(String key) {
            read.add(key);
            return Optional.ofNullable(values.get(key)).flatMap(node -> scalar(node, "`" + key + "`"));
        }

        /** A list of scalars that must be there and not be empty. */
        List<String> strings(String key) {
            var strings = new ArrayList<String>();
            for (var node : sequence(key)) {
                scalar(node, "an entry of `" + key + "`").ifPresent(strings::add);
            }
            return strings;
        }

        List<String> optionalStrings(String key) {
            read.add(key);
            return values.containsKey(key) ? strings(key) : List.of();
        }

        Mapping mapping(String key) {
            read.add(key);
            if (values.get(key) instanceof MappingNode mapping) {
                return new Mapping(mapping);
            }
            if (values.containsKey(key)) {
                note(key, "`" + key + "` should be a block of `name: value` lines");
            } else {
                missing(key);
            }
            return new Mapping(NOTHING);
        }

        /** A list of blocks that must be there and not be empty. */
        List<Mapping> mappings(String key) {
            var mappings = new ArrayList<Mapping>();
            for (var node : sequence(key)) {
                if (node instanceof MappingNode mapping) {
                    mappings.add(new Mapping(mapping));
                } else {
                    YamlFile.this.note(lineOf(node), "an entry of `" + key + "` should be a block of `name: value` lines");
                }
            }
            return mappings;
        }

        /** A text that must stand in exactly these languages. */
        Text text(String key, List<String> languages) {
            var block = mapping(key);
            var byLanguage = new LinkedHashMap<String, String>();
            for (var language : languages) {
                if (!block.values.isEmpty()) {
                    byLanguage.put(language, block.string(language));
                }
            }
            block.done();
            return new Text(byLanguage);
        }

        /** Notes every key that was not asked for. */
        void done() {
            var known = read.stream().map(key -> "`" + key + "`").collect(Collectors.joining(", "));
            values.keySet().stream().filter(key -> !read.contains(key))
                    .forEach(key -> note(key, "`" + key + "` is not known here; known are " + known));
        }

        /** Notes a problem at the line of a key, or of the block when the key is not there. */
        void note(String key, String problem) {
            YamlFile.this.note(lines.getOrDefault(key, line), problem);
        }

        private List<Node> sequence(String key) {
            read.add(key);
            var node = values.get(key);
            if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
                return sequence.getValue();
            }
            if (node == null) {
                missing(key);
            } else {
                note(key, "`" + key + "` should be a list with at least one entry");
            }
            return List.of();
        }

        private void missing(String key) {
            YamlFile.this.note(line, "`" + key + "` is missing");
        }

        private Optional<String> scalar(Node node, String what) {
            if (!(node instanceof ScalarNode scalar)) {
                YamlFile.this.note(lineOf(node), what + " should be a single value");
            } else if (scalar.getValue().isBlank()) {
                YamlFile.this.note(lineOf(node), what + " is empty");
            } else if (scalar.getValue().chars().anyMatch(Character::isISOControl)) {
                YamlFile.this.note(lineOf(node), what + " holds a line break or another control character");
            } else {
                return Optional.of(scalar.getValue().strip());
            }
            return Optional.empty();
        }
    }
}
