package eu.volens.standalone;

import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.ledger.LedgerServiceApplication;
import eu.volens.ledger.policy.FolderState;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyFolder;
import eu.volens.projections.ProjectionsApplication;
import eu.volens.rights.RightsServiceApplication;
import eu.volens.rights.signin.FirstPassword;
import eu.volens.standalone.clock.SetClock;
import eu.volens.standalone.database.EmbeddedDatabase;
import eu.volens.standalone.folder.DataFolder;
import eu.volens.standalone.home.ControllerFacts;
import eu.volens.standalone.home.WaitingPolicies;
import eu.volens.standalone.house.Household;
import eu.volens.standalone.house.Resident;
import eu.volens.standalone.house.SharedPort;
import eu.volens.standalone.mailbox.Address;
import eu.volens.standalone.mailbox.Mailbox;
import eu.volens.standalone.system.Surroundings;
import eu.volens.transport.InProcessTransport;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The running whole. Starts in the order of need, ends in reverse: first nobody new is let in, last the database stops.
 * What was acknowledged before a crash at any moment is there at the next start.
 */
final class Volens implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Volens.class);
    private static final String SECURITY = "org.springframework.boot.security.";
    private static final String MAIL = "org.springframework.boot.mail.";
    private static final String AXON = "org.axonframework.";
    private static final String THYMELEAF = "org.springframework.boot.thymeleaf.";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Settings settings;
    private final Surroundings surroundings;
    private final Progress progress;
    private final Consumer<String> onBreakdown;
    private final AtomicBoolean broken = new AtomicBoolean();
    private volatile boolean ended;
    private boolean logging;
    private int httpPort;
    private int smtpPort;
    private int imapPort;

    /** @param onBreakdown told, in one line, why this can serve no longer; expected to end it */
    Volens(Settings settings, Surroundings surroundings, Progress progress, Consumer<String> onBreakdown) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.progress = progress;
        this.onBreakdown = onBreakdown;
    }

    /**
     * Starts everything and returns when all of it serves.
     *
     * @throws eu.volens.standalone.folder.Refusal when it cannot, with what to do about it; nothing is left running
     */
    void start() {
        try {
            startAll();
        } catch (RuntimeException | Error e) {
            // Before the log file there is only the console, and that shows one line.
            if (logging) {
                log.error("Not started", e);
            }
            close();
            throw e;
        }
    }

    private void startAll() {
        ControllerFacts controller = ControllerFacts.read(settings.controllers(), settings.controller());
        Ports.check(settings);
        DataFolder folder = keep(DataFolder.open(settings.data()));
        DataFolder.refuseUnfinishedRestore(folder.root());
        Clock clock = SetClock.of(folder, surroundings.clock(), settings.clock());
        Logs.begin(folder);
        logging = true;
        progress.say("Volens starts; its data are in " + folder.root());
        Optional<String> restored = folder.note(folder.restored());
        restored.ifPresent(progress::say);
        SharedPort port = keep(SharedPort.open(settings.port(), folder.scratch()));

        progress.begins(folder.isFirst() ? "PostgreSQL, made ready this first time" : "PostgreSQL");
        EmbeddedDatabase database = keep(EmbeddedDatabase.start(folder, surroundings.random()));
        database.onBreakdown(() -> databaseEnded(folder));

        progress.begins("mailbox");
        Mailbox mailbox = keep(Mailbox.start(folder, settings.smtpPort(), settings.imapPort(), clock, surroundings.random()));
        mailbox.open(Address.read(controller.mail()).orElseThrow());

        InProcessTransport transport = new InProcessTransport();
        Map<String, String> common = common(folder, database, port);
        Map<String, Object> parts = Map.of("wireTransport", transport, "clock", clock);
        Household household = new Household(port);

        progress.begins("projections");
        moveIn(household, Resident.PROJECTIONS, ProjectionsApplication.application(), common, parts, SECURITY, MAIL, AXON, THYMELEAF);
        progress.begins("consent ledger");
        ConfigurableApplicationContext ledger = moveIn(household, Resident.LEDGER, LedgerServiceApplication.application(), withLog(common, folder),
                parts, SECURITY, MAIL);
        endsWithItsLog("consent ledger", ledger);
        progress.begins("rights service");
        endsWithItsLog("rights service",
                moveIn(household, Resident.RIGHTS, RightsServiceApplication.application(), withMailbox(common, controller, mailbox),
                        Map.of("wireTransport", transport, "clock", clock, "firstPassword", (FirstPassword) this::firstPassword)));
        progress.begins("pages");
        moveIn(household, Resident.PAGES, PagesApplication.application(),
                clock instanceof SetClock ? Map.of("volens.clock-is-set", "true") : Map.of(),
                Map.of("clock", clock, "mailbox", mailbox, "controllerFacts", controller,
                        "waitingPolicies", (WaitingPolicies) () -> waitingPolicies(ledger)));

        keep(transport);
        port.admit();
        keep(port::shut);
        httpPort = port.port();
        smtpPort = mailbox.smtpPort();
        imapPort = mailbox.imapPort();
        if (restored.isPresent()) {
            folder.forget(folder.restored());
        }
        addresses(controller, folder, clock);
    }

    private ConfigurableApplicationContext moveIn(Household household, Resident resident, SpringApplicationBuilder application,
            Map<String, String> settings, Map<String, Object> parts, String... absent) {
        return keep(household.moveIn(resident, application, settings, parts, List.of(absent)));
    }

    private static List<String> waitingPolicies(ConfigurableApplicationContext ledger) {
        return FolderState.of(ledger.getBean(PoliciesInForce.class), ledger.getBean(PolicyFolder.class)).stream()
                .filter(state -> state.standing() != FolderState.Standing.PUBLISHED).map(state -> state.inForce().site().id()).toList();
    }

    private void endsWithItsLog(String name, ConfigurableApplicationContext service) {
        service.getBean(PostgresEventStorageEngine.class).onStop(reason -> breakdown("The log of the " + name + " is written no more ("
                + reason.getMessage() + "), so Volens ends; look after the disk and start it again: what was acknowledged is kept"));
    }

    private Map<String, String> common(DataFolder folder, EmbeddedDatabase database, SharedPort port) {
        String url = "http://localhost:" + port.port();
        Map<String, String> common = new TreeMap<>();
        common.put("spring.datasource.url", database.jdbcUrl());
        common.put("spring.datasource.username", EmbeddedDatabase.USER);
        common.put("spring.datasource.password", database.password());
        common.put("volens.controllers-dir", settings.controllers().toAbsolutePath().normalize().toString());
        common.put("volens.controller", settings.controller());
        common.put("volens.service-token", folder.secret("service-token", 32, surroundings.random()));
        common.put("volens.master-key-file", folder.key("master.key").toString());
        common.put("volens.destroyed-keys-file", folder.key("destroyed-keys").toString());
        common.put("volens.api-keys-file", folder.key("api-keys").toString());
        common.put("volens.ledger-url", url);
        common.put("volens.rights-url", url);
        common.put("volens.projections-url", url);
        return common;
    }

    private Map<String, String> withLog(Map<String, String> common, DataFolder folder) {
        Map<String, String> settings = new TreeMap<>(common);
        settings.put("volens.log.key-file", folder.key("log.key").toString());
        settings.put("volens.log.last-signed-file", folder.key("log.last-signed").toString());
        settings.put("volens.log.auditor-token", folder.secret("auditor-token", 32, surroundings.random()));
        folder.note(folder.logOrigin()).ifPresent(origin -> settings.put("volens.log.origin", origin));
        return settings;
    }

    private static Map<String, String> withMailbox(Map<String, String> common, ControllerFacts controller, Mailbox mailbox) {
        Map<String, String> settings = new TreeMap<>(common);
        settings.put("spring.mail.host", "127.0.0.1");
        settings.put("spring.mail.port", Integer.toString(mailbox.smtpPort()));
        settings.put("volens.mailbox.host", "127.0.0.1");
        settings.put("volens.mailbox.port", Integer.toString(mailbox.imapPort()));
        settings.put("volens.mailbox.username", controller.mail());
        settings.put("volens.mailbox.password", mailbox.imapPassword());
        return settings;
    }

    /** Without its database nothing here can do its work, and going on would look as if it could. */
    private void databaseEnded(DataFolder folder) {
        breakdown("PostgreSQL has ended without being asked to, so Volens ends too; start it again: what was recorded is kept. "
                + "Its own words are in " + folder.postgresql().resolve("log"));
    }

    /** The first reason is the one that is told; what breaks after it follows from it. */
    private void breakdown(String reason) {
        if (ended || !broken.compareAndSet(false, true)) {
            return;
        }
        log.error(reason);
        onBreakdown.accept(reason);
    }

    /** Told at once, for it is told only once: the account becomes durable after this. */
    private void firstPassword(String user, String password) {
        progress.say("    first sign-in to the console: user " + user + ", password " + password + " (shown only this once)");
    }

    private void addresses(ControllerFacts controller, DataFolder folder, Clock clock) {
        String url = url();
        progress.say("");
        progress.fact("Home", url + "/");
        progress.fact("Demo site", url + "/demo");
        progress.fact("Cookie policy", url + "/policy/" + controller.site());
        progress.fact("Console", url + "/console");
        progress.fact("Mailbox", url + "/mailbox");
        progress.fact("Mail", controller.mail() + " by SMTP at localhost:" + smtpPort + ", IMAP at localhost:" + imapPort);
        if (clock instanceof SetClock) {
            progress.fact("Clock", "shows " + clock.instant() + "; move it on at " + url + "/clock");
        }
        progress.fact("Log", folder.log().toString());
        progress.say("");
        progress.say("Volens is ready");
    }

    /** Where the pages are, without a slash at the end. */
    String url() {
        return "http://localhost:" + httpPort;
    }

    int smtpPort() {
        return smtpPort;
    }

    int imapPort() {
        return imapPort;
    }

    /** Takes charge of a part that was started; when the end has come meanwhile, ends it at once. */
    private synchronized <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        if (ended) {
            close();
            throw new IllegalStateException("ended while starting");
        }
        return part;
    }

    /** Ends everything in reverse order; goes on when a part does not end. May be called more than once, also during the start. */
    @Override
    public synchronized void close() {
        ended = true;
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                log.error("A part did not end cleanly", e);
            }
        }
    }
}
