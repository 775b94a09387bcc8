package eu.volens.houserules.poms;

import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.houserules.Repository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PomArrowsTest {

    static List<String> modules() {
        return Repository.modules();
    }

    @Test
    void everyFolderWithAPomIsAModuleAndThePlanKnowsIt() {
        assertThat(parent().modules()).containsExactlyInAnyOrderElementsOf(modules());
        assertThat(PomRules.plannedModules()).containsExactlyInAnyOrderElementsOf(modules());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDependsOnlyOnWhatThePlanGivesIt(String module) {
        Pom pom = Pom.read(Repository.ROOT.resolve(module).resolve("pom.xml"));
        assertThat(pom.artifactId()).isEqualTo(module);
        assertThat(PomRules.violations(pom)).isEmpty();
    }

    @Test
    void mockitoIsOnNoTestClassPath() {
        assertThat(parent().managed()).filteredOn(it -> it.artifactId().equals("spring-boot-starter-test")).singleElement()
                .satisfies(it -> assertThat(it.exclusions()).containsExactly("org.mockito"));
        assertThat(ClassLoader.getSystemResource("org/mockito/Mockito.class")).isNull();
    }

    @Test
    void everyRuleBitesTheGuiltyPoms() {
        assertThat(PomRules.violations(guilty("projections"))).containsExactlyInAnyOrder(
                "projections may not depend on eu.volens:ledger-service",
                "projections may not depend on eu.volens:event-store",
                "projections does not event-source and may not use org.axonframework:axon-spring-boot-starter",
                "projections leaves Kafka to wire-transport and may not use org.apache.kafka:kafka-clients",
                "projections leaves servers inside to standalone and may not use com.icegreen:greenmail",
                "projections like every module may not use org.mockito:mockito-core",
                "projections names a version, which belongs into the parent, of org.mockito:mockito-core");
        assertThat(PomRules.violations(guilty("wire-contracts"))).containsExactly(
                "wire-contracts is to stay small and may not use org.springframework.boot:spring-boot-starter-webmvc");
        assertThat(PomRules.violations(guilty("drawer"))).containsExactly(
                "drawer is no module of the plan: give it a line in PomRules");
    }

    private static Pom parent() {
        return Pom.read(Repository.ROOT.resolve("pom.xml"));
    }

    private static Pom guilty(String name) {
        return Pom.read(Repository.ROOT.resolve(Path.of("house-rules/src/test/resources/guilty/poms", name + ".xml")));
    }
}
