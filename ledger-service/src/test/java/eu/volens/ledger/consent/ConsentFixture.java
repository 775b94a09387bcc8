package eu.volens.ledger.consent;

import static eu.volens.ledger.register.RegisterFixture.ASKS;
import static eu.volens.ledger.register.RegisterFixture.SITE;

import eu.volens.ledger.consent.ConsentCommand.Evidence;
import eu.volens.ledger.consent.ConsentCommand.Layer;
import eu.volens.ledger.consent.ConsentCommand.Method;
import eu.volens.ledger.consent.ConsentCommand.RecordDecision;
import eu.volens.ledger.consent.ConsentCommand.WithdrawConsent;
import eu.volens.ledger.consent.ConsentEvent.ConsentGiven;
import eu.volens.ledger.consent.ConsentEvent.ConsentRefused;
import eu.volens.ledger.consent.ConsentEvent.ConsentWithdrawn;
import eu.volens.ledger.consent.ConsentEvent.Snapshot;
import eu.volens.ledger.policy.PoliciesInForce;
import eu.volens.ledger.register.RegisterFixture;
import eu.volens.ledger.snapshot.PolicySnapshot;
import eu.volens.ledger.snapshot.PolicySnapshot.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A visitor of the invented shop, what they say, and what becomes of it. Purposes asked at the counter: taste and crumbs. */
final class ConsentFixture {

    static final PoliciesInForce POLICIES = PoliciesInForce.of(RegisterFixture.policies(), Instant.EPOCH);
    static final String VERSION = POLICIES.of(SITE).orElseThrow().version();
    static final UUID RECORD = uuid(1);
    static final PolicySnapshot SHOWN = new PolicySnapshot(new Place(SITE, ASKS, "en", VERSION), "a".repeat(64), Instant.parse("2026-03-01T09:00:00Z"));
    static final Snapshot SNAPSHOT = new Snapshot(SHOWN.configuration(), SHOWN.issuedAt());
    static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00.123456Z");
    static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
    static final Instant NEXT_YEAR = MONDAY.plus(Duration.ofDays(365));
    static final List<String> BOTH = List.of("taste", "crumbs");
    static final List<String> NONE = List.of();

    private ConsentFixture() {}

    static UUID uuid(int number) {
        return UUID.fromString("00000000-0000-4000-8000-%012d".formatted(number));
    }

    static UUID key(int number) {
        return uuid(1000 + number);
    }

    static RecordDecision accept(int key, Instant at) {
        return decide(ASKS, BOTH, NONE, Method.ACCEPT_ALL, key, at);
    }

    static RecordDecision refuse(int key, Instant at) {
        return decide(ASKS, NONE, BOTH, Method.REFUSE_ALL, key, at);
    }

    static RecordDecision choose(List<String> given, List<String> refused, int key, Instant at) {
        return decide(ASKS, given, refused, Method.CHOOSE, key, at);
    }

    static RecordDecision decide(String area, List<String> given, List<String> refused, Method method, int key, Instant at) {
        return new RecordDecision(RECORD, SITE, area, given, refused, VERSION, "en", Layer.FIRST, method, Optional.of(SHOWN),
                Evidence.NONE, key(key), at);
    }

    static WithdrawConsent withdraw(int key, Instant at, String... purposes) {
        return new WithdrawConsent(RECORD, SITE, ASKS, purposes.length == 0 ? Optional.empty() : Optional.of(List.of(purposes)), "en",
                Evidence.NONE, key(key), at);
    }

    static ConsentGiven given(List<String> given, List<String> refused, Method method, int key, Instant at) {
        return new ConsentGiven(RECORD, SITE, ASKS, given, refused, VERSION, "en", "first", method.code(), SNAPSHOT, false, null, at,
                expiry(at), key(key));
    }

    static ConsentRefused refused(List<String> refused, Method method, int key, Instant at) {
        return new ConsentRefused(RECORD, SITE, ASKS, NONE, refused, VERSION, "en", "first", method.code(), SNAPSHOT, false, null, at,
                expiry(at), key(key));
    }

    static ConsentWithdrawn withdrawn(List<String> purposes, int key, Instant at) {
        return new ConsentWithdrawn(RECORD, SITE, ASKS, purposes, VERSION, "en", false, null, at, expiry(at), key(key));
    }

    static Receipt receipt(List<String> given, List<String> refused, Instant at) {
        return new Receipt(RECORD, SITE, ASKS, given, refused, VERSION, at, expiry(at));
    }

    static Instant expiry(Instant at) {
        return at.plus(Duration.ofDays(RegisterFixture.LIFETIME_DAYS));
    }
}
