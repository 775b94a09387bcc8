package eu.volens.houserules.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import eu.volens.transport.RealBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docker compose up} would start, started: the three jars of the build as processes, with the file's commands and settings,
 * against a real broker, a real PostgreSQL and a real mail server.
 */
class ComposeIT {

    private static final long PATIENCE_SECONDS = 60;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static final ComposeFile COMPOSE = Deployment.compose();
    private static final Map<String, String> ADDRESSES = new HashMap<>();
    private static final Map<String, Container> CONTAINERS = new LinkedHashMap<>();
    private static final Map<String, ServiceProcess> PROCESSES = new LinkedHashMap<>();
    private static final List<AutoCloseable> RUNNING = new ArrayList<>();
    private static GreenMail mail;

    @BeforeAll
    static void composeUp() throws Exception {
        ADDRESSES.put("postgres:5432", "localhost:" + startDatabase(COMPOSE.services().get("postgres").environment()));
        ADDRESSES.put("kafka:9092", startBroker());
        mail = startMail();
        ADDRESSES.put("mail:3025", "localhost:" + mail.getSmtp().getPort());
        ADDRESSES.put("mail:3143", "localhost:" + mail.getImap().getPort());
        for (Deployment.Ours ours : Deployment.OURS) {
            Container container = Container.of(COMPOSE.services().get(ours.name()), folder.resolve("containers"), folder.resolve("volumes"));
            CONTAINERS.put(ours.name(), container);
            container.addTo(ADDRESSES);
        }
        for (Map.Entry<String, Container> container : CONTAINERS.entrySet()) {
            PROCESSES.put(container.getKey(), running(container.getValue().start(ADDRESSES, Map.of())));
        }
        for (String service : PROCESSES.keySet()) {
            awaitReady(service);
        }
    }

    private static void awaitReady(String service) throws Exception {
        PROCESSES.get(service).awaitReady(HTTP, uri(service, "/actuator/health/readiness"));
    }

    private static int startDatabase(Map<String, String> environment) throws Exception {
        EmbeddedPostgres server = running(EmbeddedPostgres.start());
        try (var connection = server.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
            statement.execute("create role \"" + environment.get("POSTGRES_USER") + "\" login password '" + environment.get("POSTGRES_PASSWORD") + "'");
            statement.execute("create database \"" + environment.get("POSTGRES_DB") + "\" owner \"" + environment.get("POSTGRES_USER") + "\"");
        }
        return server.getPort();
    }

    private static String startBroker() {
        return running(RealBroker.start()).bootstrapServers();
    }

    private static GreenMail startMail() {
        GreenMail server = new GreenMail(new ServerSetup[] {
                new ServerSetup(0, null, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, null, ServerSetup.PROTOCOL_IMAP)});
        server.withConfiguration(new GreenMailConfiguration().withDisabledAuthentication());
        server.start();
        RUNNING.add(server::stop);
        return server;
    }

    private static <T extends AutoCloseable> T running(T part) {
        RUNNING.add(part);
        return part;
    }

    @AfterAll
    static void composeDown() throws Exception {
        for (AutoCloseable part : RUNNING.reversed()) {
            part.close();
        }
    }

    @Test
    void everyVariableIsOneThatItsServiceReads() throws Exception {
        Map<String, KnownSettings> known = new HashMap<>();
        for (Deployment.Ours ours : Deployment.OURS) {
            known.put(ours.name(), KnownSettings.of(ours.module(), ours.basePackage(), CONTAINERS.get(ours.name()).jar()));
        }
        assertThat(ComposeRules.unreadVariables(COMPOSE, known.keySet(), (service, variable) -> known.get(service).isRead(variable))).isEmpty();
        Deployment.image(COMPOSE.services().get("ledger")).environment.keySet().forEach(variable ->
                assertThat(known.values()).as(variable).anyMatch(service -> service.isRead(variable)));
        assertThat(known.get("projections").isRead("VOLENS_NO_SUCH_THING")).isFalse();
        assertThat(known.get("projections").isRead("SPRING_DATASOURCE_URI")).isFalse();
    }

    @Test
    void aConsentAtTheLedgerIsAPermissionAtTheProjectionsAndSoIsItsWithdrawal() throws Exception {
        UUID record = UUID.randomUUID();
        String given = consent(record);
        String question = "/api/permissions?site=itsme-id&record=" + record + "&purpose=" + given;
        await("the consent arrives through Kafka", () -> reason(question).equals("given"));
        assertThat(get("projections", question).get("allowed").asBoolean()).isTrue();

        post("ledger", "/api/consents/" + record + "/withdrawal", 200, """
                {"site": "itsme-id", "area": "business", "language": "fr", "idempotencyKey": "%s"}""".formatted(UUID.randomUUID()));
        await("the withdrawal arrives through Kafka", () -> reason(question).equals("withdrawn"));
        assertThat(get("projections", question).get("allowed").asBoolean()).isFalse();
    }

    @Test
    void anOperatorDropsTheProjectionsAndTheyAreMadeAgainFromKafka() throws Exception {
        UUID record = UUID.randomUUID();
        String question = "/api/permissions?site=itsme-id&record=" + record + "&purpose=" + consent(record);
        await("the consent arrives through Kafka", () -> reason(question).equals("given"));
        JsonNode trail = get("projections", "/api/audit/" + record);

        PROCESSES.get("projections").close();
        PROCESSES.put("projections", running(CONTAINERS.get("projections").start(ADDRESSES, Map.of("VOLENS_PROJECTIONS_REBUILD", "true"))));
        awaitReady("projections");
        await("the rebuild ends", () -> send(request("projections", question)).statusCode() == 200);
        assertThat(reason(question)).isEqualTo("given");
        assertThat(get("projections", "/api/audit/" + record)).isEqualTo(trail);
    }

    /** Gives one purpose, refuses the others. @return the purpose given */
    private static String consent(UUID record) throws Exception {
        JsonNode banner = get("ledger", "/api/sites/itsme-id/areas/business/banner?lang=fr");
        List<String> optional = banner.get("purposes").valueStream().filter(purpose -> !purpose.get("required").asBoolean())
                .map(purpose -> purpose.get("id").asString()).toList();
        post("ledger", "/api/consents", 201, """
                {"record": "%s", "site": "itsme-id", "area": "business", "policyVersion": "%s", "language": "fr", "layer": "second",
                 "method": "choose", "given": ["%s"], "refused": [%s], "snapshot": %s, "idempotencyKey": "%s"}""".formatted(record,
                banner.get("policyVersion").asString(), optional.getFirst(),
                optional.stream().skip(1).map(id -> '"' + id + '"').collect(Collectors.joining(", ")), banner.get("snapshot"), UUID.randomUUID()));
        return optional.getFirst();
    }

    private static String reason(String question) throws Exception {
        return get("projections", question).get("reason").asString();
    }

    @Test
    void aMailToThePrivacyAddressIsARequestOnTheBoardAndIsAcknowledged() throws Exception {
        String address = COMPOSE.services().get("rights").environment().get("VOLENS_MAILBOX_USERNAME");
        sendMail("marie@example.org", address, "Mijn gegevens", "Goedendag,\n\nik wil graag weten welke persoonsgegevens u over mij bewaart.\n"
                + "Kunt u mij een kopie van al mijn gegevens sturen?\n\nMet vriendelijke groeten,\nMarie\n");
        await("the request arrives through Kafka", () -> get("projections", "/api/board").get("requests").size() == 1);
        JsonNode request = get("projections", "/api/board").get("requests").get(0);
        assertThat(request.get("language").asString()).isEqualTo("nl");
        assertThat(request.get("rights").valueStream().map(JsonNode::asString)).contains("access");
        await("the acknowledgement is delivered", () -> List.of(mail.getReceivedMessages()).stream().anyMatch(ComposeIT::isForMarie));
        await("the trail tells it", () -> get("projections", "/api/audit/" + request.get("caseId").asString()).get("entries").valueStream()
                .anyMatch(entry -> entry.get("summaryKey").asString().equals("audit.request.step.acknowledged")));
    }

    private static boolean isForMarie(Message message) {
        try {
            return List.of(message.getAllRecipients()).contains(new InternetAddress("marie@example.org"));
        } catch (MessagingException unreadable) {
            return false;
        }
    }

    private static void sendMail(String from, String to, String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", String.valueOf(mail.getSmtp().getPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private static JsonNode get(String service, String path) throws Exception {
        return answer(request(service, path), 200);
    }

    private static void post(String service, String path, int status, String body) throws Exception {
        answer(request(service, path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)), status);
    }

    private static JsonNode answer(HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The projections are asked by services; the ledger, as by a visitor's browser. */
    private static HttpRequest.Builder request(String service, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(service, path));
        return service.equals("projections") ? request.header("Authorization", "Bearer " + Deployment.SERVICE_TOKEN) : request;
    }

    private static URI uri(String service, String path) {
        return URI.create("http://" + CONTAINERS.get(service).address() + path);
    }

    private static String endsOfLogs() throws IOException {
        StringBuilder ends = new StringBuilder();
        for (Map.Entry<String, ServiceProcess> process : PROCESSES.entrySet()) {
            ends.append("\n--- ").append(process.getKey()).append('\n').append(process.getValue().endOfLog());
        }
        return ends.toString();
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > giveUpAt) {
                throw new AssertionError("gave up waiting: " + what + endsOfLogs());
            }
            Thread.sleep(100);
        }
    }
}
