package eu.volens.rights.gallery;

import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.console.Previews;
import eu.volens.rights.deadline.DeadlineLaw;
import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.erasure.ErasureDesk;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.letter.LetterPreviews.Draft;
import eu.volens.rights.letter.LetterPreviews.Preview;
import eu.volens.rights.mailbox.SetAsideMails;
import eu.volens.rights.organisation.Organisation;
import eu.volens.rights.organisation.OrganisationFolder;
import eu.volens.rights.request.Refusal;
import eu.volens.rights.request.RequestCommand;
import eu.volens.rights.request.RequestRefusedException;
import eu.volens.rights.request.Right;
import eu.volens.rights.request.Ruling;
import eu.volens.rights.Ids;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The pages with everything behind them invented, but sign-in and its database real. Not annotated as a configuration, so
 * that the application itself does not find it. Run it to look at the pages: it prints where they are, and the password.
 */
@EnableAutoConfiguration(excludeName = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
@ComponentScan({"eu.volens.rights.page", "eu.volens.rights.signin", "eu.volens.rights.console", "eu.volens.rights.person"})
@ComponentScan(basePackages = "eu.volens.rights.system", useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.(SecurityConfiguration|PagesConfiguration)"))
class Gallery {

    public static void main(String[] args) throws IOException {
        var context = open(Integer.parseInt(args.length > 0 ? args[0] : "8099"), _ -> {});
        System.out.println("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/console");
    }

    static ConfigurableApplicationContext open(int port,
            ApplicationContextInitializer<ConfigurableApplicationContext> given) throws IOException {
        var database = EmbeddedPostgres.start();
        return new SpringApplicationBuilder(Gallery.class).initializers(given).properties(Map.ofEntries(
                Map.entry("spring.config.name", "rights-gallery"),
                Map.entry("server.port", port),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.datasource.url", database.getJdbcUrl("postgres", "postgres")),
                Map.entry("spring.datasource.username", "postgres"),
                Map.entry("spring.datasource.hikari.schema", "rights"),
                Map.entry("spring.flyway.default-schema", "rights"),
                Map.entry("spring.flyway.create-schemas", "true"),
                Map.entry("spring.flyway.locations", "classpath:db/eventstore,classpath:db/rights"),
                Map.entry("spring.thymeleaf.servlet.produce-partial-output-while-processing", "false"),
                Map.entry("spring.thymeleaf.prefix", "classpath:/rights/templates/"),
                Map.entry("spring.messages.basename", "rights/messages,house-style/frame"),
                Map.entry("spring.messages.fallback-to-system-locale", "false"),
                Map.entry("spring.web.resources.static-locations", "classpath:/META-INF/resources/"),
                Map.entry("server.servlet.session.cookie.name", "VOLENS_CONSOLE"),
                Map.entry("server.servlet.session.cookie.http-only", "true"),
                Map.entry("server.servlet.session.cookie.same-site", "lax"),
                Map.entry("server.servlet.session.tracking-modes", "cookie"),
                Map.entry("server.tomcat.use-relative-redirects", "true"),
                Map.entry("axon.axonserver.enabled", "false"),
                Map.entry("axon.update-check.disabled", "true"),
                Map.entry("volens.projections-url", "http://localhost:9"),
                Map.entry("volens.service-token", "gallery"))).run();
    }

    final List<RequestCommand> carriedOut = new CopyOnWriteArrayList<>();

    @Bean
    Clock clock() {
        return Clock.fixed(InventedCases.at(0, 11), InventedCases.ZONE);
    }

    @Bean
    Ids ids() {
        var random = new SecureRandom();
        return new Ids() {
            @Override
            public UUID random() {
                return UUID.randomUUID();
            }

            @Override
            public byte[] secret(int bytes) {
                var secret = new byte[bytes];
                random.nextBytes(secret);
                return secret;
            }
        };
    }

    @Bean
    Organisation organisation() {
        var root = System.getProperty("volens.root", "..");
        return OrganisationFolder.read(Path.of(root, "controllers", "belgian-mobile-id"));
    }

    @Bean
    InventedCases cases() {
        return new InventedCases();
    }

    @Bean
    DeadlineLaw deadlineLaw() {
        return InventedCases.LAW;
    }

    /** A letter that says what it was given; of one case it would not be sent. */
    @Bean
    Previews previews() {
        return (caseId, draft) -> {
            var said = switch (draft) {
                case Draft.Identity one -> one.question();
                case Draft.Clarification one -> one.question();
                case Draft.Extension one -> one.explanation();
                case Draft.Answer _, Draft.Withdrawal _, Draft.RecipientNotice _ -> "As decided.";
            };
            return Optional.of(new Preview("answer", "ann@example.org", "fr", "Votre demande", "Madame, Monsieur,\n\n" + said,
                    "<html></html>", caseId.equals(InventedCases.NOT_CONFIRMED) ? List.of("decisions") : List.of()));
        };
    }

    @Bean
    ErasureDesk erasureDesk(InventedCases cases) {
        return new InventedDesk(cases);
    }

    @Bean
    CommandGateway commands() {
        var bus = SimpleCommandBus.builder().build();
        for (var type : RequestCommand.class.getPermittedSubclasses()) {
            bus.subscribe(type.getName(), message -> {
                var command = (RequestCommand) message.getPayload();
                refusal(command).ifPresent(reason -> {
                    throw new RequestRefusedException(reason);
                });
                if (carriedOut.stream().anyMatch(before -> before.getClass() == command.getClass()
                        && before.caseId().equals(command.caseId()))) {
                    throw new RequestRefusedException(Refusal.NOT_AT_THIS_POINT);
                }
                carriedOut.add(command);
                return null;
            });
        }
        return DefaultCommandGateway.builder().commandBus(bus).build();
    }

    /** Of what was filled in. */
    private static Optional<Refusal> refusal(RequestCommand command) {
        if (command instanceof RequestCommand.RequestClarification ask && ask.question().orElse("").isBlank()) {
            return Optional.of(Refusal.NOTE_MISSING);
        }
        if (command instanceof RequestCommand.DecideRight part && part.ruling() == Ruling.IN_PART && part.right().isAnsweredWithData()
                && part.leftOut().isEmpty()) {
            return Optional.of(Refusal.LEFT_OUT_MISSING);
        }
        return command instanceof RequestCommand.DecideRight decide && decide.ruling() != Ruling.IN_FULL && decide.grounds().isEmpty()
                ? Optional.of(Refusal.REASONS_MISSING) : Optional.empty();
    }

    @Bean
    IdentityLinks identityLinks() {
        return new InventedLinks();
    }

    @Bean
    Downloads downloads() {
        return new InventedDownloads();
    }

    @Bean
    SetAsideMails setAsideMails() {
        var mails = List.of(
                new SetAsideMails.Mail(InventedCases.id(401), InventedCases.at(1, 8), "automatic-reply",
                        Personal.of("bob@example.org"),
                        Personal.of("Out of office: Re: 2026-000120"), Personal.of("I am away until Monday.\n\nBob")),
                new SetAsideMails.Mail(InventedCases.id(402), InventedCases.at(3, 8), "bounce", Personal.of(""), Personal.of(""),
                        Personal.of("")),
                new SetAsideMails.Mail(InventedCases.id(403), InventedCases.at(9, 8), "spam", Personal.erased(),
                        Personal.erased(), Personal.erased()));
        return new SetAsideMails() {
            @Override
            public Page list(int page, int size) {
                return new Page(page == 0 ? mails : List.of(), page, size, mails.size());
            }

            @Override
            public Optional<Mail> find(UUID mailId) {
                return mails.stream().filter(mail -> mail.mailId().equals(mailId)).findFirst();
            }

            @Override
            public Optional<UUID> openCase(UUID mailId, String by) {
                return find(mailId).map(mail -> InventedCases.AWAITING);
            }
        };
    }

    /** Tokens are the names of the states. */
    private static final class InventedLinks implements IdentityLinks {
        private boolean confirmed;

        @Override
        public Answer look(String token) {
            return switch (token) {
                case "open" -> new Open("en", "2026-000126", List.of(Right.ACCESS, Right.PORTABILITY), LocalDate.of(2026, 11, 12),
                        LocalDate.of(2026, 12, 14), Instant.parse("2026-12-12T09:00:00Z"));
                case "oeffnen" -> new Open("de", "2026-000125", List.of(), LocalDate.of(2026, 11, 12), LocalDate.of(2026, 12, 14),
                        Instant.parse("2026-12-12T09:00:00Z"));
                case "confirmed" -> new Confirmed("fr", "2026-000123", LocalDate.of(2026, 12, 7),
                        Instant.parse("2026-11-06T10:00:00Z"), true);
                case "expired" -> new Expired("nl", "2026-000124");
                case "withdrawn" -> new Withdrawn("nl", "2026-000111");
                case "closed" -> new CaseClosed("en", "2026-000110");
                case "fresh" -> confirmed
                        ? new Confirmed("en", "2026-000126", LocalDate.of(2026, 12, 14), Instant.parse("2026-11-23T10:00:00Z"), false)
                        : new Open("en", "2026-000126", List.of(Right.ACCESS), LocalDate.of(2026, 11, 12),
                                LocalDate.of(2026, 12, 14),
                                Instant.parse("2026-12-12T09:00:00Z"));
                default -> new Unknown();
            };
        }

        @Override
        public Answer confirm(String token, Set<UUID> consentRecords) {
            confirmed |= token.equals("fresh");
            return look(token);
        }

        @Override
        public Answer withdraw(String token) {
            return new Withdrawn("en", "2026-000126");
        }
    }

    /** Tokens are the names of the states. */
    private static final class InventedDownloads implements Downloads {
        private final List<String> taken = new ArrayList<>();

        @Override
        public synchronized Answer look(String token) {
            if (taken.contains(token)) {
                return new Gone("en", "2026-000120", Instant.parse("2026-11-23T10:12:04Z"));
            }
            return switch (token) {
                case "ready", "fresh" -> new Ready("en", "2026-000120", "2026-000120.zip", 12_601, "b5".repeat(32),
                        Instant.parse("2026-11-30T09:00:00Z"));
                case "gone" -> new Gone("fr", "2026-000101", Instant.parse("2026-11-20T10:12:04Z"));
                case "busy" -> new Busy("de", "2026-000120");
                case "expired" -> new Expired("nl", "2026-000101");
                default -> new Unknown();
            };
        }

        @Override
        public synchronized Answer take(String token, Receiver receiver) throws IOException {
            if (look(token) instanceof Ready ready) {
                receiver.receive(new Parcel(ready.fileName(), "application/zip", "PK".getBytes(StandardCharsets.US_ASCII),
                        ready.sha256()));
                taken.add(token);
                return new Taken("en", ready.caseNumber());
            }
            return look(token);
        }
    }
}
