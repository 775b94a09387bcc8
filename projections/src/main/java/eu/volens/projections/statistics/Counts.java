package eu.volens.projections.statistics;

import eu.volens.projections.feed.Arrival;
import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentExpired;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import eu.volens.wire.WireEvent.RequestReceived;
import eu.volens.wire.WireEvent.RequestStepTaken;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a batch of events adds to the counts. A decision counts once as a whole and once for each purpose it answers, so does a withdrawal;
 * whoever decides anew in a way that takes something back has done both.
 */
record Counts(Map<Decided, Integer> decisions, Map<Answered, Integer> purposes) {

    /** Where, under which text, how and on which day, UTC. */
    record Circumstance(String site, String area, String policyVersion, String method, LocalDate day) {

        private static Circumstance of(String site, String area, String policyVersion, String method, Instant at) {
            return new Circumstance(site, area, policyVersion, method, LocalDate.ofInstant(at, ZoneOffset.UTC));
        }
    }

    /** @param outcome {@code accepted}, {@code refused}, {@code partial} or {@code withdrawn} */
    record Decided(Circumstance circumstance, String outcome) {}

    /** @param answer {@code given}, {@code refused} or {@code withdrawn} */
    record Answered(Circumstance circumstance, String purpose, String answer) {}

    static final String WITHDRAWAL = "withdrawal";

    static Counts of(List<Arrival> batch) {
        var counts = new Counts(new LinkedHashMap<>(), new LinkedHashMap<>());
        batch.forEach(arrival -> arrival.event().ifPresent(counts::count));
        return counts;
    }

    private void count(WireEvent event) {
        switch (event) {
            case ConsentDecided it -> {
                var circumstance = Circumstance.of(it.site(), it.area(), it.policyVersion(), it.method(), it.decidedAt());
                decisions.merge(new Decided(circumstance, outcome(it)), 1, Integer::sum);
                count(circumstance, it.given(), "given");
                count(circumstance, it.refused(), "refused");
            }
            case ConsentWithdrawn it -> {
                var circumstance = Circumstance.of(it.site(), it.area(), it.policyVersion(), WITHDRAWAL, it.withdrawnAt());
                decisions.merge(new Decided(circumstance, "withdrawn"), 1, Integer::sum);
                count(circumstance, it.purposes(), "withdrawn");
            }
            // No visitor did anything.
            case ConsentExpired _, PolicyPublished _, RequestReceived _, RequestStepTaken _ -> { }
        }
    }

    private void count(Circumstance circumstance, List<String> answered, String answer) {
        answered.forEach(purpose -> purposes.merge(new Answered(circumstance, purpose, answer), 1, Integer::sum));
    }

    private static String outcome(ConsentDecided decision) {
        if (decision.given().isEmpty()) {
            return "refused";
        }
        return decision.refused().isEmpty() ? "accepted" : "partial";
    }
}
