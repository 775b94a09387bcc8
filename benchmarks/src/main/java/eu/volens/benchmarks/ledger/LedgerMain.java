package eu.volens.benchmarks.ledger;

import eu.volens.benchmarks.process.Orders;
import eu.volens.ledger.LedgerServiceApplication;
import eu.volens.projections.ProjectionsApplication;
import eu.volens.transport.InProcessTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Runs the ledger, and the projections when asked to, joined by the in-process transport as the standalone process joins them. Its
 * settings are those that are shipped but for the limit of a key; what else is given from outside is where things are.
 */
public final class LedgerMain {

    private static final String TOKEN = "measured-by-nobody-else";
    /** What only the ledger's libraries bring, and the projections would not see on a class path of their own. */
    private static final List<String> NOT_OF_PROJECTIONS = List.of("org.axonframework.", "org.springframework.boot.thymeleaf.");

    private LedgerMain() {}

    /**
     * @param arguments port for orders, JDBC address, folder for keys, folder of the controllers, the controller, and whether the projections
     *                  run as well
     */
    public static void main(String[] arguments) throws IOException {
        String database = arguments[1];
        Path folder = Path.of(arguments[2]);
        InProcessTransport transport = new InProcessTransport();
        Map<String, String> common = new TreeMap<>(Map.of("server.port", "0", "server.address", "127.0.0.1", "spring.jmx.enabled", "false",
                "spring.datasource.url", database, "volens.service-token", TOKEN, "spring.datasource.username", "postgres",
                "spring.datasource.password", "none"));
        boolean projecting = Boolean.parseBoolean(arguments[5]);
        try (transport;
                ConfigurableApplicationContext ledger = start(LedgerServiceApplication.application(), ledger(common, folder, arguments), transport);
                Projections projections = projecting ? Projections.start(common, transport) : Projections.NONE) {
            Orders.take(Integer.parseInt(arguments[0]), order -> switch (order) {
                case "port" -> ledger.getEnvironment().getRequiredProperty("local.server.port");
                case "projections-port" -> projections.port();
                case "heap" -> heap();
                default -> throw new IllegalArgumentException("no such order: " + order);
            });
        }
    }

    private static String heap() {
        long megabyte = 1 << 20;
        return Runtime.getRuntime().totalMemory() / megabyte + " of at most " + Runtime.getRuntime().maxMemory() / megabyte + " MB";
    }

    private static Map<String, String> ledger(Map<String, String> common, Path folder, String[] arguments) {
        Map<String, String> settings = new TreeMap<>(common);
        settings.put("volens.ledger-url", "http://127.0.0.1");
        settings.put("volens.controllers-dir", arguments[3]);
        settings.put("volens.controller", arguments[4]);
        settings.put("volens.master-key-file", folder.resolve("master.key").toString());
        settings.put("volens.destroyed-keys-file", folder.resolve("destroyed-keys").toString());
        // One backend is the whole load here: how much of it one may send is not what is measured.
        settings.put("volens.rate-limit.key-per-minute", "0");
        settings.put("volens.api-keys-file", folder.resolve("api-keys").toString());
        settings.put("volens.log.key-file", folder.resolve("log.key").toString());
        settings.put("volens.log.last-signed-file", folder.resolve("log.last-signed").toString());
        return settings;
    }

    private static ConfigurableApplicationContext start(SpringApplicationBuilder application, Map<String, String> settings,
            InProcessTransport transport) {
        ApplicationContextInitializer<ConfigurableApplicationContext> outside =
                context -> context.getBeanFactory().registerSingleton("wireTransport", transport);
        List<String> words = new ArrayList<>();
        settings.forEach((name, value) -> words.add("--" + name + "=" + value));
        return application.initializers(outside).run(words.toArray(String[]::new));
    }

    private record Projections(String port, AutoCloseable running) implements AutoCloseable {

        static final Projections NONE = new Projections("none", () -> {});

        static Projections start(Map<String, String> common, InProcessTransport transport) {
            Map<String, String> settings = new TreeMap<>(common);
            List<String> absent = new ArrayList<>();
            for (String candidate : ImportCandidates.load(AutoConfiguration.class, LedgerMain.class.getClassLoader())) {
                if (NOT_OF_PROJECTIONS.stream().anyMatch(candidate::startsWith)) {
                    absent.add(candidate);
                }
            }
            settings.put("spring.autoconfigure.exclude", String.join(",", absent));
            ConfigurableApplicationContext context = LedgerMain.start(ProjectionsApplication.application(), settings, transport);
            return new Projections(context.getEnvironment().getRequiredProperty("local.server.port"), context);
        }

        @Override
        public void close() {
            try {
                running.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
