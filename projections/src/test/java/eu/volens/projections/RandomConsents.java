package eu.volens.projections;

import eu.volens.wire.WireEvent;
import eu.volens.wire.WireEvent.ConsentDecided;
import eu.volens.wire.WireEvent.ConsentWithdrawn;
import eu.volens.wire.WireEvent.PolicyPublished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Seeded sequences of decisions and withdrawals, and on request publications, of a few visitors on two sites, with lifetimes short enough to run out in between. */
public final class RandomConsents {

    public static final List<String> PURPOSES = List.of("necessary", "preferences", "functional", "analytics", "marketing");
    public static final List<String> SITES = List.of("itsme-id", "other-site");
    private static final List<String> OPTIONAL_PURPOSES = PURPOSES.subList(1, PURPOSES.size());

    private final RandomGenerator random;
    private final List<String> sites;
    private final boolean publishing;
    private final List<UUID> records = new ArrayList<>();
    private Instant now = WireFixture.NOON;

    public RandomConsents(RandomGenerator random) {
        this(random, SITES, false);
    }

    RandomConsents(RandomGenerator random, List<String> sites, boolean publishing) {
        this.random = random;
        this.sites = sites;
        this.publishing = publishing;
        for (int i = 0; i < 3; i++) {
            records.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    public List<UUID> records() {
        return records;
    }

    /** Some time in or around the sequence, often exactly when something expires or happens. */
    public Instant someInstant(List<WireEvent> events) {
        if (!events.isEmpty() && events.get(random.nextInt(events.size())) instanceof ConsentDecided told && random.nextBoolean()) {
            return told.expiresAt().plusSeconds(random.nextInt(-1, 2));
        }
        return WireFixture.NOON.plus(Duration.ofDays(random.nextInt(-1, 120)));
    }

    public WireEvent next() {
        now = now.plus(Duration.ofHours(random.nextInt(60)));
        UUID record = records.get(random.nextInt(records.size()));
        String site = sites.get(random.nextInt(sites.size()));
        if (publishing && random.nextInt(5) == 0) {
            return new PolicyPublished(site, "policy-" + random.nextInt(3), random.nextBoolean() ? "material" : "editorial", now);
        }
        return random.nextInt(3) == 0 ? withdrawal(record, site) : decision(record, site);
    }

    private WireEvent withdrawal(UUID record, String site) {
        List<String> purposes = OPTIONAL_PURPOSES.stream().filter(_ -> random.nextBoolean()).toList();
        return new ConsentWithdrawn(record, site, "business", purposes, "policy-" + random.nextInt(3), now,
                random.nextInt(4) == 0 ? null : now.plus(Duration.ofDays(random.nextInt(60))));
    }

    private WireEvent decision(UUID record, String site) {
        List<String> given = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (String purpose : OPTIONAL_PURPOSES) {
            switch (random.nextInt(3)) {
                case 0 -> given.add(purpose);
                case 1 -> refused.add(purpose);
                default -> { }
            }
        }
        return new ConsentDecided(record, site, "account", given, refused, "policy-" + random.nextInt(3), "de", "second", "choose",
                now, now.plus(Duration.ofDays(random.nextInt(60))));
    }
}
