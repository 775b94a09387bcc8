package eu.volens.rights.system;

import eu.volens.eventstore.BackgroundRotation;
import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.MasterKey;
import eu.volens.eventstore.MasterKeyPlace;
import eu.volens.eventstore.MasterKeyRotation;
import eu.volens.eventstore.PersonKeys;
import eu.volens.eventstore.PersonVault;
import eu.volens.eventstore.PostgresEventStorageEngine;
import eu.volens.eventstore.PostgresPersonKeys;
import eu.volens.eventstore.WokenEventStore;
import eu.volens.eventstore.erasure.DestroyedKeysException;
import eu.volens.eventstore.erasure.Erasure;
import eu.volens.eventstore.erasure.FileDestroyedKeys;
import eu.volens.rights.Ids;
import eu.volens.rights.casefile.CaseList;
import eu.volens.rights.casefile.LoggedCases;
import eu.volens.rights.correspondent.Correspondents;
import eu.volens.rights.correspondent.MailAddress;
import eu.volens.rights.deadline.Calendars;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.door.CaseOpening;
import eu.volens.rights.door.SubmissionRound;
import eu.volens.rights.door.Submissions;
import eu.volens.rights.doubt.Doubts;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.erasure.LoggedErasureDesk;
import eu.volens.rights.erasure.PersonalTables;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.language.LanguageGuess;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.mailbox.ErasedMails;
import eu.volens.rights.mailbox.HandedInMails;
import eu.volens.rights.mailbox.Intake;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.mailbox.SentLetters;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.mailbox.StoredSetAsideMails;
import eu.volens.rights.organisation.InvalidOrganisation;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.OrganisationFolder;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.request.CaseNumbers;
import eu.volens.rights.request.Cases;
import eu.volens.rights.request.RequestEventTypes;
import eu.volens.rights.token.KeyGate;
import eu.volens.transport.KafkaSettings;
import eu.volens.transport.KafkaTransport;
import eu.volens.transport.WireTransport;
import eu.volens.wire.key.ApiKeys;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is known and kept: the controller, the log, people's keys, messages and cases. Clock and transport may be given from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RightsSettings.class)
class RightsConfiguration {

    private static final int LOOKUP_KEY_BYTES = 32;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Ids ids(SecureRandom random) {
        return new RandomIds(random);
    }

    @Bean
    Organisation organisation(RightsSettings settings) {
        return OrganisationFolder.read(settings.controllerFolder());
    }

    @Bean
    DeadlineLaw deadlineLaw(RightsSettings settings, Organisation organisation) {
        try {
            Calendars calendars = Calendars.shipped().with(settings.controllerFolder().resolve("calendars"));
            return new DeadlineLaw(organisation.zone(), calendars.named(organisation.rules().calendar()), organisation.rules().internalTarget());
        } catch (Calendars.InvalidCalendar | IllegalArgumentException wrong) {
            throw new InvalidOrganisation("rights.yaml, calendar: " + wrong.getMessage());
        }
    }

    @Bean
    MasterKey masterKey(RightsSettings settings, Environment environment, SecureRandom random) {
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

    @Bean
    PersonVault personVault(PersonKeys keys, SecureRandom random) {
        return new PersonVault(keys, random);
    }

    @Bean
    @DependsOnDatabaseInitialization
    LookupKey lookupKey(JdbcClient database, MasterKey masterKey, Ids ids) {
        return LookupKey.openOrCreate(database, masterKey, () -> ids.secret(LOOKUP_KEY_BYTES));
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    BackgroundRotation masterKeyRotation(DataSource dataSource, MasterKey masterKey) {
        return BackgroundRotation.start(new MasterKeyRotation(dataSource, masterKey, List.of(LookupKey.wrappedKeys())));
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    PostgresEventStorageEngine eventStorageEngine(DataSource dataSource, PersonKeys keys, SecureRandom random, Clock clock) {
        return PostgresEventStorageEngine.start(dataSource, RequestEventTypes.all(), keys, random, clock);
    }

    /** Made before anything is served: whoever was erased and came back with an old database is erased again first. */
    @Bean
    Erasure erasure(PostgresEventStorageEngine engine, PersonKeys keys, RightsSettings settings, Ids ids, Clock clock) {
        try {
            return Erasure.start(engine, keys, new FileDestroyedKeys(settings.destroyedKeys(), "rights"), PersonalTables.all(), ids::random, clock);
        } catch (DestroyedKeysException unreadable) {
            throw new UnusableSetting("volens.destroyed-keys-file", settings.destroyedKeys(), unreadable.getMessage());
        }
    }

    @Bean(destroyMethod = "shutDown")
    EventStore eventStore(PostgresEventStorageEngine engine) {
        return WokenEventStore.over(engine);
    }

    @Bean
    CaseLog caseLog(EventLog log) {
        return new CaseLog(log);
    }

    @Bean
    CaseNumbers caseNumbers(JdbcClient database) {
        return new SequenceCaseNumbers(database);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    Correspondents correspondents(JdbcClient database, PersonVault vault, PersonKeys keys, LookupKey lookup) {
        return new Correspondents(database, vault, keys, lookup);
    }

    @Bean
    KeptMails keptMails(JdbcClient database, TransactionTemplate transaction, PersonVault vault, Ids ids, Clock clock) {
        return new KeptMails(database, transaction, vault, ids, clock);
    }

    @Bean
    ErasedMails erasedMails(JdbcClient database) {
        return new ErasedMails(database);
    }

    @Bean
    CaseOpening caseOpening(Correspondents correspondents, DeadlineLaw law, CaseNumbers numbers, CommandGateway commands, Clock clock) {
        return new CaseOpening(correspondents, law, numbers, commands, clock);
    }

    @Bean
    Submissions submissions(JdbcClient database, PersonVault vault, LookupKey lookup, CaseOpening opening, Ids ids, Clock clock) {
        return new Submissions(database, vault, lookup, opening, ids, clock);
    }

    @Bean
    ApiKeys apiKeys(RightsSettings settings, Clock clock) {
        try {
            return ApiKeys.open(settings.apiKeys(), clock);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableSetting("volens.api-keys-file", settings.apiKeys(), String.valueOf(e.getMessage()));
        }
    }

    @Bean
    SubmissionRound submissionRound(Submissions submissions, Correspondents correspondents, PersonKeys keys, CaseLog cases,
            CaseOpening opening, TransactionTemplate transaction, Clock clock) {
        return new SubmissionRound(submissions, correspondents, keys, cases, opening, transaction, clock);
    }

    @Bean
    Intake.Parts intakeParts(KeptMails mails, ErasedMails erased, Correspondents correspondents, PersonKeys keys, LookupKey lookup,
            Organisation organisation, CaseLog cases, SentLetters letters, CaseOpening opening, RightsSettings settings, Ids ids,
            CommandGateway commands) {
        return new Intake.Parts(mails, erased, correspondents, keys, lookup, new LanguageGuess(organisation.languages()), cases, letters, opening,
                new Doubts(settings.authservId()), ids, commands);
    }

    @Bean
    Intake intake(Intake.Parts parts, Organisation organisation, JdbcClient database, TransactionTemplate transaction, Clock clock) {
        MailAddress own = MailAddress.of(organisation.mail())
                .orElseThrow(() -> new InvalidOrganisation("controller.yaml: contacts.mail cannot receive mail"));
        return new Intake(parts, own, database, transaction, clock);
    }

    @Bean
    HandedInMails handedInMails(KeptMails mails, Intake intake, LookupKey lookup, Organisation organisation, RightsSettings settings,
            ObjectProvider<Rounds> rounds, Clock clock) {
        List<String> ourServers = Stream.concat(Stream.of(organisation.mailDomain()), settings.mailServers().stream()).toList();
        return new HandedInMails(mails, intake, lookup, ourServers, () -> rounds.ifAvailable(Rounds::wake), clock);
    }

    @Bean
    KeyGate keyGate(ApiKeys keys, RightsSettings settings) {
        return new KeyGate(keys, settings.serviceToken());
    }

    @Bean
    SetAsideMails setAsideMails(JdbcClient database, KeptMails mails, Intake intake) {
        return new StoredSetAsideMails(database, mails, intake);
    }

    @Bean
    ErasureDesk erasureDesk(Erasure erasure, CaseLog cases, JdbcClient database, Ids ids) {
        return new LoggedErasureDesk(erasure, cases, database, ids);
    }

    @Bean
    CaseList caseList(JdbcClient database) {
        return new CaseList(database);
    }

    @Bean
    Cases cases(JdbcClient database, CaseLog log, KeptMails mails, Submissions submissions, HolderQuestions questions, Letters letters,
            Correspondents correspondents) {
        return new LoggedCases(database, log, mails, submissions, questions, letters, correspondents);
    }

    @Bean
    @ConditionalOnMissingBean
    WireTransport wireTransport(RightsSettings settings, DataSource dataSource) {
        return new KafkaTransport(KafkaSettings.at(settings.kafka().bootstrapServers()), dataSource);
    }
}
