package eu.volens.houserules.poms;

import eu.volens.houserules.poms.Pom.Dependency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a module may depend on. A module without a line here has no permission to exist. */
final class PomRules {

    /** What a module may import of ours, outside its tests. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("wire-contracts", Set.of()),
            Map.entry("wire-transport", Set.of("wire-contracts")),
            Map.entry("merkle-log", Set.of()),
            Map.entry("event-store", Set.of("merkle-log")),
            Map.entry("house-style", Set.of()),
            Map.entry("banner", Set.of()),
            Map.entry("ledger-service", Set.of("wire-contracts", "wire-transport", "merkle-log", "event-store", "house-style", "banner")),
            Map.entry("rights-service", Set.of("wire-contracts", "wire-transport", "event-store", "house-style")),
            Map.entry("projections", Set.of("wire-contracts", "wire-transport")),
            Map.entry("standalone", Set.of("ledger-service", "rights-service", "projections", "wire-transport", "house-style")),
            Map.entry("verifier", Set.of("merkle-log")),
            Map.entry("benchmarks", Set.of("ledger-service", "projections", "wire-transport", "event-store", "merkle-log", "verifier")),
            Map.entry("house-rules", Set.of()));

    /** The libraries of the modules that are to stay small, outside their tests. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "wire-contracts", Set.of("tools.jackson.core:jackson-databind"),
            "wire-transport", Set.of("org.apache.kafka:kafka-clients", "org.slf4j:slf4j-api"),
            "merkle-log", Set.of(),
            "event-store", Set.of("org.axonframework:axon-eventsourcing", "tools.jackson.core:jackson-databind", "org.slf4j:slf4j-api",
                    "com.github.ben-manes.caffeine:caffeine"),
            "house-style", Set.of(),
            "banner", Set.of(),
            "verifier", Set.of("info.picocli:picocli"),
            "house-rules", Set.of());

    private static final Set<String> SERVERS_INSIDE = Set.of("io.zonky.test", "io.zonky.test.postgres", "com.icegreen", "com.github.davidmoten");
    private static final Set<String> NOWHERE = Set.of("org.mockito", "org.projectlombok", "net.jqwik", "org.junit.vintage");

    private PomRules() {}

    /** Everything wrong with a module, in words; empty when nothing is. */
    static List<String> violations(Pom pom) {
        List<String> violations = new ArrayList<>();
        if (!ARROWS.containsKey(pom.artifactId())) {
            violations.add(pom.artifactId() + " is no module of the plan: give it a line in PomRules");
            return violations;
        }
        Set<String> ours = ARROWS.get(pom.artifactId());
        complain(violations, pom, "may not depend on", it -> it.isOurs() && !it.isForTestsOnly() && !ours.contains(it.artifactId()));
        Set<String> libraries = LIBRARIES.get(pom.artifactId());
        complain(violations, pom, "is to stay small and may not use",
                it -> libraries != null && !it.isOurs() && !it.isForTestsOnly() && !libraries.contains(it.name()));
        complain(violations, pom, "does not event-source and may not use", it -> List.of("projections", "standalone").contains(pom.artifactId())
                && it.groupId().equals("org.axonframework"));
        complain(violations, pom, "leaves Kafka to wire-transport and may not use", it -> !it.isForTestsOnly()
                && !pom.artifactId().equals("wire-transport") && it.groupId().equals("org.apache.kafka"));
        complain(violations, pom, "leaves servers inside to standalone and may not use", it -> !it.isForTestsOnly()
                && !Set.of("standalone", "benchmarks").contains(pom.artifactId()) && SERVERS_INSIDE.contains(it.groupId()));
        complain(violations, pom, "like every module may not use", it -> NOWHERE.contains(it.groupId()));
        complain(violations, pom, "names a version, which belongs into the parent, of", it -> !it.version().isEmpty());
        return violations;
    }

    private static void complain(List<String> violations, Pom pom, String verdict, Predicate<Dependency> guilty) {
        pom.dependencies().stream().filter(guilty).forEach(it -> violations.add(pom.artifactId() + " " + verdict + " " + it.name()));
    }

    static Set<String> plannedModules() {
        return ARROWS.keySet();
    }
}
