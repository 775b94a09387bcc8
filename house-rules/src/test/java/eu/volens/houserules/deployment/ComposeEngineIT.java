package eu.volens.houserules.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.volens.houserules.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compose file as a container engine sees it. Skipped, and says so, where there is none; {@link ComposeIT} runs everywhere. */
class ComposeEngineIT {

    private static final String FULL_START = "VOLENS_COMPOSE_FULL_START";
    private static final long PATIENCE_MINUTES = 30;

    @Test
    void theEngineUnderstandsTheFile() throws Exception {
        assumeEngine();
        assertThat(compose("config", "--quiet")).isZero();
    }

    @Test
    void theEngineStartsEverythingHealthy() throws Exception {
        assumeEngine();
        skipUnless("true".equals(System.getenv(FULL_START)), "pulls and builds images for minutes; set " + FULL_START + "=true to run it");
        try {
            assertThat(compose("up", "--build", "--detach", "--wait")).isZero();
        } finally {
            compose("down", "--volumes");
        }
    }

    private static void assumeEngine() throws InterruptedException {
        skipUnless(run(List.of("docker", "compose", "version")) == 0 && run(List.of("docker", "info")) == 0, "no container engine here");
    }

    private static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED ComposeEngineIT: " + reason);
        }
        assumeTrue(condition, reason);
    }

    private static int compose(String... arguments) throws InterruptedException {
        return run(Stream.concat(Stream.of("docker", "compose", "--project-name", "volens-test"),
                Stream.of(arguments)).toList());
    }

    /** Exit code; that of a shell where the program does not exist. */
    private static int run(List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(Repository.ROOT.toFile()).redirectErrorStream(true);
            builder.environment().put("VOLENS_SERVICE_TOKEN", Deployment.SERVICE_TOKEN);
            builder.environment().put("POSTGRES_PASSWORD", "volens");
            Process process = builder.start();
            System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (IOException noSuchProgram) {
            return 127;
        }
    }
}
