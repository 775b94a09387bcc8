package eu.volens.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import eu.volens.eventstore.personal.Personal;
import eu.volens.rights.Browser.Page;
import eu.volens.rights.delivery.Downloads;
import eu.volens.rights.identity.IdentityLinks;
import eu.volens.rights.request.CaseFile;
import eu.volens.rights.request.Outcome;
import eu.volens.rights.request.RequestCommand.ApproveAnswer;
import eu.volens.rights.request.RequestCommand.CloseRequest;
import eu.volens.rights.request.Status;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Everything around the service fails once, on the way of one request. Health tells, the log tells nothing of the person. */
class BadDayIT {

    private static final String CANARY = "kanarie";
    private static final String ADDRESS = CANARY + "@example.org";
    private static final UUID RECORD = UUID.fromString("ca4a41e5-0000-4000-8000-00000000b12d");

    private final Listening log = new Listening();
    private final SettableClock clock = new SettableClock();

    @Test
    void healthTellsOfItAndTheLogHoldsNothingOfThePerson(@TempDir Path folder) throws Exception {
        try (PostOffice post = new PostOffice(); LedgerStandIn ledger = new LedgerStandIn();
                RunningRights rights = new RunningRights(folder, post, ledger, clock)) {
            log.start();
            Browser stranger = new Browser(rights.address());
            expectHealth(stranger, "UP");

            CaseFile file = aMailNobodyCanAnswer(rights, post, stranger);
            String identity = PostOffice.token(post.await(ADDRESS, "Your request"), "identity");
            linksInRequestsThatFail(rights, stranger, "identity", identity);
            aWorkflowThatFails(rights, ledger, stranger, file, identity);
            commandsThatFail(rights, file);

            rights.send(new ApproveAnswer(file.caseId(), "dpo", clock.instant()));
            String download = PostOffice.token(post.await(ADDRESS, "Answer to your request"), "download");
            linksInRequestsThatFail(rights, stranger, "download", download);
            assertThatThrownBy(() -> rights.bean(Downloads.class).take(download, parcel -> {
                throw new IOException("the line of " + CANARY + " broke");
            })).isInstanceOf(IOException.class);

            post.closeMailbox();
            expectHealth(stranger, "DEGRADED");
            assertThat(stranger.get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");

            assertThat(log.said()).as("the failures are in the log").anyMatch(line -> line.contains("No letter can leave"))
                    .anyMatch(line -> line.contains("Letters leave again")).anyMatch(line -> line.contains("cannot be read"))
                    .anyMatch(line -> line.contains("A GET request failed") && line.contains("42P01 at eu.volens.rights.identity")).anyMatch(line -> line.contains("data holders: failed"));
            for (String secret : List.of(CANARY, RECORD.toString(), identity, download, PostOffice.PASSWORD, LedgerStandIn.TOKEN)) {
                assertThat(log.said().filter(line -> line.contains(secret))).as(secret).isEmpty();
            }
        }
    }

    private CaseFile aMailNobodyCanAnswer(RunningRights rights, PostOffice post, Browser stranger) {
        post.refuse(true);
        post.send(ADDRESS, "From: " + CANARY + "-name <" + ADDRESS + ">\nSubject: " + CANARY + " access request\nMessage-ID: <" + CANARY
                + "@example.org>\n\nI am " + CANARY + ". A copy of my data please. My record is " + RECORD + ".\n");
        CaseFile file = rights.caseOf(ADDRESS);
        expectHealth(stranger, "DEGRADED");
        post.refuse(false);
        post.await(ADDRESS, "Your request");
        expectHealth(stranger, "UP");
        Eventually.is("identity is asked", () -> rights.file(file.caseId()).status() == Status.AWAITING_IDENTITY);
        return file;
    }

    /** A link is a key: whatever a stranger or a broken database makes of a request, its address stays out of the log. */
    private static void linksInRequestsThatFail(RunningRights rights, Browser stranger, String kind, String token) throws IOException {
        String path = "/" + kind + "/" + token;
        assertThat(stranger.get(path).status()).isEqualTo(200);
        stranger.get(path + "/" + CANARY);
        stranger.get(path + ";" + CANARY);
        stranger.get("/" + CANARY + "?token=" + token);
        URI server = URI.create(rights.address());
        assertThat(say(server, "GET /login?failed=%zz" + CANARY + " HTTP/1.1")).contains(" 400 ");
        for (String request : List.of("GET " + path + "{|} HTTP/1.1", "DELETE " + path + " HTTP/1.1", "BREW " + path + " HTTP/1.1",
                "GET " + path + "//%2e%2e/ HTTP/1.1", "GET " + path + "?a=%zz" + CANARY + " HTTP/1.1", "GET " + path,
                "POST " + path + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\ntyped=%zz" + CANARY + "1234",
                "GET " + path + " HTTP/1.1\r\nCookie: a=\"" + CANARY + "; =\u0001;;")) {
            say(server, request);
        }
        rights.database().sql("ALTER TABLE " + kind + "_link RENAME TO away").update();
        assertThat(stranger.get(path).status()).isEqualTo(503);
        rights.database().sql("ALTER TABLE away RENAME TO " + kind + "_link").update();
    }

    private static String say(URI server, String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write((request + "\r\nHost: " + CANARY + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void aWorkflowThatFails(RunningRights rights, LedgerStandIn ledger, Browser stranger, CaseFile file, String identity) {
        rights.database().sql("ALTER TABLE holder_question RENAME TO away").update();
        assertThat(rights.bean(IdentityLinks.class).confirm(identity, Set.of(RECORD))).isInstanceOf(IdentityLinks.Confirmed.class);
        expectHealth(stranger, "DEGRADED");
        ledger.failWith(503);
        rights.database().sql("ALTER TABLE away RENAME TO holder_question").update();
        Eventually.is("the ledger was asked in vain", () -> rights.file(file.caseId()).holders().stream()
                .anyMatch(holder -> holder.state().equals("retrying")));
        ledger.failWith(0);
        rights.await(file.caseId(), Status.IN_REVIEW);
        Eventually.is("all is well again", () -> health(stranger).equals("UP"));
    }

    private void commandsThatFail(RunningRights rights, CaseFile file) {
        assertThatThrownBy(() -> rights.send(new CloseRequest(file.caseId(), Outcome.ANSWERED, CANARY, Personal.of(CANARY), clock.instant())));
        assertThatThrownBy(() -> rights.send(new ApproveAnswer(new UUID(1, 1), CANARY, clock.instant())));
        Browser guesser = new Browser(rights.address());
        guesser.signIn(CANARY, CANARY + "-password");
        guesser.post("/login", Map.of("username", CANARY, "password", CANARY));
    }

    private static void expectHealth(Browser stranger, String status) {
        Eventually.is("health is " + status, () -> health(stranger).equals(status));
    }

    /** Readiness answers 200 whether degraded or not, and strangers get one word. */
    private static String health(Browser stranger) {
        Page page = stranger.get("/actuator/health/readiness");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).matches("\\{\"status\":\"[A-Z]+\"}");
        return page.body().substring(11, page.body().length() - 2);
    }

    /** Everything logged at the levels the service comes with, but by the test's own servers. */
    private static final class Listening extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void start() {
            super.start();
            ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(this);
        }

        @Override
        protected void append(ILoggingEvent event) {
            if (Stream.of("com.icegreen", "org.subethamail").noneMatch(event.getLoggerName()::startsWith)) {
                lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getThreadName() + " " + event.getFormattedMessage()
                        + " " + event.getMDCPropertyMap() + ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }

        Stream<String> said() {
            return lines.stream();
        }
    }
}
