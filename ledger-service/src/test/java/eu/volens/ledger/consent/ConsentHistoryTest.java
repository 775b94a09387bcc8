package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.POLICIES;
import static eu.volens.ledger.consent.ConsentFixture.choose;
import static eu.volens.ledger.consent.ConsentFixture.withdraw;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.consent.ConsentDecisions.Outcome;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever visitors do in whatever order, the record says what a plain reading of its events says. */
class ConsentHistoryTest {

    private static final List<String> PURPOSES = List.of("taste", "crumbs");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void theRecordSaysWhatAPlainReadingOfItsEventsSays(long seed) {
        var random = new Random(seed);
        var events = new ArrayList<ConsentEvent>();
        var now = MONDAY;
        for (int step = 0; step < 200; step++) {
            now = now.plus(Duration.ofHours(random.nextInt(24 * 20)));
            var outcome = ConsentDecisions.decide(ConsentState.of(events), command(random, step, now), POLICIES);
            if (outcome instanceof Outcome.Happened(var happened)) {
                assertThat(withdrawnIn(happened)).as("seed %d, step %d", seed, step).isSubsetOf(naivelyGiven(events, now));
                events.addAll(happened);
            }
            if (ConsentState.of(events) instanceof ConsentState.Recorded recorded) {
                assertThat(new HashSet<>(recorded.givenAt(now))).as("seed %d, step %d", seed, step).isEqualTo(naivelyGiven(events, now));
                assertThat(recorded.refusedAt(now)).noneMatch(recorded.givenAt(now)::contains);
            }
        }
    }

    private static ConsentCommand command(Random random, int step, Instant now) {
        if (random.nextInt(4) == 0) {
            return random.nextBoolean() ? withdraw(step, now) : withdraw(step, now, PURPOSES.get(random.nextInt(2)));
        }
        var given = PURPOSES.stream().filter(purpose -> random.nextBoolean()).toList();
        return choose(given, PURPOSES.stream().filter(purpose -> !given.contains(purpose)).toList(), step, now);
    }

    private static List<String> withdrawnIn(List<ConsentEvent> events) {
        return events.stream().filter(ConsentWithdrawn.class::isInstance).flatMap(it -> ((ConsentWithdrawn) it).purposes().stream()).toList();
    }

    private static Set<String> naivelyGiven(List<ConsentEvent> events, Instant now) {
        var given = new HashSet<String>();
        for (var purpose : PURPOSES) {
            for (var event : events) {
                switch (event) {
                    case ConsentGiven it when it.given().contains(purpose) && now.isBefore(it.expiresAt()) -> given.add(purpose);
                    case ConsentGiven it -> given.remove(purpose);
                    case ConsentRefused it -> given.remove(purpose);
                    case ConsentWithdrawn it when it.purposes().contains(purpose) -> given.remove(purpose);
                    case ConsentWithdrawn it -> { }
                }
            }
        }
        return given;
    }
}
