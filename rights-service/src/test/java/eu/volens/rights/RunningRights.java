package eu.volens.rights;

import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.Status;
import eu.volens.rights.signin.FirstPassword;
import eu.volens.transport.InProcessTransport;
import eu.volens.transport.WireTransport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rights service as it runs, on real servers. Stopped and started again on the same data by a test. */
public final class RunningRights implements AutoCloseable {

    public static final String RIGHTS_URL = "https://privacy.example.eu";

    private final String databaseUrl = TestDatabase.createUrl();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Clock clock;
    private volatile String firstPassword = "";
    private ConfigurableApplicationContext context;
    private WireTransport transport = new InProcessTransport();

    /**
     * With the shipped controller.
     *
     * @param folder where the master key is kept
     */
    public RunningRights(Path folder, PostOffice post, LedgerStandIn ledger, Clock clock) {
        this(folder, post, ledger, clock, Map.of());
    }

    /** @param more Spring properties that win over the usual ones */
    public RunningRights(Path folder, PostOffice post, LedgerStandIn ledger, Clock clock, Map<String, Object> more) {
        this.clock = clock;
        settings.putAll(settings(folder, post, ledger, databaseUrl));
        settings.putAll(more);
        context = start();
    }

    /** What a service needs to run on the same data, given the same folder and servers. */
    static Map<String, Object> settings(Path folder, PostOffice post, LedgerStandIn ledger, String databaseUrl) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("server.port", 0, "volens.service-token", LedgerStandIn.TOKEN,
                "volens.rights-url", RIGHTS_URL, "volens.ledger-url", ledger.url(),
                "volens.controllers-dir", relative(controllers()), "volens.master-key-file", relative(folder.resolve("master.key")),
                "volens.destroyed-keys-file", relative(folder.resolve("destroyed-keys")), "volens.api-keys-file", folder.resolve("api-keys").toString(),
                "spring.datasource.url", databaseUrl));
        settings.putAll(Map.of("spring.mail.host", "127.0.0.1", "spring.mail.port", post.smtpPort(),
                "volens.mailbox.host", "127.0.0.1", "volens.mailbox.port", post.imapPort(), "volens.mailbox.username", PostOffice.PRIVACY,
                "volens.mailbox.password", PostOffice.PASSWORD));
        return settings;
    }

    private ConfigurableApplicationContext start() {
        transport = new InProcessTransport();
        ApplicationContextInitializer<GenericApplicationContext> outside = context -> {
            context.registerBean("wireTransport", WireTransport.class, () -> transport);
            context.registerBean("clock", Clock.class, () -> clock);
            context.registerBean("remember", FirstPassword.class, () -> (user, password) -> firstPassword = password);
        };
        return RightsServiceApplication.application().initializers(outside)
                .run(settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static Path controllers() {
        String root = System.getProperty("volens.root");
        return (root == null ? Path.of("..") : Path.of(root)).resolve("controllers");
    }

    /** Operators like to write {@code ../}. */
    private static Path relative(Path path) {
        return Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
    }

    public void databaseGoesAway() {
        TestDatabase.shut(databaseUrl, true);
    }

    public void databaseComesBack() {
        TestDatabase.shut(databaseUrl, false);
    }

    public void stop() {
        context.close();
    }

    public void startAgain() {
        context = start();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(Class<T> type, String name) {
        return context.getBean(name, type);
    }

    public String address() {
        return "http://localhost:" + context.getBean(Environment.class).getProperty("local.server.port");
    }

    /** A DPO before the console, signed in with the first password. */
    public Browser console() {
        Browser dpo = new Browser(address());
        dpo.signIn("dpo", firstPassword);
        return dpo;
    }

    public WireTransport transport() {
        return transport;
    }

    public String databaseUrl() {
        return databaseUrl;
    }

    public JdbcClient database() {
        return JdbcClient.create(bean(DataSource.class));
    }

    public List<Cases.Row> cases() {
        return bean(Cases.class).list(Cases.Filter.ALL, 0, 1_000).rows();
    }

    /** The case of who wrote from this address; waits for it. */
    public CaseFile caseOf(String address) {
        return Eventually.get("a case of " + address, () -> cases().stream()
                .flatMap(row -> bean(Cases.class).find(row.caseId()).stream())
                .filter(file -> file.correspondent().address().orElse("").equals(address)).findFirst(), this::mailbox);
    }

    /** How far each message came, for whoever reads why a test failed. */
    private String mailbox() {
        return "kept " + database().sql("SELECT uid, state, tries, reason, next_try_at FROM incoming_mail ORDER BY uid").query().listOfRows()
                + ", mailbox " + bean(HealthIndicator.class, "mailboxHealthIndicator").health();
    }

    public CaseFile file(UUID caseId) {
        return bean(Cases.class).find(caseId).orElseThrow();
    }

    public CaseFile await(UUID caseId, Status status) {
        return Eventually.get("case " + caseId + " is " + status,
                () -> Optional.of(file(caseId)).filter(file -> file.status() == status));
    }

    public void send(RequestCommand command) {
        bean(CommandGateway.class).sendAndWait(command);
    }

    @Override
    public void close() {
        context.close();
    }
}
