package eu.volens.projections;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by hand: a line for every event, and a tally on it. */
final class NaiveCount {

    private NaiveCount() {}

    static Map<Map<String, String>, Map<String, Long>> decisions(List<WireEvent> events, List<String> by) {
        Map<Map<String, String>, Map<String, Long>> tallies = new LinkedHashMap<>();
        for (WireEvent event : events) {
            if (event instanceof ConsentDecided it) {
                String outcome = it.given().isEmpty() ? "refused" : it.refused().isEmpty() ? "accepted" : "partial";
                mark(tallies, by, facts(it), outcome, List.of("accepted", "refused", "partial", "withdrawn"));
            }
            if (event instanceof ConsentWithdrawn it) {
                mark(tallies, by, facts(it), "withdrawn", List.of("accepted", "refused", "partial", "withdrawn"));
            }
        }
        return tallies;
    }

    static Map<Map<String, String>, Map<String, Long>> purposes(List<WireEvent> events, List<String> by) {
        Map<Map<String, String>, Map<String, Long>> tallies = new LinkedHashMap<>();
        for (WireEvent event : events) {
            if (event instanceof ConsentDecided it) {
                it.given().forEach(purpose -> mark(tallies, by, with(facts(it), purpose), "given", List.of("given", "refused", "withdrawn")));
                it.refused().forEach(purpose -> mark(tallies, by, with(facts(it), purpose), "refused", List.of("given", "refused", "withdrawn")));
            }
            if (event instanceof ConsentWithdrawn it) {
                it.purposes().forEach(purpose -> mark(tallies, by, with(facts(it), purpose), "withdrawn", List.of("given", "refused", "withdrawn")));
            }
        }
        return tallies;
    }

    private static Map<String, String> facts(ConsentDecided it) {
        return new TreeMap<>(Map.of("area", it.area(), "policyVersion", it.policyVersion(), "method", it.method(),
                "day", it.decidedAt().toString().substring(0, 10)));
    }

    private static Map<String, String> facts(ConsentWithdrawn it) {
        return new TreeMap<>(Map.of("area", it.area(), "policyVersion", it.policyVersion(), "method", "withdrawal",
                "day", it.withdrawnAt().toString().substring(0, 10)));
    }

    private static Map<String, String> with(Map<String, String> facts, String purpose) {
        facts.put("purpose", purpose);
        return facts;
    }

    private static void mark(Map<Map<String, String>, Map<String, Long>> tallies, List<String> by, Map<String, String> facts, String word,
            List<String> words) {
        Map<String, String> line = new LinkedHashMap<>();
        by.forEach(it -> line.put(it, facts.get(it)));
        Map<String, Long> tally = tallies.computeIfAbsent(line, _ -> {
            Map<String, Long> empty = new LinkedHashMap<>();
            words.forEach(it -> empty.put(it, 0L));
            return empty;
        });
        tally.merge(word, 1L, Long::sum);
    }
}
