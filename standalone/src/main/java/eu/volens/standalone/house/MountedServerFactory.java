package eu.volens.standalone.house;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardHost;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Spring Boot's way to a web server, leading to a virtual host of one that already runs. All that Boot configures for an application
 * (sessions, error pages, filters) applies; what it configures for a connector does not, the connector is shared.
 */
final class MountedServerFactory extends TomcatServletWebServerFactory {

    private final StandardHost host;
    private final IntSupplier port;

    MountedServerFactory(StandardHost host, IntSupplier port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public WebServer getWebServer(ServletContextInitializer... initializers) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        TempDirs temporary = new TempDirs(port.getAsInt());
        prepareContext(host, new ServletContextInitializer[] {context -> start(context, initializers, failure)}, temporary);
        Context context = context();
        try {
            context.start();
        } catch (LifecycleException e) {
            failure.compareAndSet(null, e);
        }
        if (failure.get() != null || context.getState() != LifecycleState.STARTED) {
            throw new WebServerException("The application did not start in its virtual host " + host.getName(), failure.get());
        }
        return new Mounted(context, temporary);
    }

    /** The server would log a failure here and carry on; the application has to hear of it. */
    private static void start(jakarta.servlet.ServletContext context, ServletContextInitializer[] initializers,
            AtomicReference<@Nullable Throwable> failure) throws jakarta.servlet.ServletException {
        try {
            for (ServletContextInitializer initializer : initializers) {
                initializer.onStartup(context);
            }
        } catch (jakarta.servlet.ServletException | RuntimeException e) {
            failure.set(e);
            throw e;
        }
    }

    private Context context() {
        for (Container child : host.findChildren()) {
            if (child instanceof Context context) {
                return context;
            }
        }
        throw new IllegalStateException("the virtual host " + host.getName() + " has no application");
    }

    /** The application's hold on the shared server: it can leave, but not stop the others. */
    private final class Mounted implements WebServer {

        private final Context context;
        private final TempDirs temporary;

        Mounted(Context context, TempDirs temporary) {
            this.context = context;
            this.temporary = temporary;
        }

        @Override
        public void start() {
            // Listens already.
        }

        @Override
        public void stop() {
            try {
                if (context.getState().isAvailable()) {
                    context.stop();
                }
            } catch (LifecycleException e) {
                throw new WebServerException("The application did not leave its virtual host", e);
            }
        }

        @Override
        public void destroy() {
            host.removeChild(context);
            temporary.cleanup();
        }

        @Override
        public int getPort() {
            return port.getAsInt();
        }
    }
}
