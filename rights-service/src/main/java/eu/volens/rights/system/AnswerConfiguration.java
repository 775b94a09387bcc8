package eu.volens.rights.system;

import eu.volens.eventstore.EventLog;
import eu.volens.eventstore.PersonVault;
import eu.volens.rights.Ids;
import eu.volens.rights.answer.AnswerPackage;
import eu.volens.rights.console.Previews;
import eu.volens.rights.delivery.DownloadLinkTable;
import eu.volens.rights.delivery.OneTimeDownloads;
import eu.volens.rights.delivery.Packages;
import eu.volens.rights.door.SubmissionRound;
import eu.volens.rights.door.Submissions;
import eu.volens.rights.holder.DataHolder;
import eu.volens.rights.holder.HolderQuestions;
import eu.volens.rights.holder.LedgerHolder;
import eu.volens.rights.identity.IdentityLinkTable;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.identity.LetteredIdentityLinks;
import eu.volens.rights.letter.LetterKind;
import eu.volens.rights.letter.LetterPost;
import eu.volens.rights.letter.LetterPreviews;
import eu.volens.rights.letter.LetterTemplates;
import eu.volens.rights.letter.Letters;
import eu.volens.rights.letter.Outbox;
import eu.volens.rights.lookup.LookupKey;
import eu.volens.rights.mailbox.ErasedMails;
import eu.volens.rights.mailbox.ImapMailbox;
import eu.volens.rights.mailbox.Intake;
import eu.volens.rights.mailbox.KeptMails;
import eu.volens.rights.organisation.InvalidOrganisation;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.reminder.Reminding;
import eu.volens.rights.request.CaseLog;
import eu.volens.rights.round.Round;
import eu.volens.rights.workflow.CaseWorkflow;
import eu.volens.rights.workflow.HolderRound;
import eu.volens.rights.workflow.PackageRound;
import eu.volens.transport.WireTransport;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/** What is done about a case: letters, links, holders, packages, and the rounds that work on them. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    private static final Duration HOLDER_CONNECT_AT_MOST = Duration.ofSeconds(5);
    /** Well below the minute and a half for which a question is claimed. */
    private static final Duration HOLDER_ANSWER_AT_MOST = Duration.ofSeconds(30);

    @Bean
    Letters letters(JdbcClient database, PersonVault vault, Ids ids, Clock clock) {
        return new Letters(database, vault, ids, clock);
    }

    @Bean
    LetterTemplates letterTemplates(RightsSettings settings, Organisation organisation) {
        return new LetterTemplates(settings.controllerFolder().resolve("letters"), organisation.languages());
    }

    @Bean
    IdentityLinkTable identityLinkTable(JdbcClient database, Ids ids, RightsSettings settings, Organisation organisation) {
        return new IdentityLinkTable(database, ids, settings.rightsUrl(), organisation.rules().identityLink());
    }

    @Bean
    DownloadLinkTable downloadLinkTable(JdbcClient database, Ids ids, RightsSettings settings, Organisation organisation) {
        return new DownloadLinkTable(database, ids, settings.rightsUrl(), organisation.rules().downloadLink());
    }

    @Bean
    Outbox outbox(Letters letters, LetterTemplates templates, JavaMailSender sender, CaseLog cases, KeptMails mails, Organisation organisation,
            LookupKey lookup, Ids ids, CommandGateway commands, IdentityLinkTable identityLinks, DownloadLinkTable downloadLinks,
            TransactionTemplate transaction, Clock clock) {
        LetterPost post = new LetterPost(sender, organisation.mail(), organisation.name(), clock);
        return new Outbox(new Outbox.Parts(letters, templates, post, cases, mails, organisation, lookup, ids, commands),
                Map.of(LetterKind.ACKNOWLEDGEMENT, identityLinks, LetterKind.IDENTITY, identityLinks, LetterKind.ANSWER, downloadLinks,
                        LetterKind.REMINDER, downloadLinks), transaction, clock);
    }

    @Bean
    LetterPreviews letterPreviews(CaseLog cases, LetterTemplates templates, Organisation organisation, RightsSettings settings, Clock clock) {
        return new LetterPreviews(cases, templates, organisation, settings.rightsUrl(), clock);
    }

    @Bean
    Previews previews(LetterPreviews previews) {
        return previews::preview;
    }

    @Bean
    IdentityLinks identityLinks(IdentityLinkTable table, CaseLog cases, Outbox outbox, CommandGateway commands, Clock clock) {
        return new LetteredIdentityLinks(table, cases, outbox, commands, clock);
    }

    @Bean
    DataHolder ledgerHolder(RightsSettings settings) {
        JdkClientHttpRequestFactory requests =
                new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(HOLDER_CONNECT_AT_MOST).build());
        requests.setReadTimeout(HOLDER_ANSWER_AT_MOST);
        return new LedgerHolder(RestClient.builder().requestFactory(requests).build(), settings.ledgerUrl(), settings.serviceToken());
    }

    @Bean
    HolderQuestions holderQuestions(JdbcClient database, PersonVault vault, Ids ids, Clock clock, List<DataHolder> holders,
            Organisation organisation) {
        Set<String> known = holders.stream().map(DataHolder::name).collect(Collectors.toSet());
        organisation.rules().holders().stream().map(Organisation.Holder::id).filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new InvalidOrganisation("rights.yaml: nobody knows how to ask the holder " + id + "; known: " + known);
        });
        return new HolderQuestions(database, vault, ids, clock, holders);
    }

    @Bean
    Packages packages(JdbcClient database, PersonVault vault, Clock clock) {
        return new Packages(database, vault, clock);
    }

    @Bean
    OneTimeDownloads downloads(DownloadLinkTable links, Packages packages, CaseLog cases, Outbox outbox, CommandGateway commands, Clock clock) {
        return new OneTimeDownloads(links, packages, cases, outbox, commands, clock);
    }

    @Bean
    Rounds rounds(Intake intake, SubmissionRound submissionRound, Submissions submissions, Outbox outbox, HolderQuestions questions,
            Packages packages, OneTimeDownloads downloads, CaseLog cases, KeptMails mails, ErasedMails erased, Organisation organisation, Ids ids, CommandGateway commands, Clock clock, RightsSettings settings,
            WireTransport transport, EventLog log, Reminding reminding) {
        Round understanding = new Round("mail intake", intake::understandOne);
        List<ImapMailbox> mailboxes = settings.readMailboxes().stream()
                .map(box -> new ImapMailbox(box, mails, erased, understanding::wake, clock)).toList();
        List<Round> rounds = new ArrayList<>(reminding.rounds());
        rounds.addAll(List.of(understanding, new Round("submissions", submissionRound), new Round("outbox", outbox::moveOne),
                new Round("data holders", new HolderRound(questions, cases, commands, clock)),
                new Round("packages", new PackageRound(packages, downloads, cases, questions, mails, submissions,
                        new AnswerPackage(organisation, ids), commands, clock))));
        return new Rounds(List.copyOf(rounds), mailboxes, transport, log);
    }

    @Bean
    CaseWorkflow caseWorkflow(CaseLog cases, Letters letters, HolderQuestions questions, OneTimeDownloads downloads, Organisation organisation,
            CommandGateway commands, Clock clock, ObjectProvider<Rounds> rounds) {
        return new CaseWorkflow(cases, letters, questions, downloads, organisation, commands, clock, () -> rounds.ifAvailable(Rounds::wake));
    }
}
