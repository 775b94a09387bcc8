package eu.volens.standalone.house;

import eu.volens.standalone.folder.Refusal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

/**
 * One Tomcat with one connector and a virtual host per resident. It listens from the start, so the port is ours;
 * until {@link #admit} every request is answered with {@code 503} and Retry-After. Listens on the loopback address only.
 *
 * <p>Host and scheme of a request stay what the client sent: the residents build their links from them.
 */
public final class SharedPort implements AutoCloseable {

    /** Letters and long comments; whoever takes less says so itself. */
    private static final int FORM_BYTES_MAX = 1024 * 1024;

    /** What is refused for its size is still read away up to here, so that the sender gets to see the refusal. */
    private static final int SWALLOWED_BYTES_MAX = 16 * 1024 * 1024;

    private final Tomcat tomcat;
    private final Map<Resident, StandardHost> hosts;
    private final PathRouter router;

    private SharedPort(Tomcat tomcat, Map<Resident, StandardHost> hosts, PathRouter router) {
        this.tomcat = tomcat;
        this.hosts = hosts;
        this.router = router;
    }

    /**
     * Takes the port.
     *
     * @param port    0 for any free one
     * @param scratch a folder for temporary files
     * @throws Refusal when the port is taken
     */
    public static SharedPort open(int port, Path scratch) {
        Registry.disableRegistry();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(scratch.toString());
        Connector connector = connector(port);
        tomcat.setConnector(connector);
        Map<Resident, StandardHost> hosts = hosts(tomcat);
        PathRouter router = new PathRouter();
        tomcat.getEngine().getPipeline().addValve(router);
        SharedPort shared = new SharedPort(tomcat, hosts, router);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            shared.close();
            throw new Refusal("port " + port + " is taken; stop the program that uses it, or choose another with --port NUMBER", e);
        }
        return shared;
    }

    private static Connector connector(int port) {
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setThrowOnFailure(true);
        connector.setProperty("address", "127.0.0.1");
        connector.setURIEncoding("UTF-8");
        connector.setMaxPostSize(FORM_BYTES_MAX);
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        protocol.setExecutor(new VirtualThreadExecutor("http-"));
        protocol.setMaxSwallowSize(SWALLOWED_BYTES_MAX);
        return connector;
    }

    /** The default host is the only resident with sessions: cookies are read for it before the router has its say. */
    private static Map<Resident, StandardHost> hosts(Tomcat tomcat) {
        Map<Resident, StandardHost> hosts = new EnumMap<>(Resident.class);
        for (Resident resident : Resident.values()) {
            StandardHost host = new StandardHost();
            host.setName(resident.hostName());
            host.setAutoDeploy(false);
            host.setDeployOnStartup(false);
            host.setCreateDirs(false);
            // The application is added before it is configured, so it must not start by being added.
            host.setStartChildren(false);
            tomcat.getEngine().addChild(host);
            hosts.put(resident, host);
        }
        tomcat.getEngine().setDefaultHost(Resident.RIGHTS.hostName());
        return hosts;
    }

    /** What a resident's Spring context uses in place of a server of its own. */
    public TomcatServletWebServerFactory mount(Resident resident) {
        return new MountedServerFactory(hosts.get(resident), this::port);
    }

    /** Everyone is in: lets requests through. */
    public void admit() {
        router.open();
    }

    /** Lets no more requests through; those inside go on. */
    public void shut() {
        router.shut();
    }

    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        shut();
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("the web server did not end", e);
        }
    }
}
