package eu.volens.standalone.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts an application behind the shared port, the very one that runs alone elsewhere. All that differs is given from outside: settings,
 * ready-made parts, and which automatic configurations it must not see because only a neighbour's libraries bring them.
 */
public final class Household {

    private final SharedPort port;

    public Household(SharedPort port) {
        this.port = port;
    }

    /**
     * Starts an application and returns when it can serve.
     *
     * @param settings win over the application's own configuration and the environment
     * @param parts    ready-made beans by name; they outlive the application and are not closed with it
     * @param absent   package prefixes of automatic configurations that its own class path would not have
     */
    public ConfigurableApplicationContext moveIn(Resident resident, SpringApplicationBuilder application, Map<String, String> settings,
            Map<String, Object> parts, List<String> absent) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--logging.register-shutdown-hook=false");
        arguments.add("--spring.jmx.enabled=false");
        arguments.add("--spring.autoconfigure.exclude=" + String.join(",", automatic(absent)));
        return application
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .initializers(context -> furnish((GenericApplicationContext) context, resident, parts))
                .run(arguments.toArray(String[]::new));
    }

    private void furnish(GenericApplicationContext context, Resident resident, Map<String, Object> parts) {
        // As singletons, not definitions: a context destroys what it defines, and these are shared.
        parts.forEach(context.getBeanFactory()::registerSingleton);
        context.registerBean("sharedPort", TomcatServletWebServerFactory.class, () -> port.mount(resident));
    }

    private static List<String> automatic(List<String> prefixes) {
        List<String> found = new ArrayList<>();
        for (String candidate : ImportCandidates.load(AutoConfiguration.class, Household.class.getClassLoader())) {
            if (prefixes.stream().anyMatch(candidate::startsWith)) {
                found.add(candidate);
            }
        }
        return found;
    }
}
