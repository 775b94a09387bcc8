package eu.volens.houserules.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static eu.volens.houserules.architecture.HouseRule.rule;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** The arrows between modules: what each may import is listed, and everything else is forbidden. */
final class ModuleArrows {

    private static final List<String> JDK = List.of("java..", "org.jspecify.annotations..");
    private static final List<String> CRYPTO = List.of("javax.crypto..");
    private static final List<String> JDBC = List.of("javax.sql..");
    private static final List<String> JACKSON = List.of("tools.jackson..", "com.fasterxml.jackson.annotation..");
    private static final List<String> LOGGING = List.of("org.slf4j..");

    private ModuleArrows() {}

    static List<HouseRule> rules() {
        return List.of(
                rule("wire-contracts know the JDK only", root -> only(root + ".wire", not(resideInAPackage(root + ".wire.json..")),
                        List.of(root + ".wire"), JDK), "wire.KnowsJackson", "wire.KnowsJson"),
                rule("wire-contracts' json knows Jackson too", root -> only(root + ".wire.json..", always(),
                        List.of(root + ".wire.."), JDK, JACKSON), "wire.json.KnowsAxon", "wire.json.KnowsJdbc"),
                rule("wire-transport knows wire-contracts, kafka-clients and JDBC", root -> only(root + ".transport..", always(),
                        List.of(root + ".wire..", root + ".transport.."), JDK, JDBC, LOGGING, List.of("org.apache.kafka..")),
                        "transport.KnowsSpring"),
                rule("merkle-log knows the JDK only", root -> only(root + ".merkle..", always(), List.of(root + ".merkle.."), JDK),
                        "merkle.KnowsJackson"),
                rule("checking a log knows nothing of writing one", root -> only(root + ".merkle", always(), List.of(root + ".merkle"), JDK),
                        "merkle.KnowsHowToSign"),
                rule("the verifier checks with merkle-log and shares none of its writing code",
                        root -> only(root + ".verifier..", always(), List.of(root + ".merkle", root + ".verifier.."), JDK, List.of("picocli..")),
                        "verifier.KnowsHowToSign", "verifier.KnowsHowToProve", "verifier.KnowsSpring"),
                rule("personal values know the JDK only", root -> only(root + ".eventstore.personal..", always(),
                        List.of(root + ".eventstore.personal.."), JDK), "eventstore.personal.KnowsTheStore"),
                rule("event-store knows merkle-log, Axon, JDBC, Jackson and Caffeine", root -> only(root + ".eventstore..", always(),
                        List.of(root + ".eventstore..", root + ".merkle.."), JDK, CRYPTO, JDBC, LOGGING, JACKSON,
                        List.of("org.axonframework..", "com.github.benmanes.caffeine..")),
                        "eventstore.KnowsSpring", "eventstore.KnowsTheWire"),
                rule("ledger-service knows no other service", root -> ofOurs(root, "ledger", "wire", "transport", "merkle", "eventstore"),
                        "ledger.KnowsRights", "ledger.KnowsProjections"),
                rule("rights-service knows no other service", root -> ofOurs(root, "rights", "wire", "transport", "eventstore"),
                        "rights.KnowsLedger"),
                rule("projections know only what crosses the wire", root -> ofOurs(root, "projections", "wire", "transport"),
                        "projections.KnowsLedger", "projections.KnowsTheStore"),
                rule("standalone knows services, transport and store, and nobody knows standalone",
                        root -> noClasses().that().resideInAPackage(root + "..").and().resideOutsideOfPackage(root + ".standalone..")
                                .should().dependOnClassesThat().resideInAPackage(root + ".standalone.."), "ledger.KnowsStandalone"),
                rule("projections do not event-source", root -> foreign(root + ".projections..", "org.axonframework.."),
                        "projections.KnowsAxon"),
                rule("standalone leaves event sourcing to the services", root -> foreign(root + ".standalone..", "org.axonframework.."),
                        "standalone.KnowsAxon"),
                rule("only wire-transport knows Kafka", root -> noClasses().that().resideInAPackage(root + "..")
                        .and().resideOutsideOfPackage(root + ".transport..")
                        .should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..", "kafka.."),
                        "projections.KnowsKafka", "standalone.KnowsKafka"),
                rule("only standalone and the benchmarks bring a database or a mailbox", root -> noClasses().that().resideInAPackage(root + "..")
                        .and().resideOutsideOfPackages(root + ".standalone..", root + ".benchmarks..")
                        .should().dependOnClassesThat().resideInAnyPackage("io.zonky..", "com.icegreen..", "org.subethamail.."),
                        "rights.KnowsTheEmbeddedDatabase"));
    }

    @SafeVarargs
    private static ArchRule only(String of, DescribedPredicate<JavaClass> which, List<String>... allowed) {
        return classes().that().resideInAPackage(of).and(which).should().onlyDependOnClassesThat()
                .resideInAnyPackage(Stream.of(allowed).flatMap(List::stream).toArray(String[]::new));
    }

    /** Of our own packages only these and its own; libraries are free, where no other rule speaks of them. */
    private static ArchRule ofOurs(String root, String module, String... others) {
        String[] allowed = Stream.concat(Stream.of(module), Stream.of(others)).map(name -> root + "." + name + "..").toArray(String[]::new);
        return noClasses().that().resideInAPackage(root + "." + module + "..").should()
                .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))));
    }

    private static ArchRule foreign(String of, String... forbidden) {
        return noClasses().that().resideInAPackage(of).should().dependOnClassesThat().resideInAnyPackage(forbidden);
    }

    private static DescribedPredicate<JavaClass> always() {
        return DescribedPredicate.alwaysTrue();
    }
}
