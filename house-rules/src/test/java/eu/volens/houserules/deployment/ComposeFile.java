package eu.volens.houserules.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of a compose file as this house uses. */
record ComposeFile(Map<String, Service> services) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{(?<name>\\w+)(?<operator>:?[-?])?(?<word>[^}]*)}");
    /** Only turns what the YAML reader gives into a tree; that reader, unlike others, follows anchors and merges. */
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern PORT = Pattern.compile("(?:(?:[\\d.]+:)?(?<published>\\d+):)?(?<inside>\\d+)(?:/tcp)?");

    /**
     * @param target  stage of the Dockerfile that is built; null when an image is pulled
     * @param command follows the image's entry point; empty when the file says nothing
     * @param volumes by the path inside: the name of the volume
     */
    record Service(String name, @Nullable String image, boolean built, @Nullable String target, Map<String, String> buildArguments,
            List<String> command, Map<String, String> environment, List<Port> ports, List<String> dependsOn, Map<String, String> volumes) {}

    record Port(Optional<Integer> published, int inside) {}

    /** @param variables what {@code ${NAME}} stands for; a name with neither value nor default is an error, as it is for the engine */
    static ComposeFile parse(String yaml, Map<String, String> variables) {
        JsonNode file = JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
        Map<String, Service> services = new TreeMap<>();
        file.path("services").properties().forEach(entry ->
                services.put(entry.getKey(), service(entry.getKey(), entry.getValue(), variables)));
        return new ComposeFile(services);
    }

    private static Service service(String name, JsonNode node, Map<String, String> variables) {
        JsonNode build = node.path("build");
        return new Service(name, node.path("image").asStringOpt().orElse(null), !build.isMissingNode(),
                build.path("target").asStringOpt().orElse(null), pairs(build.path("args"), variables), words(node.path("command"), variables),
                pairs(node.path("environment"), variables), ports(node.path("ports"), variables), names(node.path("depends_on")),
                volumes(node.path("volumes")));
    }

    private static Map<String, String> pairs(JsonNode node, Map<String, String> variables) {
        Map<String, String> pairs = new TreeMap<>();
        if (node.isArray()) {
            node.forEach(item -> {
                String[] pair = item.asString().split("=", 2);
                pairs.put(pair[0], pair.length == 2 ? fill(pair[1], variables) : "");
            });
        } else {
            node.properties().forEach(entry -> pairs.put(entry.getKey(), fill(entry.getValue().asString(""), variables)));
        }
        return pairs;
    }

    private static List<String> words(JsonNode node, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(word -> words.add(fill(word.asString(), variables)));
        } else if (node.isString()) {
            words.addAll(List.of(fill(node.asString(), variables).split("\\s+")));
        }
        return words;
    }

    private static List<Port> ports(JsonNode node, Map<String, String> variables) {
        List<Port> ports = new ArrayList<>();
        node.forEach(item -> {
            Matcher port = PORT.matcher(fill(item.asString(), variables));
            if (!port.matches()) {
                throw new IllegalArgumentException("not a port: " + item);
            }
            ports.add(new Port(Optional.ofNullable(port.group("published")).map(Integer::valueOf), Integer.parseInt(port.group("inside"))));
        });
        return ports;
    }

    private static List<String> names(JsonNode node) {
        return node.isObject() ? List.copyOf(node.propertyNames()) : node.valueStream().map(JsonNode::asString).toList();
    }

    private static Map<String, String> volumes(JsonNode node) {
        Map<String, String> volumes = new TreeMap<>();
        node.forEach(item -> {
            String[] parts = item.asString().split(":");
            volumes.put(parts[1], parts[0]);
        });
        return volumes;
    }

    private static String fill(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(match.group().equals("$$") ? "$" : value(match.group("name"),
                Optional.ofNullable(match.group("operator")).orElse(""), match.group("word"), variables)));
    }

    private static String value(String name, String operator, String word, Map<String, String> variables) {
        String value = variables.get(name);
        if (value != null) {
            return value;
        }
        if (operator.endsWith("-")) {
            return word;
        }
        throw new IllegalArgumentException("${" + name + "} has no value: " + word);
    }
}
