package eu.volens.houserules.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static eu.volens.houserules.architecture.HouseRule.rule;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;

/** Rooms, purity, where time and chance come from, and names. */
final class CodeRules {

    private static final List<String> SERVICES = List.of("ledger", "rights", "projections", "standalone");
    private static final List<String> DRAWERS =
            List.of("controller", "controllers", "service", "services", "repository", "repositories", "dto", "dtos", "util", "utils",
                    "common", "impl", "helper", "helpers", "misc");
    private static final List<String> EMPTY_SUFFIXES = List.of("Impl", "Manager", "Helper", "Util", "Utils", "Data");
    private static final List<String> DOMAIN_SUFFIXES = List.of("Command", "Event", "State", "Decisions");

    /** Class and method, without arguments or with a zone only: what asks the machine for the time or for chance. */
    private static final List<String> FROM_THE_MACHINE = List.of(
            "java.time.Instant.now()", "java.time.LocalDate.now()", "java.time.LocalDate.now(java.time.ZoneId)",
            "java.time.LocalDateTime.now()", "java.time.LocalDateTime.now(java.time.ZoneId)", "java.time.ZonedDateTime.now()",
            "java.time.ZonedDateTime.now(java.time.ZoneId)", "java.time.OffsetDateTime.now()",
            "java.time.OffsetDateTime.now(java.time.ZoneId)", "java.time.Clock.systemUTC()", "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.system(java.time.ZoneId)", "java.lang.System.currentTimeMillis()", "java.util.UUID.randomUUID()",
            "java.util.Random.<init>()", "java.security.SecureRandom.<init>()", "java.security.SecureRandom.getInstanceStrong()",
            "java.lang.Math.random()", "java.util.concurrent.ThreadLocalRandom.current()");

    private CodeRules() {}

    static List<HouseRule> rules() {
        List<HouseRule> rules = new ArrayList<>(List.of(
                rule("commands, events, states and decisions are plain Java", CodeRules::domainIsPlain,
                        "ledger.consent.ConsentDecisions", "ledger.consent.ConsentEvent$SpringKnown", "ledger.consent.ConsentState",
                        "ledger.consent.ConsentCommand$NotAllowed"),
                rule("only system configures", root -> noClasses().that().resideInAPackage(root + "..")
                        .and().resideOutsideOfPackage(root + ".*.system..")
                        .should().beAnnotatedWith(Configuration.class), "ledger.consent.Wiring")));
        SERVICES.forEach(service -> rules.add(rule("features of " + service + " do not know each other in circles",
                root -> slices().matching(root + "." + service + ".(*)..").should().beFreeOfCycles(), service + ".chicken.Chicken", service + ".egg.Egg")));
        DRAWERS.forEach(drawer -> rules.add(rule("no package is called " + drawer, root -> noClasses().that().resideInAPackage(root + "..")
                .should().resideInAPackage(".." + drawer + ".."), "ledger." + drawer + ".Something")));
        EMPTY_SUFFIXES.forEach(suffix -> rules.add(rule("no class is called …" + suffix, root -> noClasses()
                .that().resideInAPackage(root + "..").should().haveSimpleNameEndingWith(suffix), "ledger.names.Consent" + suffix)));
        FROM_THE_MACHINE.forEach(call -> rules.add(rule(call + " enters at the edge", root -> onlySystemAsks(root, call),
                "ledger.consent.AsksTheMachine", "ledger.consent.AsksTheMachine$ByReference")));
        return rules;
    }

    private static ArchRule domainIsPlain(String root) {
        DescribedPredicate<JavaClass> axonsAnnotations = describe("annotations of Axon",
                type -> type.getPackageName().startsWith("org.axonframework.") && type.isAnnotation());
        DescribedPredicate<JavaClass> jdbc = resideInAnyPackage("java.sql..", "javax.sql..");
        return classes().that().resideInAnyPackage(root + ".wire..", root + ".ledger..", root + ".rights..", root + ".projections..")
                .and(describe("are or belong to commands, events, states or decisions", CodeRules::speaksTheDomain))
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify.annotations..", root + "..")
                        .and(not(jdbc)).or(axonsAnnotations));
    }

    private static boolean speaksTheDomain(JavaClass type) {
        return DOMAIN_SUFFIXES.stream().anyMatch(type.getSimpleName()::endsWith)
                || type.getEnclosingClass().map(CodeRules::speaksTheDomain).orElse(false);
    }

    private static ArchRule onlySystemAsks(String root, String call) {
        return classes().that().resideInAPackage(root + "..").and().resideOutsideOfPackages(root + ".*.system..", root + ".standalone..")
                .should(notCall(call));
    }

    /** Method references count: {@code Instant::now} asks the machine as {@code Instant.now()} does. */
    private static ArchCondition<JavaClass> notCall(String call) {
        return new ArchCondition<>("not call " + call) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(type.getCodeUnitCallsFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream())
                        .filter(access -> target(access).equals(call))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(type, access.getDescription())));
            }
        };
    }

    private static String target(JavaCodeUnitAccess<?> access) {
        return access.getTarget().getFullName();
    }
}
