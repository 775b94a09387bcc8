package eu.volens.ledger.system;

import eu.volens.eventstore.BackgroundRotation;
import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.EventTypes;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.MasterKeyPlace;
import eu.volens.eventstore.MasterKeyRotation;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.WokenEventStore;
import eu.volens.eventstore.erasure.DestroyedKeysException;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.FileDestroyedKeys;
import eu.volens.eventstore.erasure.PersonEvent;
import eu.volens.eventstore.transparency.LogKeyFile;
import eu.volens.eventstore.transparency.TransparencyLog;
import eu.volens.eventstore.transparency.Witnesses;
import eu.volens.ledger.address.ClientAddresses;
import eu.volens.ledger.consent.ConsentEventTypes;
import eu.volens.ledger.consent.Visits;
import eu.volens.ledger.foreign.ForeignEventTypes;
import eu.volens.ledger.foreign.ForeignEvidence;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyEventTypes;
import eu.volens.ledger.policy.PolicyFolder;
import eu.volens.ledger.policy.PolicyPublisher;
import eu.volens.ledger.preferences.FreshKeys;
import eu.volens.ledger.preferences.RequestForm;
import eu.volens.ledger.receipt.Receipts;
import eu.volens.ledger.register.CookieRegister;
import eu.volens.ledger.snapshot.PolicySnapshots;
import eu.volens.ledger.token.BearerToken;
import eu.volens.ledger.token.KeyGate;
import eu.volens.ledger.wire.LedgerFeed;
import eu.volens.ledger.wording.Wording;
import eu.volens.merkle.sign.SigningKey;
import eu.volens.merkle.sign.StatementSigner;
import eu.volens.transport.KafkaSettings;
import eu.volens.transport.KafkaTransport;
import eu.volens.transport.WireTransport;
import eu.volens.wire.Topics;
import eu.volens.wire.key.ApiKeys;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The parts of the service and how they hang together. Clock and transport may be given from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerConfiguration {

    private static final int EVENTS_WITHOUT_SNAPSHOT_MAX = 100;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Wording wording() {
        return Wording.load();
    }

    @Bean
    PolicyFolder policyFolder(LedgerSettings settings, Wording wording) {
        return new PolicyFolder(settings.controllersFolder(), settings.controller(), wording);
    }

    /** The folder as it is at the start: which sites are served, and their origins. What their visitors are shown is {@link PoliciesInForce}. */
    @Bean
    CookieRegister register(PolicyFolder folder) {
        return folder.register();
    }

    @Bean
    PoliciesInForce policiesInForce() {
        return PoliciesInForce.unread();
    }

    @Bean(destroyMethod = "close")
    PolicyPublisher policyPublisher(LedgerSettings settings, PoliciesInForce inForce, CommandGateway commands, EventStore events, Clock clock) {
        return new PolicyPublisher(settings.controller(), inForce, commands, events, clock);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    MasterKey masterKey(LedgerSettings settings, Environment environment, SecureRandom random) {
        try {
            return settings.masterKey().open(settings.keyFile(), environment.getProperty(MasterKeyPlace.VARIABLE), random);
        } catch (MasterKeyPlace.Unusable e) {
            throw new UnusableSetting(e.property(), e.value(), e.getMessage());
        }
    }

    @Bean
    @DependsOnDatabaseInitialization
    PersonKeys personKeys(DataSource dataSource, MasterKey masterKey, SecureRandom random) {
        return new PostgresPersonKeys(dataSource, masterKey, random);
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    BackgroundRotation masterKeyRotation(DataSource dataSource, MasterKey masterKey) {
        return BackgroundRotation.start(new MasterKeyRotation(dataSource, masterKey, List.of()));
    }

    /** Events are durable when the engine has appended them, so commands need no database transaction of their own. */
    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    PostgresEventStorageEngine eventStorageEngine(DataSource dataSource, PersonKeys keys, SecureRandom random, Clock clock) {
        return PostgresEventStorageEngine.start(dataSource, eventTypes(), ConsentEventTypes.snapshots(), keys, random, clock);
    }

    private static EventTypes eventTypes() {
        return ForeignEventTypes.addTo(PolicyEventTypes.addTo(ConsentEventTypes.addTo(PersonEvent.addTo(EventTypes.builder())))).build();
    }

    /** Made before anything is served: whoever was erased and came back with an old database is erased again first. */
    @Bean
    Erasure erasure(PostgresEventStorageEngine engine, PersonKeys keys, LedgerSettings settings, Clock clock) {
        try {
            return Erasure.start(engine, keys, new FileDestroyedKeys(settings.destroyedKeys(), "ledger"), List.of(), UUID::randomUUID, clock);
        } catch (DestroyedKeysException unreadable) {
            throw new UnusableSetting("volens.destroyed-keys-file", settings.destroyedKeys(), unreadable.getMessage());
        }
    }

    @Bean(destroyMethod = "shutDown")
    EventStore eventStore(PostgresEventStorageEngine engine) {
        return WokenEventStore.over(engine);
    }

    /** Few visitors come this often; whoever does on purpose shall not make each of their commands dearer than the last. */
    @Bean
    SnapshotTriggerDefinition consentSnapshots(Snapshotter snapshotter) {
        return new EventCountSnapshotTriggerDefinition(snapshotter, EVENTS_WITHOUT_SNAPSHOT_MAX);
    }

    /** A policy has a version a month, and only who publishes loads them. */
    @Bean
    SnapshotTriggerDefinition policySnapshots() {
        return NoSnapshotTriggerDefinition.INSTANCE;
    }

    @Bean
    SigningKey logKey(LedgerSettings settings, SecureRandom random) {
        try {
            return LogKeyFile.openOrCreate(settings.log().key(), settings.log().origin(), random);
        } catch (FileSystemException e) {
            throw new UnusableSetting("volens.log.key-file", settings.log().key(), "the file cannot be read or written");
        } catch (IOException e) {
            throw new UnusableSetting("volens.log.key-file", settings.log().key(), e.getMessage());
        }
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    TransparencyLog transparencyLog(DataSource dataSource, EventLog log, SigningKey logKey, LedgerSettings settings) {
        return TransparencyLog.start(dataSource, log, logKey, settings.log().lastSigned());
    }

    @Bean(destroyMethod = "close")
    Witnesses witnesses(TransparencyLog log, DataSource dataSource, LedgerSettings settings, Clock clock) {
        return Witnesses.start(log, dataSource, settings.log().witnesses().stream().map(LedgerSettings.Cosigner::witness).toList(), clock);
    }

    @Bean
    BearerToken auditorToken(LedgerSettings settings) {
        return new BearerToken(settings.log().auditorToken(), "an auditor's");
    }

    @Bean
    Receipts receipts(EventLog log, TransparencyLog transparency, PoliciesInForce policies, ForeignEvidence foreign, LedgerSettings settings,
            Clock clock) {
        return new Receipts(log, transparency, policies, foreign, settings.ledgerUrl(), clock);
    }

    @Bean
    PolicySnapshots shownSnapshots(SigningKey logKey, Clock clock) {
        return new PolicySnapshots(StatementSigner.of(logKey, "policy-snapshots"), clock);
    }

    @Bean
    ClientAddresses clientAddresses(LedgerSettings settings) {
        return settings.clients();
    }

    @Bean
    Visits visits(LedgerSettings settings, ClientAddresses clients) {
        return new Visits(settings.evidence(), clients);
    }

    @Bean
    KeyGate keyGate(LedgerSettings settings, Clock clock) {
        try {
            return new KeyGate(ApiKeys.open(settings.apiKeys(), clock));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableSetting("volens.api-keys-file", settings.apiKeys(), String.valueOf(e.getMessage()));
        }
    }

    @Bean
    RequestForm requestForm(LedgerSettings settings) {
        return new RequestForm(settings.rightsUrl());
    }

    @Bean
    FreshKeys freshKeys() {
        return UUID::randomUUID;
    }

    @Bean
    TransactionManager axonTransactionManager() {
        return NoTransactionManager.instance();
    }

    @Bean
    @ConditionalOnMissingBean
    WireTransport wireTransport(LedgerSettings settings, DataSource dataSource) {
        return new KafkaTransport(KafkaSettings.at(settings.kafka().bootstrapServers()), dataSource);
    }

    /** Once the service listens, its log can be read. */
    @Bean
    ApplicationRunner open(WireTransport transport, EventLog log) {
        return arguments -> transport.offer(Topics.LEDGER, new LedgerFeed(log));
    }
}
