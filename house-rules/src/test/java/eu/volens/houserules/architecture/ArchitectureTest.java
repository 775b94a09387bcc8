package eu.volens.houserules.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final String HOUSE = "eu.volens";
    private static final String GUILTY_HOUSE = "eu.volens.houserules.guilty";
    private static final List<String> MODULES =
            List.of("wire", "transport", "merkle", "eventstore", "ledger", "rights", "projections", "standalone", "verifier", "benchmarks");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages(HOUSE);
    private static final JavaClasses GUILTY = new ClassFileImporter().importPackages(GUILTY_HOUSE);

    static List<HouseRule> rules() {
        return Stream.concat(ModuleArrows.rules().stream(), CodeRules.rules().stream()).toList();
    }

    @Test
    void theWholeHouseIsLookedAt() {
        assertThat(MODULES).allSatisfy(module -> assertThat(OURS)
                .anyMatch(type -> type.getPackageName().startsWith(HOUSE + "." + module)));
        assertThat(OURS).noneMatch(type -> type.getPackageName().startsWith(GUILTY_HOUSE));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theHouseKeepsTheRule(HouseRule rule) {
        rule.of().apply(HOUSE).check(OURS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleBitesWhoeverBreaksIt(HouseRule rule) {
        EvaluationResult result = rule.of().apply(GUILTY_HOUSE).evaluate(GUILTY);
        assertThat(rule.guilty()).as("somebody guilty of it").isNotEmpty().allSatisfy(guilty -> {
            assertThat(GUILTY.contain(GUILTY_HOUSE + "." + guilty)).as(guilty).isTrue();
            assertThat(result.getFailureReport().getDetails()).as(guilty).anyMatch(detail -> detail.contains(guilty));
        });
    }

    @Test
    void aRuleThatSpeaksOfNobodyFails() {
        assertThatThrownBy(() -> noClasses().that().resideInAPackage(HOUSE + ".nowhere..").should().beInterfaces().check(OURS))
                .isInstanceOf(AssertionError.class).hasMessageContaining("failed to check any classes");
    }

    @Test
    void annotationsOfAxonAreAllowedInTheDomain() {
        EvaluationResult result = CodeRules.rules().getFirst().of().apply(GUILTY_HOUSE).evaluate(GUILTY);
        assertThat(result.getFailureReport().getDetails()).noneMatch(detail -> detail.contains("ConsentCommand$Allowed"));
    }
}
