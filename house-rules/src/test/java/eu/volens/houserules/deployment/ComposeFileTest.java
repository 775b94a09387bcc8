package eu.volens.houserules.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.volens.houserules.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeFileTest {

    private static final Set<String> OURS = Deployment.OURS.stream().map(Deployment.Ours::name).collect(Collectors.toSet());

    @Test
    void allThreeServicesAreThereAndBuiltHere() {
        assertThat(Deployment.compose().services()).containsKeys(OURS.toArray(String[]::new));
        assertThat(ComposeRules.missingDependencies(Deployment.compose(), OURS)).isEmpty();
    }

    @Test
    void portsAreThoseOfTheServicesOwnConfiguration() {
        assertThat(ComposeRules.wrongPorts(Deployment.compose(), listensAt())).isEmpty();
    }

    @Test
    void theImageRunsTheServicesJarAndNotAsRoot() {
        Deployment.OURS.forEach(ours -> {
            Dockerfile.Stage image = Deployment.image(Deployment.compose().services().get(ours.name()));
            assertThat(image.user).as("user").isNotEqualTo("root");
            assertThat(image.entryPoint).startsWith("java").endsWith("-jar");
            assertThat(Deployment.compose().services().get(ours.name()).command()).containsExactly(ours.module() + ".jar");
        });
    }

    @Test
    void theEngineRefusesToStartWithoutTheSecretsOfTheExample() {
        String file = Repository.text(Path.of("docker-compose.yml"));
        Map<String, String> example = new TreeMap<>();
        Repository.text(Path.of(".env.example")).lines().filter(line -> line.matches("\\w+=.*"))
                .forEach(line -> example.put(line.substring(0, line.indexOf('=')), "something"));
        assertThat(ComposeFile.parse(file, example).services()).isNotEmpty();
        assertThat(example.keySet()).isNotEmpty().allSatisfy(secret -> {
            Map<String, String> others = new TreeMap<>(example);
            others.remove(secret);
            assertThatThrownBy(() -> ComposeFile.parse(file, others)).hasMessageContaining(secret);
        });
    }

    @Test
    void theRulesBiteAGuiltyFile() {
        ComposeFile guilty = ComposeFile.parse(Repository.text(Path.of("house-rules/src/test/resources/guilty/docker-compose.yml")), Map.of());
        Set<String> ours = Set.of("ledger-service", "projections");
        assertThat(ComposeRules.wrongPorts(guilty, Map.of("ledger-service", 8081, "projections", 8083))).containsExactlyInAnyOrder(
                "ledger-service listens at 8081, not 9081", "projections cannot be reached",
                "ledger-service: nobody is at postgre:5432 (SPRING_DATASOURCE_URL)",
                "ledger-service: nobody is at localhost:8081 (VOLENS_LEDGER_URL)",
                "projections: nobody is at ledger-service:8080 (VOLENS_LEDGER_URL)");
        assertThat(ComposeRules.missingDependencies(guilty, ours)).containsExactlyInAnyOrder(
                "ledger-service depends on postgre, which does not exist", "projections is not built from this repository");
        assertThat(ComposeRules.unreadVariables(guilty, ours, (_, variable) -> !variable.equals("VOLENS_NO_SUCH_THING")))
                .containsExactly("projections does not read VOLENS_NO_SUCH_THING");
    }

    private static Map<String, Integer> listensAt() {
        Map<String, Integer> ports = new TreeMap<>();
        for (Deployment.Ours ours : Deployment.OURS) {
            try (InputStream configuration = ClassLoader.getSystemResourceAsStream(ours.configuration())) {
                ports.put(ours.name(), YAMLMapper.builder().build().readTree(configuration).at("/server/port").asInt());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return ports;
    }
}
