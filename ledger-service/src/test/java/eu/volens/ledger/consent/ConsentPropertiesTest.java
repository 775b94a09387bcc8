package eu.volens.ledger.consent;

import static eu.volens.ledger.consent.ConsentFixture.MONDAY;
import static eu.volens.ledger.consent.ConsentFixture.RECORD;
import static eu.volens.ledger.consent.ConsentFixture.key;
import static eu.volens.ledger.register.RegisterFixture.ASKS;
import static eu.volens.ledger.register.RegisterFixture.ASKS_LESS;
import static eu.volens.ledger.register.RegisterFixture.SITE;
import static org.assertj.core.api.Assertions.assertThat;

import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.ForeignChoice;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.LinkKind;
import eu.volens.ledger.consent.ConsentCommand.LinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.UnlinkRecord;
import eu.volens.ledger.consent.ConsentCommand.Visit;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentDecisions.Outcome;
import eu.volens.ledger.consent.ConsentEvent.ConsentExpired;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.EvidenceKept;
import eu.volens.ledger.consent.ConsentEvent.ForeignChoiceAttested;
import eu.volens.ledger.consent.ConsentEvent.RecordLinked;
import eu.volens.ledger.consent.ConsentEvent.RecordUnlinked;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.policy.PolicyFixture;
import eu.volens.ledger.policy.Weight;
import eu.volens.ledger.register.Policy;
import eu.volens.ledger.register.RegisterFixture;
import eu.volens.ledger.wire.LedgerFeed;
import eu.volens.wire.WireEvent;
import eu.volens.wire.json.WireJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever visitors, backends, time and publications do, in whatever order: the record read whole, read from its snapshot, told on the wire and
 * asked about a moment that is past says what a plain reading of its events says.
 */
class ConsentPropertiesTest {

    private static final int STEPS = 150;
    private static final List<Policy> POLICIES = List.of(RegisterFixture.policy(), RegisterFixture.reworded(),
            RegisterFixture.policyOf(RegisterFixture.askingOnlyFor("crumbs")));

    private final MemoryLog log = new MemoryLog();
    private final PolicyFixture published = PolicyFixture.first();
    private PoliciesInForce policies = published.inForce();
    private Instant now = MONDAY;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void everyReadingOfARecordSaysWhatAPlainReadingOfItsEventsSays(long seed) {
        var random = new Random(seed);
        ConsentState lived = new ConsentState.Blank();
        log.append(published.latest());
        for (int step = 0; step < STEPS; step++) {
            now = now.plus(Duration.ofHours(random.nextInt(24 * 12)));
            if (random.nextInt(6) == 0) {
                policies = published.then(Weight.values()[random.nextInt(2)], POLICIES.get(random.nextInt(POLICIES.size()))).inForce();
                log.append(published.latest());
            }
            var command = command(random, step);
            if (ConsentDecisions.decide(lived, command, policies) instanceof Outcome.Happened(var events)) {
                assertThat(withdrawn(events)).as("seed %d, step %d", seed, step).allMatch(it -> "given".equals(plainly(now).get(it)));
                for (var event : events) {
                    lived = ConsentState.evolve(lived, event);
                    log.append(event);
                }
                assertThat(ConsentDecisions.decide(lived, command, policies)).as("again: seed %d, step %d", seed, step).isInstanceOf(Outcome.Unchanged.class);
            }
            check(lived, random, "seed %d, step %d".formatted(seed, step));
        }
        assertThat(log.events().stream().map(Object::getClass).distinct()).as("what has happened").hasSizeGreaterThanOrEqualTo(6);
    }

    /** By what is told, as the projections judge it: published since the last material change, that one included. */
    private boolean stillAnswersByWhatIsTold(String version) {
        for (var told : new LedgerFeed(log).read(0, Integer.MAX_VALUE).records().reversed()) {
            if (WireJson.read(told.type(), told.body()).orElseThrow() instanceof WireEvent.PolicyPublished publication) {
                if (publication.version().equals(version) || publication.change().equals("material")) {
                    return publication.version().equals(version);
                }
            }
        }
        return true;
    }

    private void check(ConsentState lived, Random random, String where) {
        for (var policy : POLICIES) {
            assertThat(stillAnswersByWhatIsTold(policy.version())).as("a choice on it: " + where)
                    .isEqualTo(policies.of(SITE).orElseThrow().shown(policy.version()).isPresent());
        }
        assertThat(ConsentState.of(log.events())).as("replayed: " + where).isEqualTo(lived);
        if (lived instanceof ConsentState.Recorded recorded) {
            assertThat(ConsentSnapshot.of(recorded).state()).as("from its snapshot: " + where).isEqualTo(lived);
            var later = now.plus(Duration.ofHours(random.nextInt(24 * 40)));
            assertThat(standings(recorded, later)).as("whole: " + where).isEqualTo(plainly(later));
            assertThat(toldOnTheWire(later)).as("told on: " + where).isEqualTo(plainly(later));
        }
        var past = MONDAY.plusSeconds((long) (random.nextDouble() * Duration.between(MONDAY, now).toSeconds()));
        var asOf = new ConsentQueries(log).find(RECORD, past).map(it -> it.purposes().stream()
                .collect(Collectors.toMap(RecordedConsent.Purpose::purpose, RecordedConsent.Purpose::status))).orElse(Map.of());
        assertThat(asOf).as("as of " + past + ": " + where).isEqualTo(plainly(past));
    }

    /** Leaf back from a moment to the last event that names the purpose, and look whether what it says still holds. What was noted later adds nothing. */
    private Map<String, String> plainly(Instant at) {
        var said = new HashMap<String, String>();
        for (var event : log.events().reversed()) {
            switch (event) {
                case ConsentGiven it when !it.decidedAt().isAfter(at) -> {
                    it.given().forEach(purpose -> say(said, purpose, "given", it.expiresAt(), at));
                    it.refused().forEach(purpose -> say(said, purpose, "refused", it.expiresAt(), at));
                }
                case ConsentRefused it when !it.decidedAt().isAfter(at) -> it.refused().forEach(purpose -> say(said, purpose, "refused", it.expiresAt(), at));
                case ForeignChoiceAttested it when !it.attestedAt().isAfter(at) -> {
                    it.given().forEach(purpose -> say(said, purpose, "given", it.expiresAt(), at));
                    it.refused().forEach(purpose -> say(said, purpose, "refused", it.expiresAt(), at));
                }
                case ConsentWithdrawn it when !it.withdrawnAt().isAfter(at) ->
                        it.purposes().forEach(purpose -> say(said, purpose, "withdrawn", it.expiresAt(), at));
                case ConsentGiven _, ConsentRefused _, ForeignChoiceAttested _, ConsentWithdrawn _ -> { }
                case ConsentExpired _, EvidenceKept _, RecordLinked _, RecordUnlinked _ -> { }
            }
        }
        return said;
    }

    private static void say(Map<String, String> said, String purpose, String word, Instant expiresAt, Instant at) {
        said.putIfAbsent(purpose, at.isBefore(expiresAt) ? word : "expired");
    }

    private static Map<String, String> standings(ConsentState.Recorded recorded, Instant at) {
        var said = new HashMap<String, String>();
        recorded.standings().forEach((purpose, standing) -> said.put(purpose, standing.isExpiredAt(at) ? "expired" : standing.word().name().toLowerCase()));
        assertThat(recorded.givenAt(at)).containsExactlyInAnyOrderElementsOf(purposes(said, "given"::equals));
        assertThat(recorded.refusedAt(at)).containsExactlyInAnyOrderElementsOf(purposes(said, it -> it.equals("refused") || it.equals("withdrawn")));
        return said;
    }

    private static List<String> purposes(Map<String, String> said, Predicate<String> which) {
        return said.entrySet().stream().filter(it -> which.test(it.getValue())).map(Map.Entry::getKey).toList();
    }

    /** As the read model of the projections folds it: the latest event about a purpose, until its own expiry. Theirs is tested against the same reading. */
    private Map<String, String> toldOnTheWire(Instant at) {
        var said = new HashMap<String, String>();
        for (var told : new LedgerFeed(log).read(0, Integer.MAX_VALUE).records().reversed()) {
            switch (WireJson.read(told.type(), told.body()).orElseThrow()) {
                case WireEvent.ConsentDecided it -> {
                    it.given().forEach(purpose -> say(said, purpose, "given", it.expiresAt(), at));
                    it.refused().forEach(purpose -> say(said, purpose, "refused", it.expiresAt(), at));
                }
                case WireEvent.ConsentWithdrawn it -> it.purposes().forEach(purpose -> say(said, purpose, "withdrawn", it.expiresAt(), at));
                case WireEvent.ConsentExpired it -> assertThat(it.expiredAt()).isBeforeOrEqualTo(now);
                case WireEvent.PolicyPublished _ -> { }
                case WireEvent.RequestReceived _, WireEvent.RequestStepTaken _ -> throw new AssertionError("Not of the ledger");
            }
        }
        return said;
    }

    private ConsentCommand command(Random random, int step) {
        var evidence = new Evidence(random.nextBoolean(), Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(new Visit("phone", "192.0.2.0/24")) : Optional.empty(), Optional.empty());
        return switch (random.nextInt(8)) {
            case 0 -> new LinkRecord(RECORD, LinkKind.values()[random.nextInt(2)], "4711", key(step), now);
            case 1 -> new UnlinkRecord(RECORD, LinkKind.values()[random.nextInt(2)], key(step), now);
            case 2 -> new WithdrawConsent(RECORD, SITE, ASKS, Optional.empty(), "en", evidence, key(step), now);
            case 3 -> new WithdrawConsent(RECORD, SITE, ASKS_LESS, Optional.of(List.of("crumbs")), "en", evidence, key(step), now);
            case 4 -> foreign(random, step);
            default -> decision(random, step, evidence);
        };
    }

    private RecordDecision decision(Random random, int step, Evidence evidence) {
        var area = random.nextInt(4) == 0 ? ASKS_LESS : ASKS;
        var asked = area.equals(ASKS) ? List.of("taste", "crumbs") : List.of("crumbs");
        var given = asked.stream().filter(_ -> random.nextBoolean()).toList();
        var shown = POLICIES.get(random.nextInt(POLICIES.size())).version();
        return new RecordDecision(RECORD, SITE, area, given, asked.stream().filter(it -> !given.contains(it)).toList(), shown, "en", Layer.SECOND,
                Method.CHOOSE, Optional.empty(), evidence, key(step), now);
    }

    private RecordDecision foreign(Random random, int step) {
        var elsewhere = new ForeignChoice("cookiebot", Optional.of("stamp"), now.minus(Duration.ofDays(random.nextInt(40))), List.of(), Optional.empty(),
                Optional.empty());
        return new RecordDecision(RECORD, SITE, ASKS, List.of("taste"), List.of("crumbs"), policies.of(SITE).orElseThrow().version(), "en", Layer.FIRST,
                Method.FOREIGN, Optional.empty(), new Evidence(false, Optional.empty(), Optional.empty(), Optional.of(elsewhere)), key(step), now);
    }

    private static List<String> withdrawn(List<ConsentEvent> events) {
        return events.stream().filter(ConsentWithdrawn.class::isInstance).flatMap(it -> ((ConsentWithdrawn) it).purposes().stream()).toList();
    }
}
