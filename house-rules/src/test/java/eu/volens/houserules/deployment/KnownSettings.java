package eu.volens.houserules.deployment;

import eu.volens.houserules.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every setting that a service reads, as environment variables: its own properties and placeholders, those of the libraries in its jar by
 * their own description, and those of the Java runtime.
 */
final class KnownSettings {

    private static final String DESCRIPTION = "META-INF/spring-configuration-metadata.json";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?<name>[a-zA-Z][\\w.-]*)");
    private static final Set<String> OF_THE_RUNTIME =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "TZ", "LANG", "LC_ALL", "AXONIQ_UPDATE_CHECKER_DISABLED");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Set<String> names = new HashSet<>(OF_THE_RUNTIME);
    /** Of properties that are maps or lists: anything may follow. */
    private final Set<String> prefixes = new HashSet<>();

    private KnownSettings() {}

    /**
     * @param module       folder of the service
     * @param basePackage  of its classes, which are on this class path
     * @param executable   its jar with all libraries inside
     */
    static KnownSettings of(String module, String basePackage, Path executable) throws Exception {
        KnownSettings known = new KnownSettings();
        known.addLibraries(executable);
        known.addProperties(basePackage);
        Repository.files().stream().filter(file -> file.startsWith(Path.of(module, "src/main"))
                && file.toString().matches(".*\\.(java|yml)")).map(Repository::text).forEach(known::addPlaceholders);
        return known;
    }

    boolean isRead(String variable) {
        return names.contains(variable) || prefixes.stream().anyMatch(variable::startsWith);
    }

    private void addLibraries(Path executable) throws IOException {
        try (JarFile jar = new JarFile(executable.toFile())) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith("BOOT-INF/lib/") && entry.getName().contains("spring-boot")) {
                    addLibrary(jar.getInputStream(entry));
                }
            }
        }
    }

    private void addLibrary(InputStream library) throws IOException {
        try (JarInputStream jar = new JarInputStream(library)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                if (entry.getName().equals(DESCRIPTION)) {
                    addDescription(jar.readAllBytes());
                }
            }
        }
    }

    private void addDescription(byte[] description) {
        for (JsonNode property : JSON.readTree(new ByteArrayInputStream(description)).path("properties")) {
            add(property.path("name").asString(), property.path("type").asString("").startsWith("java.util.Map"));
        }
    }

    private void addProperties(String basePackage) throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var candidate : scanner.findCandidateComponents(basePackage)) {
            Class<?> type = Class.forName(String.valueOf(candidate.getBeanClassName()));
            addComponents(type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
    }

    private void addComponents(String prefix, Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalStateException(type + " is not a record; teach this class to read it");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            add(name, Map.class.isAssignableFrom(component.getType()) || List.class.isAssignableFrom(component.getType()));
            if (component.getType().isRecord()) {
                addComponents(name, component.getType());
            }
        }
    }

    private void addPlaceholders(String source) {
        Matcher placeholder = PLACEHOLDER.matcher(source);
        while (placeholder.find()) {
            add(placeholder.group("name"), false);
        }
    }

    /** Dashes may be left out or become underscores: both are bound. */
    private void add(String property, boolean isOpen) {
        for (String dash : List.of("", "_")) {
            String variable = property.replace("-", dash).replace('.', '_').toUpperCase(Locale.ROOT);
            names.add(variable);
            if (isOpen) {
                prefixes.add(variable + "_");
            }
        }
    }
}
