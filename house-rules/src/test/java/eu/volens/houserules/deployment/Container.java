package eu.volens.houserules.deployment;

import eu.volens.houserules.Repository;
import eu.volens.houserules.deployment.ComposeFile.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container would be: the image's paths as links to what the build made, volumes as folders, the same command and environment.
 * Only addresses are swapped, and paths begin with a folder of the test.
 */
final class Container {

    private static final Pattern ADDRESS = Pattern.compile("\\b(?<host>[a-z][a-z0-9-]*):(?<port>\\d{2,5})\\b");
    private static final String HOST_SUFFIX = "_HOST";
    private static final String LOOPBACK = "localhost";

    private final Service service;
    private final Dockerfile.Stage image;
    private final Path root;
    private final int port;

    private Container(Service service, Dockerfile.Stage image, Path root, int port) {
        this.service = service;
        this.image = image;
        this.root = root;
        this.port = port;
    }

    static Container of(Service service, Path containers, Path volumes) throws IOException {
        Dockerfile.Stage image = Deployment.image(service);
        Path root = Files.createDirectories(containers.resolve(service.name()));
        for (Map.Entry<String, Path> file : Deployment.dockerfile(service).contents(image, Repository.ROOT).entrySet()) {
            link(root, file.getKey(), file.getValue());
        }
        for (Map.Entry<String, String> volume : service.volumes().entrySet()) {
            link(root, volume.getKey(), Files.createDirectories(volumes.resolve(volume.getValue())));
        }
        return new Container(service, image, root, freePort());
    }

    private static void link(Path root, String inside, Path to) throws IOException {
        Path link = under(root, inside);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, to);
    }

    private static Path under(Path root, String inside) {
        return root.resolve(inside.substring(1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where the host sees it, instead of the published port. */
    String address() {
        return LOOPBACK + ":" + port;
    }

    /** Adds under which addresses others know it: by name inside, by the published port outside. */
    void addTo(Map<String, String> addresses) {
        service.ports().forEach(its -> {
            addresses.put(service.name() + ":" + its.inside(), address());
            its.published().ifPresent(published -> addresses.put(LOOPBACK + ":" + published, address()));
        });
    }

    /** The executable jar that the command names. */
    Path jar() throws IOException {
        return under(root, image.folder).resolve(service.command().getFirst()).toRealPath();
    }

    /**
     * Starts it.
     *
     * @param addresses what to put in place of each {@code host:port} of the compose file; one that is missing is an error
     * @param more      settings that an operator adds
     */
    ServiceProcess start(Map<String, String> addresses, Map<String, String> more) throws IOException {
        List<String> arguments = new ArrayList<>(image.entryPoint.subList(1, image.entryPoint.size()));
        arguments.addAll(service.command().isEmpty() ? image.command : service.command());
        Map<String, String> environment = environment(addresses);
        environment.putAll(more);
        return ServiceProcess.start(service.name(), arguments, environment, under(root, image.folder));
    }

    private Map<String, String> environment(Map<String, String> addresses) {
        Map<String, String> given = new TreeMap<>(image.environment);
        given.putAll(service.environment());
        Map<String, String> swapped = new HashMap<>();
        given.forEach((name, value) -> swapped.put(name, value.startsWith("/") ? under(root, value).toString() : swap(value, addresses)));
        given.forEach((name, value) -> swapHost(name, value, given, addresses, swapped));
        swapped.put("SERVER_PORT", String.valueOf(port));
        return swapped;
    }

    private static String swap(String value, Map<String, String> addresses) {
        return ADDRESS.matcher(value).replaceAll(address -> Matcher.quoteReplacement(at(address.group(), addresses)));
    }

    /** A host and its port in two variables, such as {@code SPRING_MAIL_HOST} and {@code SPRING_MAIL_PORT}. */
    private static void swapHost(String name, String value, Map<String, String> given, Map<String, String> addresses, Map<String, String> swapped) {
        if (name.endsWith(HOST_SUFFIX)) {
            String portName = name.substring(0, name.length() - HOST_SUFFIX.length()) + "_PORT";
            String[] address = at(value + ":" + given.get(portName), addresses).split(":");
            swapped.put(name, address[0]);
            swapped.put(portName, address[1]);
        }
    }

    private static String at(String address, Map<String, String> addresses) {
        String real = addresses.get(address);
        if (real == null) {
            throw new IllegalStateException("nobody is at " + address);
        }
        return real;
    }
}
