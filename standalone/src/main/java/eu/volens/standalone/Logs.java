package eu.volens.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import eu.volens.standalone.folder.DataFolder;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** One log file for everything in the process, and none of it on the console. */
public final class Logs {

    private static final String CONFIGURATION = "classpath:eu/volens/standalone/logback-standalone.xml";

    private Logs() {}

    /** Until there is a log file: a library's words are not for the console. */
    static void silence() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    /** Begins before the first service does; the services find logging set up and only add their levels. */
    public static void begin(DataFolder folder) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("log", Map.of("volens.log", folder.log().toString())));
        LoggingSystem system = LoggingSystem.get(Logs.class.getClassLoader());
        system.cleanUp();
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), CONFIGURATION, null);
        // What the logging itself cannot do, such as write to a full disk, it would tell on the console, as stack traces.
        StatusManager statuses = ((LoggerContext) LoggerFactory.getILoggerFactory()).getStatusManager();
        statuses.getCopyOfStatusListenerList().forEach(statuses::remove);
    }
}
