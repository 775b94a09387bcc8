package eu.volens.standalone.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * A service's schema and the scripts that make it, both as the service's own settings have them.
 *
 * @param scripts by version, such as 100
 */
record ServiceSchema(String name, Map<String, Script> scripts) {

    /** In the order in which they start. */
    private static final List<String> SETTINGS = List.of("projections.yml", "ledger-service.yml", "rights-service.yml");
    private static final Pattern SCRIPT_NAME = Pattern.compile("V([0-9]+(?:[._][0-9]+)*)__.+\\.sql");

    /** @param checksum as Flyway computes it and keeps it in its history */
    record Script(String fileName, Resource content, int checksum) {}

    static List<ServiceSchema> all() {
        return SETTINGS.stream().map(ServiceSchema::read).toList();
    }

    private static ServiceSchema read(String file) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(file));
        Properties settings = yaml.getObject();
        if (settings == null || settings.getProperty("spring.flyway.default-schema") == null) {
            throw new IllegalStateException(file + " names no schema");
        }
        Map<String, Script> scripts = new TreeMap<>();
        try {
            for (String location : settings.getProperty("spring.flyway.locations").split(",")) {
                String pattern = location.strip().replace("classpath:", "classpath*:") + "/*.sql";
                for (Resource found : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                    Matcher name = SCRIPT_NAME.matcher(String.valueOf(found.getFilename()));
                    if (name.matches()) {
                        scripts.put(name.group(1).replace('_', '.'), new Script(name.group(), found, checksum(found)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServiceSchema(settings.getProperty("spring.flyway.default-schema"), scripts);
    }

    /** CRC-32 of the lines without their ends. */
    private static int checksum(Resource script) throws IOException {
        CRC32 crc = new CRC32();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return (int) crc.getValue();
    }

    /** What of a backup's schema this program cannot make, in words; empty when it can make all of it. */
    List<String> strangers(List<Contents.Migration> wanted) {
        List<String> strangers = new ArrayList<>();
        for (Contents.Migration migration : wanted) {
            Script ours = scripts.get(migration.version());
            if (ours == null) {
                strangers.add(name + " version " + migration.version());
            } else if (ours.checksum() != migration.checksum()) {
                strangers.add("another form of " + name + " version " + migration.version());
            }
        }
        return strangers;
    }
}
