package eu.volens.houserules.deployment;

import eu.volens.houserules.deployment.ComposeFile.Port;
import eu.volens.houserules.deployment.ComposeFile.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be wrong with a compose file, in words. */
final class ComposeRules {

    private static final Pattern ADDRESS = Pattern.compile("(?<host>[a-z][a-z0-9-]*):(?<port>\\d{2,5})\\b");

    private ComposeRules() {}

    /** @param isRead whether a service, by its name, reads a variable */
    static List<String> unreadVariables(ComposeFile compose, Set<String> ours, BiPredicate<String, String> isRead) {
        List<String> wrong = new ArrayList<>();
        ours.forEach(name -> compose.services().get(name).environment().keySet().stream().filter(variable -> !isRead.test(name, variable))
                .forEach(variable -> wrong.add(name + " does not read " + variable)));
        return wrong;
    }

    /** @param listensAt where each of our services listens by its own configuration */
    static List<String> wrongPorts(ComposeFile compose, Map<String, Integer> listensAt) {
        List<String> wrong = new ArrayList<>();
        listensAt.forEach((name, port) -> {
            Service service = compose.services().get(name);
            String set = service.environment().get("SERVER_PORT");
            int inside = set == null ? port : Integer.parseInt(set);
            service.ports().stream().map(Port::inside).filter(published -> published != inside)
                    .forEach(published -> wrong.add(name + " listens at " + inside + ", not " + published));
            if (service.ports().isEmpty()) {
                wrong.add(name + " cannot be reached");
            }
        });
        listensAt.keySet().forEach(name -> wrong.addAll(wrongAddresses(compose, listensAt, name)));
        return wrong;
    }

    /** Addresses of our services in the settings of others: by name at the inner port, by localhost at the published one. */
    private static List<String> wrongAddresses(ComposeFile compose, Map<String, Integer> listensAt, String name) {
        List<String> wrong = new ArrayList<>();
        Set<Integer> published = new TreeSet<>();
        compose.services().values().forEach(service -> service.ports().forEach(port -> port.published().ifPresent(published::add)));
        compose.services().get(name).environment().forEach((variable, value) -> {
            Matcher address = ADDRESS.matcher(value);
            while (address.find()) {
                int port = Integer.parseInt(address.group("port"));
                String host = address.group("host");
                boolean right = host.equals("localhost") ? published.contains(port)
                        : compose.services().containsKey(host) && listensAt.getOrDefault(host, port) == port;
                if (!right) {
                    wrong.add(name + ": nobody is at " + address.group() + " (" + variable + ")");
                }
            }
        });
        return wrong;
    }

    static List<String> missingDependencies(ComposeFile compose, Set<String> ours) {
        List<String> wrong = new ArrayList<>();
        ours.forEach(name -> {
            Service service = compose.services().get(name);
            service.dependsOn().stream().filter(other -> !compose.services().containsKey(other))
                    .forEach(other -> wrong.add(name + " depends on " + other + ", which does not exist"));
            if (!service.built()) {
                wrong.add(name + " is not built from this repository");
            }
        });
        return wrong;
    }
}
