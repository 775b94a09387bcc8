package eu.volens.standalone.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.standalone.folder.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedPortIT {

    @TempDir
    static Path temporary;

    private SharedPort shared;
    private final Map<Resident, ConfigurableApplicationContext> contexts = new EnumMap<>(Resident.class);
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new java.net.CookieManager()).build();

    @BeforeAll
    void moveIn() throws Exception {
        shared = SharedPort.open(0, temporary);
        assertThat(get("/").statusCode()).isEqualTo(503);
        assertThat(get("/console/x").headers().firstValue("Retry-After")).isPresent();
        for (Resident resident : Resident.values()) {
            contexts.put(resident, run(resident));
        }
        shared.admit();
    }

    @AfterAll
    void moveOut() {
        contexts.values().forEach(ConfigurableApplicationContext::close);
        shared.close();
    }

    private ConfigurableApplicationContext run(Resident resident) {
        return new SpringApplicationBuilder(Echo.class)
                .bannerMode(Banner.Mode.OFF)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(
                        org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory.class, () -> shared.mount(resident)))
                .run("--resident=" + resident, "--server.servlet.session.cookie.name=" + (resident == Resident.RIGHTS ? "CONSOLE" : "OTHER"),
                        "--spring.main.register-shutdown-hook=false", "--spring.config.name=nothing-of-that-name", "--spring.threads.virtual.enabled=true");
    }

    @Test
    void everyPathReachesItsResident() throws Exception {
        assertThat(get("/api/consents/who").body()).isEqualTo("LEDGER");
        assertThat(get("/console/who").body()).isEqualTo("RIGHTS");
        assertThat(get("/api/board/who").body()).isEqualTo("PROJECTIONS");
        assertThat(get("/demo/who").body()).isEqualTo("PAGES");
        assertThat(get("/c%6fnsole;x=1/who").body()).isEqualTo("RIGHTS");
    }

    @Test
    void hostAndSchemeStayWhatTheClientSent() throws Exception {
        assertThat(get("/console/url").body()).isEqualTo("http://localhost:" + shared.port() + "/console/url");
        assertThat(get("/policy/url").body()).isEqualTo("http://localhost:" + shared.port() + "/policy/url");
    }

    @Test
    void sessionsOfOneResidentAreNotThoseOfAnother() throws Exception {
        assertThat(get("/console/visits").body()).isEqualTo("1");
        assertThat(get("/console/visits").body()).isEqualTo("2");
        assertThat(get("/demo/visits").body()).isEqualTo("1");
        assertThat(get("/console/visits").body()).isEqualTo("3");
    }

    @Test
    void answersThatTakeTheirTimeComeFromTheSameResident() throws Exception {
        assertThat(get("/api/consents/later").body()).isEqualTo("LEDGER later");
    }

    @Test
    void eachResidentHasItsOwnErrorPages() throws Exception {
        HttpResponse<String> answer = get("/policy/broken");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"path\":\"/policy/broken\"").doesNotContain("IllegalState");
        assertThat(get("/api/nothing/here/at/all").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console%00", "/api/consents/..%2fconsole", "/console%5c", "/{}", "/../x", "console", "/policy?q=<"})
    void anAddressThatIsNoneIsTheSendersMistakeAndReachesNobody(String target) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", shared.port())) {
            socket.getOutputStream().write(("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("Check it", "Vérifiez-la", "Kijk het na", "Prüfen Sie sie").doesNotContain("Exception");
        }
    }

    @Test
    void aTakenPortIsSaidInOneLine() {
        assertThatThrownBy(() -> SharedPort.open(shared.port(), temporary)).isInstanceOf(Refusal.class)
                .hasMessage("port " + shared.port() + " is taken; stop the program that uses it, or choose another with --port NUMBER");
    }

    @Test
    void anApplicationThatDoesNotStartSaysSo() throws IOException {
        try (SharedPort other = SharedPort.open(0, temporary)) {
            assertThatThrownBy(() -> other.mount(Resident.LEDGER).getWebServer(context -> {
                throw new IllegalStateException("no");
            })).hasRootCauseMessage("no");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + shared.port() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @SpringBootConfiguration
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, ErrorMvcAutoConfiguration.class,
            org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration.class})
    @RestController
    static class Echo {

        private final String resident;

        Echo(Environment environment) {
            resident = environment.getRequiredProperty("resident");
        }

        @GetMapping({"/{a}/who", "/{a}/{b}/who"})
        String who() {
            return resident;
        }

        @GetMapping("/{a}/url")
        String url(HttpServletRequest request) {
            return request.getRequestURL().toString();
        }

        @GetMapping({"/{a}/{b}/later"})
        Callable<String> later(@PathVariable String a) {
            return () -> resident + " later";
        }

        @GetMapping("/{a}/visits")
        int visits(HttpSession session) {
            Integer before = (Integer) session.getAttribute("visits");
            int now = before == null ? 1 : before + 1;
            session.setAttribute("visits", now);
            return now;
        }

        @GetMapping("/{a}/broken")
        String broken() {
            throw new IllegalStateException("on purpose");
        }
    }
}
